/** docs/gen-yaml.md: every option, from the schema. */
import { z } from 'zod';
import { expected } from './expected.ts';
import { factsOf, type OptionFacts } from './option.ts';
import { configSchema } from './schema.ts';

const introduction = `# gen.yaml

<!-- Written by \`node scripts/write-config-docs.mjs\` from src/config: change it there. -->

The configuration of an SDK. It is looked for at \`--config\`, then in the output folder as
\`.hookline/gen.yaml\`, \`.speakeasy/gen.yaml\` and \`gen.yaml\`. Every option may be left out. Keys that are not in
this list are kept, with their comments, and have no effect.

\`\`\`yaml
configVersion: 2.0.0
generation:
  sdkClassName: Acme
python:
  version: 0.1.0
  packageName: acme-api
  useAsyncHooks: true
\`\`\`

Editors that know JSON Schema complete and check the file by \`schema/gen-yaml.schema.json\`; with the YAML language
server its first line is \`# yaml-language-server: $schema=PATH/gen-yaml.schema.json\`.

Where two defaults are given, the first is that of new projects, the second that of projects that were begun
before the option existed: those with a lock file of another generator.
`;

interface Row {
  readonly path: string;
  readonly type: z.core.$ZodType;
  readonly facts: OptionFacts;
}

/** The whole document. */
export function configDocs(): string {
  const sections = Object.entries(configSchema.shape).map(([key, type]) => {
    const rows = rowsOf(type, '').map(tableRow);
    return `\n## \`${key}:\`\n\n| option | takes | default | effect |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  return introduction + sections.join('');
}

function rowsOf(type: z.core.$ZodType, path: string): readonly Row[] {
  const facts = factsOf(type);
  if (facts !== undefined) return [{ path, type, facts }];
  if (!(type instanceof z.ZodObject)) return [];
  const shape: Record<string, z.core.$ZodType> = type.shape;
  return Object.entries(shape).flatMap(([key, member]) =>
    rowsOf(member, path === '' ? key : `${path}.${key}`),
  );
}

function tableRow({ path, type, facts }: Row): string {
  const takes = expected(type).replaceAll('"', '`');
  const cells = [`\`${path}\``, takes, defaults(facts), facts.effect];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function defaults(facts: OptionFacts): string {
  if (facts.derived !== undefined) return facts.derived;
  if (facts.initial === undefined) return '–';
  const initial = `\`${JSON.stringify(facts.initial)}\``;
  return facts.old === undefined ? initial : `${initial} / \`${JSON.stringify(facts.old)}\``;
}
