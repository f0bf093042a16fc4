/** The catalogue's entries for reading documents: text, references, versions, merging, overlays. */
import type { Entry } from './entry.ts';

export const documentProblems = {
  'document-unreadable': {
    title: 'The document cannot be read',
    cause: 'The file does not exist, cannot be opened, or the URL does not answer.',
    fix: 'Check the path or URL, and that you may read it.',
  },
  'document-too-large': {
    title: 'The document is too large',
    cause: 'Files and downloads are read up to 64 MB, so that a wrong URL cannot fill the memory.',
    fix: 'Check that the path or URL is the right one, or split the document into several files.',
  },
  'document-empty': {
    title: 'The document is empty',
    cause: 'The file holds nothing, or only white space and comments.',
    fix: 'Check that the path is the right one and that the file was saved.',
  },
  'document-encoding': {
    title: 'The document is not UTF-8',
    cause: 'JSON and YAML are read as UTF-8, or as UTF-16 where the file begins with a byte order mark.',
    fix: 'Save the file as UTF-8.',
  },
  'document-too-deep': {
    title: 'The document is nested too deeply',
    cause: 'Objects and arrays may be nested 500 deep; documents written by people stay below 100.',
    fix: 'Look for a script that wrapped the value again and again, and move inner parts to components.',
  },
  'document-not-openapi': {
    title: 'This is not an OpenAPI document',
    cause: 'An OpenAPI document is an object with `openapi: 3.x.y` or `swagger: "2.0"` at its top.',
    fix: 'Check that the path or URL is that of the OpenAPI document itself.',
  },
  'json-syntax': {
    title: 'The JSON is broken',
    cause: 'The text does not follow the grammar of JSON (RFC 8259).',
    fix: 'Correct the text at the place shown.',
  },
  'yaml-syntax': {
    title: 'The YAML is broken',
    cause: 'The text does not follow the grammar of YAML 1.2.',
    fix: 'Correct the text at the place shown; look at indentation, quotes and colons first.',
  },
  'yaml-aliases': {
    title: 'The YAML aliases cannot be expanded',
    cause: 'Aliases that refer to each other can grow without end, or contain themselves.',
    fix: 'Write the repeated parts as components and refer to them with `$ref`.',
  },
  'duplicate-key': {
    title: 'A key appears twice in one object',
    cause: 'Only one of the two values can count, and readers disagree on which.',
    fix: 'Remove or rename one of the two.',
  },
  'version-missing': {
    title: 'The document does not say which OpenAPI it is',
    cause: 'The version at the top decides how everything below is read.',
    fix: 'Add `openapi: 3.1.0` (or the version you write in) as the first line.',
  },
  'version-unsupported': {
    title: 'This version of OpenAPI is not supported',
    cause: 'Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are understood.',
    fix: 'Convert the document to OpenAPI 3.1.',
  },
  'version-form': {
    title: 'The version is not written as it should be',
    cause: 'The version is text; without quotes YAML reads `3.0` or `2.0` as a number.',
    fix: "Put the version in quotes: `openapi: '3.1.0'` or `swagger: '2.0'`.",
  },
  'document-shape': {
    title: 'Something in the document has the wrong type',
    cause: 'The OpenAPI specification says what type of value stands at each place.',
    fix: 'Write what the specification asks for at this place.',
  },
  'path-form': {
    title: 'A path does not begin with a slash',
    cause: 'Paths are appended to the URL of the server and begin with `/`.',
    fix: 'Put a `/` in front.',
  },
  'unknown-key': {
    title: 'A key is not known here',
    cause: 'It is close to a key that OpenAPI knows, and without effect as it is.',
    fix: 'Correct the spelling, or begin the key with `x-` if it is an extension.',
  },
  'swagger-value': {
    title: 'A value of Swagger 2.0 has no equivalent',
    cause: 'The document is read in the form of OpenAPI 3.1, which has no place for this.',
    fix: 'Write it as the specification of Swagger 2.0 describes.',
  },
  'ref-dangling': {
    title: 'A reference points at nothing',
    cause: 'There is no value at the place that the `$ref` names.',
    fix: 'Correct the `$ref`, or add what it refers to.',
  },
  'ref-circular': {
    title: 'A reference leads back to itself',
    cause: 'Each `$ref` of the chain is only another `$ref`, so there is never a value.',
    fix: 'Let one of the references point at an actual definition.',
  },
  'ref-form': {
    title: 'A reference is not text',
    cause: 'The value of `$ref` is a URI reference, such as `#/components/schemas/Thing`.',
    fix: 'Write the reference as text.',
  },
  'ref-unreadable': {
    title: 'The file of a reference cannot be used',
    cause: 'The file or URL that the `$ref` names could not be read, or is broken.',
    fix: 'Check that it exists, relative to the file that the `$ref` stands in, and that it is valid.',
  },
  'ref-remote': {
    title: 'A reference to another host is not followed',
    cause: 'Documents may come from strangers, so they cannot make requests to other hosts on their own.',
    fix: 'Copy the file beside the document, or allow it with `--allow-remote-refs`.',
  },
  'ref-outside': {
    title: "A reference leaves the document's folder",
    cause: 'Documents may come from strangers, so they cannot read files outside their own folder.',
    fix: "Move the file into the document's folder, or allow it with `--allow-ref-outside`.",
  },
  'merge-clash': {
    title: 'Two documents define the same thing differently',
    cause: 'Documents that are given together become one API, in which names and paths are unique.',
    fix: 'Rename one of the two, or remove it with an overlay.',
  },
  'overlay-invalid': {
    title: 'The overlay is not valid',
    cause: 'An overlay has `overlay: 1.0.0`, `info`, and a list of `actions`, each with a `target`.',
    fix: 'Write it as the Overlay Specification 1.0 describes.',
  },
  'overlay-target': {
    title: 'The target of an overlay action is not valid JSONPath',
    cause: 'The target says which places of the document the action changes, in JSONPath (RFC 9535).',
    fix: "Correct the expression; it begins with `$`, such as `$.paths['/things'].get`.",
  },
  'overlay-unmatched': {
    title: 'An overlay action changes nothing',
    cause: 'No place of the document matches the target of the action.',
    fix: 'Compare the target with the document, or remove the action.',
  },
} as const satisfies Readonly<Record<string, Entry>>;
