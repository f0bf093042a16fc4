/** Jobs in threads of their own, so that several SDKs are made at the same time. */
import { Worker } from 'node:worker_threads';
import { crashed, type Job, type Lane, type Printed } from './jobs.ts';

const program = new URL('./worker-main.js', import.meta.url);

/** A thread that does one job after the other; one that breaks down is told like a bug, and replaced. */
export function workerLane(): Lane {
  let worker: Worker | undefined;
  return {
    work: (job) => {
      worker ??= new Worker(program);
      return workOf(worker, job, () => {
        worker = undefined;
      });
    },
    end: () => void worker?.terminate(),
  };
}

function workOf(worker: Worker, job: Job, onEnd: () => void): Promise<Printed> {
  return new Promise((resolve) => {
    const end = (printed: Printed): void => {
      worker.off('message', end).off('error', crash).off('exit', onExit);
      resolve(printed);
    };
    const crash = (error: unknown): void => {
      onEnd();
      end(crashed(error, job.options));
    };
    const onExit = (code: number): void => crash(new Error(`The thread ended with ${code}.`));
    worker.on('message', end).on('error', crash).on('exit', onExit);
    worker.postMessage(job);
  });
}
