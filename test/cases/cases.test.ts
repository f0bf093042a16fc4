/**
 * One mode of gen.yaml each: `test/cases/<mode>/` holds the options and what they are to change. The document
 * is `openapi.yaml` beside them, or the one that all share. In `want.txt`, `== path` names a file; below it stand
 * fragments of it, one on each line, and behind `!` what must not be there. Line breaks and spaces don't count.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { memoryReader } from '../../src/document/memory-reader.ts';
import { generate } from '../../src/generate.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const modes = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(modes)('%s', (mode) => {
  test('changes what it says', async () => {
    const files = await filesOf(mode);
    for (const { path, fragment, isAbsent } of wantsOf(mode)) {
      const text = files.get(path);
      if (fragment === '') expect([...files.keys()].includes(path), path).toBe(!isAbsent);
      else if (isAbsent) expect(text ?? '', path).not.toContain(fragment);
      else expect(text, path).toContain(fragment);
    }
  });
});

async function filesOf(mode: string): Promise<ReadonlyMap<string, string>> {
  const own = join(folder, mode, 'openapi.yaml');
  const given = readFileSync(existsSync(own) ? own : join(folder, 'openapi.yaml'), 'utf8');
  const options = readFileSync(join(folder, mode, 'gen.yaml'), 'utf8');
  const { config, problems: wrong } = loadConfig(options, 'gen.yaml', { isNewProject: true });
  expect(wrong).toEqual([]);
  if (config === undefined) throw new Error('there is no configuration');
  const schemas = [{ kind: 'file', path: 'openapi.yaml' } as const];
  const { files, problems } = await generate(
    { schemas, reader: memoryReader({ 'openapi.yaml': given }) },
    config,
  );
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return new Map(files.map(({ path, content }) => [path.replace(/^src\//, ''), squeeze(content)]));
}

interface Want {
  readonly path: string;
  /** Empty: the file itself. */
  readonly fragment: string;
  readonly isAbsent: boolean;
}

function wantsOf(mode: string): readonly Want[] {
  let path = '';
  const lines = readFileSync(join(folder, mode, 'want.txt'), 'utf8').split('\n');
  return lines.flatMap((line): readonly Want[] => {
    const heading = /^(!?)== (\S+)$/.exec(line);
    if (heading) {
      path = heading[2] ?? '';
      return [{ path, fragment: '', isAbsent: heading[1] === '!' }];
    }
    if (line.trim() === '') return [];
    const isAbsent = line.startsWith('! ');
    return [{ path, fragment: squeeze(isAbsent ? line.slice(2) : line), isAbsent }];
  });
}

/** Without docstrings, line breaks and the commas before closing brackets. */
function squeeze(text: string): string {
  return text
    .replace(/"""[\s\S]*?"""/g, '')
    .replace(/\s+/g, ' ')
    .replace(/([([{]) /g, '$1')
    .replace(/,? ([)\]}])/g, '$1')
    .trim();
}
