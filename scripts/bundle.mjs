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

async function bundled({ output, ...input }) {
  // WebAssembly is read from its own package.
  const external = ['@astral-sh/ruff-wasm-nodejs'];
  const build = await rolldown({
    cwd: root,
    platform: 'node',
    external,
    tsconfig: 'tsconfig.build.json',
    ...input,
  });
  const written = await build.write({ dir: join(root, 'dist'), entryFileNames: '[name].js', ...output });
  await build.close();
  return written.output.filter(({ type }) => type === 'chunk');
}

// One file, which can be loaded with what has been compiled of it: src/cli/compiled.ts.
const program = await bundled({
  input: { 'bundle/program/program': 'src/program.ts' },
  output: { format: 'cjs', codeSplitting: false, entryFileNames: '[name].cjs' },
});
const main = await bundled({ input: { 'cli/main': 'src/cli/main.ts' }, output: { format: 'esm' } });
// Their imports alone: what they name is in the program.
for (const [name, input] of [
  ['index', 'src/index.ts'],
  // Started by their paths, beside the program that starts them.
  ['bundle/program/guard-main', 'src/output/guard-main.ts'],
  ['bundle/program/worker-main', 'src/cli/worker-main.ts'],
]) {
  const isOurs = (id) => !id.startsWith('node:');
  await bundled({
    input: { [name]: input },
    external: (id, importer) => importer !== undefined && isOurs(id),
    output: { format: 'esm', paths: (id) => (isOurs(id) ? './bundle/program/program.cjs' : id) },
  });
}
const modules = [...program, ...main].flatMap(({ moduleIds }) => moduleIds);
const licenses = packagesOf(modules).map(licenseOf);
writeFileSync(join(root, bundle, 'LICENSES.txt'), licenses.join(`\n${'-'.repeat(80)}\n\n`));
if (!existsSync(join(root, bundle, 'runtime')))
  throw new Error('Copy the runtime first: scripts/copy-runtime.mjs.');
