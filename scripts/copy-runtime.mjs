// The Python runtime travels as source files; tsc copies only TypeScript.
import { cpSync, rmSync } from 'node:fs';

const from = new URL('../src/targets/python/runtime/', import.meta.url);
const to = new URL('../dist/targets/python/runtime/', import.meta.url);
rmSync(to, { recursive: true, force: true });
cpSync(from, to, {
  recursive: true,
  filter: (path) => !/(__pycache__|\.pytest_cache|\.mypy_cache|\.ruff_cache|[\\/]tests$)/.test(path),
});
