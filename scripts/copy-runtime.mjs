// The Python runtime travels as source files: beside the modules that tsc makes, and beside the bundle.
import { cpSync, rmSync } from 'node:fs';

const from = new URL('../src/targets/python/runtime/', import.meta.url);
for (const place of ['targets/python', 'bundle']) {
  const to = new URL(`../dist/${place}/runtime/`, import.meta.url);
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, {
    recursive: true,
    filter: (path) => !/(__pycache__|\.pytest_cache|\.mypy_cache|\.ruff_cache|[\\/]tests$)/.test(path),
  });
}
