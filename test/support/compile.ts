/** Tests that start programs of their own need JavaScript: the source compiled into a folder below .work. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Compiles src; gives the folder. Each test file has one of its own, so that they can run side by side. */
export function compile(name: string): string {
  const out = join(root, '.work', 'compiled', name);
  mkdirSync(out, { recursive: true });
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const args = [compiler, '-p', join(root, 'tsconfig.build.json'), '--outDir', out, '--declaration', 'false'];
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (result.error !== undefined) throw result.error;
  const runtime = join(out, 'targets/python/runtime');
  if (!existsSync(runtime)) {
    mkdirSync(dirname(runtime), { recursive: true });
    symlinkSync(join(root, 'src/targets/python/runtime'), runtime);
  }
  return out;
}
