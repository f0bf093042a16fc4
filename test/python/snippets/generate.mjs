/** Generates SDKs in one process, all URLs of their documents at one server: `node generate.mjs URL FOLDER SUBJECTS`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { generate, loadConfig, memoryReader } from '../../../dist/index.js';

const [url, folder, subjects] = process.argv.slice(2);
const schemas = [{ kind: 'file', path: 'openapi.yaml' }];

function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

for (const [name, document, configFile] of JSON.parse(subjects)) {
  const text = readFileSync(document, 'utf8').replace(/\bhttps?:\/\//g, `${url}/`);
  const { config, problems } = loadConfig(readFileSync(configFile, 'utf8'), configFile, { isNewProject: true });
  if (config === undefined) throw new Error(JSON.stringify(problems));
  const generated = await generate({ schemas, reader: memoryReader({ 'openapi.yaml': text }) }, config);
  if (generated.files.length === 0) throw new Error(JSON.stringify(generated.problems));
  for (const { path, content } of generated.files) write(join(folder, name, path), content);
  write(join(folder, `${name}.json`), JSON.stringify(parse(text, { maxAliasCount: -1 })));
}
