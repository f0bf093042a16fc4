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
  'workflow-missing': {
    title: 'There is no workflow',
    cause: 'It is looked for at `.hookline/workflow.yaml` and `.speakeasy/workflow.yaml`.',
    fix: 'Write one as docs/cli.md shows, or name it with `--workflow`.',
  },
  'workflow-invalid': {
    title: 'The workflow cannot be used',
    cause:
      'A workflow has `sources` with `inputs`, and `targets` with `target: python`, `source` and `output`.',
    fix: 'Write it as docs/cli.md shows.',
  },
  'workflow-key-unused': {
    title: 'A key of the workflow has no effect',
    cause: 'hookline does not know the key, or does not do what other programs do by it.',
    fix: 'Correct its spelling, or leave it for the programs that use it.',
  },
  'workflow-output-taken': {
    title: "A source's document cannot be written",
    cause: 'A file is there that is no OpenAPI document, or its place leads out of the project.',
    fix: 'Give the source another `output`, or move what is there.',
  },
} as const satisfies Readonly<Record<string, Entry>>;
