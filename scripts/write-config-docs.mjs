/** Writes docs/gen-yaml.md and schema/gen-yaml.schema.json from src/config; run it after `npm run build`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { configDocs } from '../dist/config/docs.js';
import { configJsonSchema } from '../dist/config/json-schema.js';

const root = new URL('../', import.meta.url);
mkdirSync(new URL('schema/', root), { recursive: true });
writeFileSync(new URL('docs/gen-yaml.md', root), configDocs());
writeFileSync(
  new URL('schema/gen-yaml.schema.json', root),
  `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`,
);
