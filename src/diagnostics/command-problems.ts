/** The catalogue's entries for commands beside `generate`. */
import type { Entry } from './entry.ts';

export const commandProblems = {
  'hooks-add': {
    title: 'The hook cannot be added',
    cause: 'A hook is a file in the `_hooks` folder of a generated package, registered in `registration.py`.',
    fix: 'Generate the SDK first, and name its folder with `--out`.',
  },
  'init-refused': {
    title: 'The project cannot be begun',
    cause: 'There is a configuration already, or an answer cannot be used.',
    fix: 'Give other answers, or change the configuration that is there.',
  },
} as const satisfies Readonly<Record<string, Entry>>;
