/** Generates SDKs of one document in one process: `node generate.mjs <schema> <folder> <JSON: gen.yaml by name>`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generate, loadConfig, memoryReader } from '../../../dist/index.js';

const [schema, folder, configs] = process.argv.slice(2);
const reader = memoryReader({ 'openapi.yaml': readFileSync(schema, 'utf8') });
const schemas = [{ kind: 'file', path: 'openapi.yaml' }];

for (const [name, text] of Object.entries(JSON.parse(configs))) {
  const { config, problems } = loadConfig(text, 'gen.yaml', { isNewProject: true });
  if (config === undefined) throw new Error(JSON.stringify(problems));
  const generated = await generate({ schemas, reader }, config);
  if (generated.files.length === 0) throw new Error(JSON.stringify(generated.problems));
  for (const { path, content } of generated.files) {
    const file = join(folder, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
