/**
 * Puts the entries of the package, with what they import, into a few files in the place of the many that tsc
 * wrote: reading hundreds of modules takes longer than a small document. Not minified, so that a stack trace says
 * something. The licenses of what is inside go along.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bundle = 'dist/bundle';

/** The folders of the packages that modules belong to. */
function packagesOf(modules) {
  const folders = modules.flatMap(
    (path) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.replaceAll('\\', '/'))?.[1] ?? [],
  );
  return [...new Set(folders)].sort();
}

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  return `${name} ${version} (${license})\n${text}`;
}

rmSync(join(root, bundle, 'program'), { recursive: true, force: true });
const build = await rolldown({
  cwd: root,
  input: {
    'cli/main': 'src/cli/main.ts',
    index: 'src/index.ts',
    // Started by its path, beside the code that starts it.
    'bundle/program/guard-main': 'src/output/guard-main.ts',
    'bundle/program/worker-main': 'src/cli/worker-main.ts',
  },
  platform: 'node',
  // WebAssembly is read from its own package.
  external: ['@astral-sh/ruff-wasm-nodejs'],
  tsconfig: 'tsconfig.build.json',
});
const { output } = await build.write({
  dir: join(root, 'dist'),
  format: 'esm',
  entryFileNames: '[name].js',
  // Beside `dist/bundle/runtime`, as the code that reads it is beside `runtime` in `src`.
  chunkFileNames: 'bundle/program/[name]-[hash].js',
});
await build.close();
const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
const licenses = packagesOf(modules).map(licenseOf);
writeFileSync(join(root, bundle, 'LICENSES.txt'), licenses.join(`\n${'-'.repeat(80)}\n\n`));
for (const name of ['guard-main', 'worker-main']) {
  const starter = output.find((chunk) => chunk.type === 'chunk' && chunk.code.includes(`"./${name}.js"`));
  if (starter === undefined || dirname(starter.fileName) !== 'bundle/program')
    throw new Error(`${name}.js has to be beside the chunk that starts it.`);
}
if (!existsSync(join(root, bundle, 'runtime')))
  throw new Error('Copy the runtime first: scripts/copy-runtime.mjs.');
