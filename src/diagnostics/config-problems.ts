/** The catalogue's entries for the configuration. */
import type { Entry } from './entry.ts';

export const configProblems = {
  'config-unreadable': {
    title: 'The configuration cannot be read',
    cause: 'The file does not exist, cannot be opened, or is no text.',
    fix: 'Check the path given with `--config`, and that you may read it.',
  },
  'config-syntax': {
    title: 'The configuration is not valid YAML',
    cause: 'The text does not follow the grammar of YAML 1.2.',
    fix: 'Correct the text at the place shown; look at indentation, quotes and colons first.',
  },
  'config-value': {
    title: 'An option has a value that it does not take',
    cause: 'Each option takes values of one kind; docs/gen-yaml.md lists them.',
    fix: 'Write what is expected, or remove the option to get its default.',
  },
  'config-unknown-key': {
    title: 'An option is not known',
    cause: 'It is close to one that is known, and has no effect as it is.',
    fix: 'Correct the spelling.',
  },
  'config-not-generated': {
    title: 'An option is accepted, but does not change the SDK',
    cause: 'The behaviour that the value asks for is not generated.',
    fix: 'Remove the option, or set it to its default.',
  },
} as const satisfies Readonly<Record<string, Entry>>;
