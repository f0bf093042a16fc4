/** The thread that `workerLane` starts. */
import { parentPort } from 'node:worker_threads';
import { guardOutput } from '../output/guard.ts';
import { type Job, runJob } from './jobs.ts';

parentPort?.on('message', (job: Job) => {
  void runJob(job, guardOutput).then((printed) => parentPort?.postMessage(printed));
});
