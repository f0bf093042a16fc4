/** Generating one of several SDKs: what is needed for it, and what it prints, as values that go between threads. */
import { availableParallelism } from 'node:os';
import { bugText } from './bug.ts';
import { failureReport } from './commands/command-problem.ts';
import { runGenerate } from './commands/generate.ts';
import type { GenerateOptions } from './commands/generate-options.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface Job {
  readonly options: GenerateOptions;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly color: boolean;
}

export interface Printed {
  readonly code: ExitCode;
  readonly out: string;
  readonly error: string;
}

/** Does jobs, one after the other. */
export interface Lane {
  work(job: Job): Promise<Printed>;
  end(): void;
}

/** Does it, and keeps what it prints, so that the lines of several do not mix. */
export async function runJob(
  { options, folder, environment, color }: Job,
  guard: Terminal['guard'],
): Promise<Printed> {
  const printed = { out: '', error: '' };
  const terminal: Terminal = {
    folder,
    environment,
    color,
    isInteractive: false,
    out: (text) => {
      printed.out += text;
    },
    error: (text) => {
      printed.error += text;
    },
    readInput: () => Promise.resolve(new Uint8Array()),
    ...(guard && { guard }),
  };
  try {
    return { code: await runGenerate(options, terminal), ...printed };
  } catch (error) {
    return crashed(error, options);
  }
}

/** What is told of a job that did not end as it should: the others go on. */
export function crashed(error: unknown, { json, verbose }: GenerateOptions): Printed {
  const message = error instanceof Error ? error.message : String(error);
  const out = json ? failureReport(exitCodes.bug, message) : '';
  return { code: exitCodes.bug, out, error: bugText(error, verbose) };
}

/** Does as many jobs at once as there are processors; what each prints can be awaited in their order. */
export function runJobs(jobs: readonly Job[], terminal: Terminal): readonly Promise<Printed>[] {
  const waiting = jobs.map(waitingJob);
  const queue = [...waiting];
  const follow = async (lane: Lane): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      next.end(await lane.work(next.job));
    lane.end();
  };
  const here: Lane = { work: (job) => runJob(job, terminal.guard), end: () => undefined };
  const atOnce = terminal.lane === undefined ? 1 : Math.min(jobs.length, availableParallelism());
  for (let lane = 0; lane < atOnce; lane += 1) void follow(atOnce > 1 ? (terminal.lane?.() ?? here) : here);
  return waiting.map(({ printed }) => printed);
}

function waitingJob(job: Job): { job: Job; printed: Promise<Printed>; end(printed: Printed): void } {
  let end: (printed: Printed) => void = () => undefined;
  const printed = new Promise<Printed>((resolve) => {
    end = resolve;
  });
  return { job, printed, end };
}
