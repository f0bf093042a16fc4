/** A folder of src imports only from those above it in this list; targets not from each other. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { root } from './setup.mjs';

const layers = [
  'diagnostics',
  'document',
  'config',
  'workflow',
  'api',
  'lint',
  'code',
  'targets',
  'output',
  'diff',
  'generate.ts',
  'index.ts',
  'cli',
  'program.ts',
];
const source = join(root, 'src');
const findings = [];

function layerOf(path) {
  return relative(source, path).split(sep)[0];
}

for (const name of readdirSync(source, { recursive: true }).map(String)) {
  if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
  const file = join(source, name);
  const from = layers.indexOf(layerOf(file));
  if (from < 0) findings.push(`${name}: its folder is not in the list of layers`);
  for (const [, target] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
    const path = resolve(dirname(file), target);
    const to = layers.indexOf(layerOf(path));
    if (to > from) findings.push(`${name} imports ${target}: ${layers[to]} is below ${layers[from]}`);
    const [a, b] = [relative(source, file), relative(source, path)].map((p) =>
      p.split(sep).slice(0, 2).join('/'),
    );
    if (a !== b && a.startsWith('targets/') && b.startsWith('targets/'))
      findings.push(`${name} imports ${target}: another target`);
  }
}
for (const finding of findings) console.error(finding);
process.exit(findings.length > 0 ? 1 : 0);
