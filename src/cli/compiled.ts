/**
 * Loads the program with what V8 compiled of it in an earlier run, kept beside it as Python keeps `__pycache__`:
 * compiling takes longer than a small document. Node has `module.enableCompileCache` for this from 22.8 on.
 */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

type Program = typeof import('../program.ts');

export interface Loaded {
  readonly program: Program;
  /** Keeps what has been compiled by now, where nothing is kept yet and the folder can be written to. */
  keep(): void;
}

/** The program in a file that scripts/bundle.mjs made. */
export function loadProgram(file: URL): Loaded {
  const path = fileURLToPath(file);
  const source = readFileSync(path);
  const kept = `${path}.${keyOf(source)}.compiled`;
  const cachedData = isWanted() ? readKept(kept) : undefined;
  // The parameters of https://nodejs.org/api/modules.html#the-module-wrapper.
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: path,
    ...(cachedData && { cachedData }),
  });
  const module: { exports: unknown } = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(path), module, path, dirname(path));
  return {
    program: module.exports as Program,
    keep: () => {
      if (script.cachedDataRejected !== false && isWanted()) writeKept(kept, script.createCachedData());
    },
  };
}

/** As for what Node itself keeps: https://nodejs.org/api/cli.html#node_disable_compile_cache1. */
function isWanted(): boolean {
  return process.env.NODE_DISABLE_COMPILE_CACHE === undefined;
}

/** What is compiled fits one source, one V8 and its flags. V8 itself compares no more than the length of the source. */
function keyOf(source: Buffer): string {
  const { arch, env, execArgv, version } = process;
  const flags = JSON.stringify([version, arch, execArgv, env.NODE_OPTIONS]);
  return createHash('sha256').update(flags).update(source).digest('hex').slice(0, 16);
}

const digestLength = 32;

function digest(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

/** Nothing where there is none, or not all of it. */
function readKept(path: string): Buffer | undefined {
  try {
    const kept = readFileSync(path);
    const data = kept.subarray(digestLength);
    return digest(data).equals(kept.subarray(0, digestLength)) ? data : undefined;
  } catch {
    return undefined;
  }
}

function writeKept(path: string, data: Buffer): void {
  const draft = path.replace(/\w+\.compiled$/, `${process.pid}.compiled`);
  try {
    writeFileSync(draft, Buffer.concat([digest(data), data]));
    renameSync(draft, path);
  } catch {
    rmSync(draft, { force: true });
  }
}
