import { guardOutput } from '../output/guard.ts';
import type { Lane } from './jobs.ts';
import { workerLane } from './worker.ts';

/** What a command sees of the world around it. */
export interface Terminal {
  /** Working directory. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether progress may be drawn. */
  readonly isInteractive: boolean;
  readonly color: boolean;
  out(text: string): void;
  error(text: string): void;
  readInput(): Promise<Uint8Array>;
  /** Has another process complete what this one leaves half done in an output folder. */
  guard?(root: string): void;
  /** Starts something that does jobs beside this thread; without it they are done here, one after the other. */
  lane?(): Lane;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { env, stdin, stdout, stderr } = process;
  return {
    folder: process.cwd(),
    environment: env,
    isInteractive: stderr.isTTY === true && env.CI === undefined && env.TERM !== 'dumb',
    color: wantsColor(env, stderr.isTTY === true),
    out: (text) => void stdout.write(text),
    error: (text) => void stderr.write(text),
    readInput: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks);
    },
    guard: guardOutput,
    lane: workerLane,
  };
}

/** NO_COLOR and FORCE_COLOR as https://no-color.org and https://force-color.org have them. */
export function wantsColor(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTerminal && env.TERM !== 'dumb';
}
