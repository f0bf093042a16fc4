/** The options under `generation:`. */
import { z } from 'zod';
import { line, type OptionFacts, option } from './option.ts';

const flag = z.boolean();

function fix(differs: string): z.ZodBoolean {
  const facts: OptionFacts = {
    initial: true,
    effect: `A dated fix; only its behaviour is generated. With \`false\`, ${differs}.`,
    notGenerated: (value) => (value === false ? differs : undefined),
  };
  return option(flag, facts);
}

const fixes = z.object({
  nameResolutionDec2023: fix('names of inline models would be numbered in the order in which they are met'),
  nameResolutionFeb2025: fix('clashing names would be numbered before their parents are put in front'),
  parameterOrderingFeb2024: fix('optional parameters would be mixed with required ones'),
  requestResponseComponentNamesFeb2024: fix(
    'models of shared request bodies and responses would be named after the operation',
  ),
  methodSignaturesApr2024: fix('a required request could be left out of a call'),
  securityFeb2025: fix('the fields of security models would be named after the schemes’ types'),
  sharedErrorComponentsApr2025: fix('a shared error response would give a class for each operation'),
  sharedNestedComponentsJan2026: fix('components that only one model uses would get modules of their own'),
  nameOverrideFeb2026: fix('a name override would not take part in settling clashes'),
});

const auth = z.object({
  oAuth2ClientCredentialsEnabled: option(flag, {
    initial: true,
    old: false,
    effect: 'A hook that fetches, keeps and renews tokens of the OAuth 2 client credentials flow.',
  }),
  oAuth2PasswordEnabled: option(flag, {
    initial: true,
    old: false,
    effect: 'The same for the resource owner password flow.',
  }),
  hoistGlobalSecurity: option(flag, {
    initial: true,
    effect:
      'Where the document has no global security, the most common one of the operations becomes global.',
  }),
});

const usageSnippets = z.object({
  optionalPropertyRendering: option(z.enum(['withExample', 'always', 'never']), {
    initial: 'withExample',
    effect: 'Which optional properties the snippets of the README and the docs show.',
  }),
  sdkInitStyle: option(z.enum(['constructor', 'builder']), {
    initial: 'constructor',
    effect: 'How snippets make the client.',
    notGenerated: (value) => (value === 'builder' ? 'snippets call the constructor' : undefined),
  }),
  serverToShowInSnippets: option(z.exactOptional(line), {
    effect: 'The server that snippets name: its identifier (`x-speakeasy-server-id`), URL or index.',
    blankIsAbsent: true,
  }),
});

const tests = z.object({
  generateTests: option(flag, {
    initial: false,
    effect: 'Write pytest files for the operations.',
  }),
  generateNewTests: option(flag, {
    initial: false,
    effect: 'Write them for operations that have none yet, too.',
  }),
  skipResponseBodyAssertions: option(flag, {
    initial: false,
    effect: 'Tests look at the status, not at the body.',
  }),
});

export const generationSchema = z.object({
  sdkClassName: option(
    z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'a name: letters, digits, `-` and `_`, starting with a letter')
      .max(100, 'at most 100 characters'),
    { initial: 'SDK', effect: 'Name of the client class; written in PascalCase.' },
  ),
  baseServerUrl: option(line, {
    initial: '',
    effect: 'The server of the API, where the document names none.',
  }),
  maintainOpenAPIOrder: option(flag, {
    initial: true,
    old: false,
    effect: 'Parameters, fields and operations stand in the document’s order; else alphabetically.',
  }),
  sdkHooksConfigAccess: option(flag, {
    initial: true,
    old: false,
    effect:
      '`sdk_init(config)` receives and returns the SDK’s configuration; else `sdk_init(base_url, client)`.',
  }),
  requestBodyFieldName: option(z.string().regex(/^([A-Za-z_][A-Za-z0-9_]*)?$/, 'an identifier, or ""'), {
    initial: 'body',
    old: '',
    effect: 'Name of the argument for a body that is not flattened; `""`: named after the schema.',
  }),
  inferSSEOverload: option(flag, {
    initial: true,
    old: false,
    effect:
      'Overloads by the value of `stream`, where a required body has that boolean and the responses are exactly `text/event-stream` and `application/json`.',
  }),
  deduplicateErrors: option(flag, {
    initial: false,
    effect:
      'Inline errors of one status with the same schema share one class; without it each operation has its own. Errors of one component always share one.',
  }),
  skipErrorSuffix: option(flag, { initial: false, effect: 'No `Error` is put behind the names of errors.' }),
  useClassNamesForArrayFields: option(flag, {
    initial: true,
    old: false,
    effect:
      'Inline items of an array have a name of their own, the singular of the field’s: `tags` holds `Tag`; else the field’s, `Tags`.',
  }),
  schemas: z.object({
    allOfMergeStrategy: option(z.enum(['shallowMerge', 'deepMerge']), {
      initial: 'shallowMerge',
      effect:
        'How members of `allOf` that have the same property become one: the last one counts, or they are merged in turn.',
    }),
  }),
  auth,
  fixes,
  usageSnippets,
  tests,
  persistentEdits: z.object({
    enabled: option(z.exactOptional(flag), {
      effect:
        'Your edits in generated files are kept by a three-way merge. They are unless this is `false`; then they are overwritten.',
    }),
  }),
  versioningStrategy: option(z.enum(['automatic', 'manual']), {
    initial: 'automatic',
    effect: '`automatic`: the version rises with what a new document changes; `manual`: you set it.',
  }),
  changelog: option(flag, {
    initial: true,
    old: false,
    effect:
      'What changes for users between two runs is written into `CHANGELOG.md`, under the new version, or `Unreleased` where the version is the same. What stands there stays.',
  }),
  repoUrl: option(z.exactOptional(line), {
    effect: 'Address of the repository, for links in the project files.',
    blankIsAbsent: true,
  }),
  repoSubDirectory: option(z.exactOptional(line), {
    effect: 'Folder of the SDK in that repository.',
    blankIsAbsent: true,
  }),
  runtime: z.object({
    lazyImports: option(flag, {
      initial: true,
      effect:
        'Models and sub-SDKs are imported at first use; `sdk.preload()` and `await sdk.preload_async()` do it ahead.',
    }),
  }),
});
