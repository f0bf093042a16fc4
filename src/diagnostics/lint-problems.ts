/** The catalogue's entries for what `hookline lint` says of documents that are valid, but make a poorer SDK. */
import type { Entry } from './entry.ts';

export const lintProblems = {
  'lint-no-server': {
    title: 'There is no server',
    cause: 'Every caller has to give `server_url`, as the document does not say where the API is.',
    fix: 'Add `servers` with an absolute URL, or set `generation.baseServerUrl` in gen.yaml.',
  },
  'lint-operation-id': {
    title: 'An operation has no operationId',
    cause: 'Its method is named after the path, and gets another name when the path changes.',
    fix: 'Add an `operationId`, or `x-speakeasy-name-override`, such as `list`.',
  },
  'lint-no-group': {
    title: 'An operation has no tag',
    cause: 'Its method is on the client itself, where most others have a namespace.',
    fix: 'Add a tag, or `x-speakeasy-group`.',
  },
  'lint-inline-model': {
    title: 'A model has no name of its own',
    cause: 'Its class is named after the place where it stands, and gets another name when that changes.',
    fix: 'Move the schema to `components/schemas` and refer to it, or give it a `title`.',
  },
  'lint-untyped-response': {
    title: 'A response does not say what it holds',
    cause: 'The method returns `Any`: no completion, no type check.',
    fix: 'Add a `schema` to the media type.',
  },
  'lint-no-pagination': {
    title: 'Pages have to be fetched by hand',
    cause: 'The parameters look like those of a paged list, but nothing says how to get the next page.',
    fix: 'Add `x-speakeasy-pagination`; then the result has `next()`.',
  },
  'lint-no-errors': {
    title: 'An operation declares no errors',
    cause: 'What fails raises the general exception, without typed data.',
    fix: 'Add responses such as `404`, `4XX` or `default` with a schema.',
  },
  'lint-no-description': {
    title: 'An operation is not described',
    cause: 'Its method has no docstring.',
    fix: 'Add a `summary`.',
  },
  'lint-no-example': {
    title: 'A request body has no example',
    cause: 'The snippets in the README and the docs use made-up values.',
    fix: 'Add an `example` to the media type, or to the properties of the schema.',
  },
} as const satisfies Readonly<Record<string, Entry>>;
