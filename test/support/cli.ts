/** The command line in a folder, with what it prints. */
import { runCommand } from '../../src/cli/program.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

export interface Printed {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export async function hooklineIn(
  folder: string,
  args: readonly string[],
  more: Partial<Terminal> = {},
  stop?: AbortSignal,
): Promise<Printed> {
  const printed = { out: '', error: '' };
  const terminal: Terminal = {
    folder,
    environment: {},
    isInteractive: false,
    color: false,
    out: (text) => {
      printed.out += text;
    },
    error: (text) => {
      printed.error += text;
    },
    readInput: () => Promise.resolve(new Uint8Array()),
    ...more,
  };
  return { code: await runCommand(args, terminal, stop), ...printed };
}
