import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../types.ts';
import type { Location } from './parsed.ts';
import { parseWithLibrary, parseYaml } from './yaml.ts';
import { readCommonYaml } from './yaml-common.ts';
import { commonLocator } from './yaml-seek.ts';

/** Start of what is shown of every value: its key or itself. */
function places(
  text: string,
  value: Json,
  locate: (steps: readonly string[]) => Location | undefined,
): readonly string[] {
  const found: string[] = [];
  const visit = (part: Json, steps: readonly string[]): void => {
    const at = locate(steps);
    if (at === undefined) throw new Error('There is no location.');
    const end = Math.min(at.value.end, `${text}\n`.indexOf('\n', at.value.start));
    const stretch = at.scalar ? `${at.value.start}-${end}` : `${(at.key ?? at.value).start}`;
    found.push(`${steps.join('/')} ${at.key?.start}-${at.key?.end} ${stretch}`);
    if (typeof part !== 'object' || part === null) return;
    for (const [key, member] of Object.entries(part)) visit(member, [...steps, key]);
  };
  visit(value, []);
  return found;
}

/** Whether the text was read without the library: then both have to see the same in it. */
function agrees(text: string): boolean {
  const common = readCommonYaml(text);
  if (common === undefined) return false;
  const library = parseWithLibrary(text);
  expect({ text, problems: library.problems }).toEqual({ text, problems: [] });
  expect({ text, value: JSON.stringify(common.value) }).toEqual({
    text,
    value: JSON.stringify(library.value),
  });
  return true;
}

/** The same for where everything stands. */
function agreesOnPlaces(text: string): boolean {
  const common = readCommonYaml(text);
  if (common === undefined) return false;
  const { value = null, locate } = parseWithLibrary(text);
  expect({ text, places: places(text, value, commonLocator(text, common.start)) }).toEqual({
    text,
    places: places(text, value, locate),
  });
  return true;
}

const commonTexts: readonly (readonly [string, string])[] = [
  ['members', 'a: 1\nb: text\n"c d": true\n/paths/{id}: ~\n'],
  ['no line break at the end', 'a: 1\nb:\n- 2'],
  ['numbers', 'a: [1, -2, +3, 0.5, .5, 1e3, 1.0, 007, 1_000, 12345678901234567890]\n'],
  ['words', 'a: null\nb: Null\nc: nUll\nd: true\ne: TRUE\nf: yes\ng: off\nh: nothing\ni: falsey\n'],
  ['what looks like other things', 'a: 2020-01-01\nb: 1:30\nc: http://a.b/c#d\nd: a#b\ne: -x\nf: 1.2.3\n'],
  ['lists at the column of their key', 'a:\n- b\n- c:\n  - d\n  e:\n    - f\ng: h\n'],
  ['lists in lists', '- - a\n  - b\n-\n  - c\n- d: 1\n  e: 2\n-\n'],
  ['nothing', 'a:\nb: # nothing\nc:\n  - \n  - d\n'],
  ['comments', '# one\na: b # two\n# three\n\n  # four\nc: # five\n  d: e\n'],
  ['plain text over lines', 'a: one\n  two\n\n  three - four\n  - five\nb: six\n'],
  ['quotes over lines', "a: \"one\n  two \n\n  three\\n\\\n    four\\ \\\n  five\"\nb: 'it''s\n  so'\n"],
  ['escapes', 'a: "\\t\\"\\\\\\/\\u00e9\\x41\\U0001F600\\0\\e\\_"\n'],
  ['literal blocks', 'a: |\n  one\n    two\n\n  three\n\n\nb: |-\n  x\n   \nc: |+\n  y\n\n   \nd: |\n  z\n'],
  [
    'folded blocks',
    'a: >\n  one\n  two\n\n\n  three\n    four\n\n    five\n  six\nb: >-\n\n  x\n     \n  y\n\nc: 1\n',
  ],
  [
    'brackets',
    'a: [b, "c", {d: e, "f": [1, 2]}, [], {}]\ng: {$ref: "#/x", h: i j}\nk: [\n  l,\n  "m": n\n  ]\n',
  ],
  [
    'lists of lists of objects',
    '- - a: b\n    c:\n    - d: {e: [f, g]}\n      h:\n        i\n  - j\n- k:\n\n  # l\n  - m\n',
  ],
  [
    'text that looks like members',
    'a:\n  b: |\n    c: d\n    - e\n  f: "g\n    h: i"\n  j: k\n    l\n# m: n\no: p\n',
  ],
  ['keys that are numbers', 'b: 1\n200: x\n1.0: y\nnull: z\n__proto__: w\n'],
];

const leftToTheLibrary: readonly (readonly [string, string])[] = [
  ['anchors', 'a: &x 1\nb: *x\n'],
  ['merges', 'a:\n  <<: {b: 1}\n'],
  ['tags', 'a: !!str 1\n'],
  ['a key twice', 'a: 1\na: 2\n'],
  ['two documents', 'a: 1\n---\nb: 2\n'],
  ['directives', '%YAML 1.2\n---\na: 1\n'],
  ['tabs', 'a:\n\tb: 1\n'],
  ['wrong indentation', 'a:\n    b: 1\n  c: 2\n'],
  ['a colon too many', 'a: b: c\n'],
  ['open quotes', 'a: "b\n'],
  ['open brackets', 'a: [b\n'],
  ['complex keys', '? a\n: b\n'],
  ['other numbers', 'a: 0x1F\n'],
  ['a scalar alone', 'text\n'],
];

describe('reading common YAML', () => {
  test.each(commonTexts)('%s', (_, text) => {
    expect(agrees(text)).toBe(true);
    expect(agreesOnPlaces(text)).toBe(true);
  });

  test.each(leftToTheLibrary)('%s: the library', (_, text) => {
    expect(readCommonYaml(text)).toBeUndefined();
  });

  test('large parts that are commented out', () => {
    const comments = '# a comment: 1\n'.repeat(500_000);
    const wanted = { a: { b: 'x', c: 'x' } };
    expect(parseYaml(`${comments}a:\n  b: &b x\n${comments}  c: *b\n${comments}`).value).toEqual(wanted);
    expect(parseYaml(`${comments}a:\n  b: x\n${comments}  c: x\n${comments}`).value).toEqual(wanted);
    expect(parseYaml(comments).value).toBeNull();
  });

  test('what the library says of text behind comments is told where it stands', () => {
    const text = '# a\n# b\r\n# c\na: 1\na: 2\n';
    const [problem] = parseYaml(text).problems;
    expect(text.slice(problem?.span.start)).toBe('a: 2\n');
  });

  test("depth is the library's", () => {
    expect(readCommonYaml(`a: ${'['.repeat(20_000)}\n`)).toBeUndefined();
    expect(
      readCommonYaml(Array.from({ length: 300 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')),
    ).toBeUndefined();
  });

  test('every text that can be read is read as the library reads it', () => {
    const pieces = [
      ...['a', 'b c', '1', '-', '- ', ': ', ':', '#', ' #', '"', "'", '\\', '\\n', '|', '>', '|-\n', '>+\n'],
      ...[
        '\n',
        '\n\n',
        ' ',
        '  ',
        '\n  ',
        '\n    ',
        '\n- ',
        '\nk: ',
        '\n  x: ',
        '[',
        ']',
        '{',
        '}',
        ', ',
        ',',
      ],
      ...['~', 'null', 'é', '\u00a0', '*', '&', '!', '?', '? ', '@', '%', '.', '---', '...', '\t', '=', '<<'],
    ];
    const begin = fc.constantFrom('k: ', 'k:\n  ', '- ', '- a: ', 'a: b\nk: ', 'a:\n  - ');
    const rest = fc.array(fc.constantFrom(...pieces), { maxLength: 14 });
    const text = fc.tuple(begin, rest).map(([start, parts]) => start + parts.join(''));
    fc.assert(
      fc.property(text, (given) => void agrees(given)),
      { numRuns: 3000 },
    );
  });

  test('every value written by hand-like rules is read back', () => {
    const scalar = fc.oneof(
      fc.constantFrom(
        'x',
        'some text',
        '"q\\n"',
        "'s''t'",
        '12',
        '|\n@  l1\n@\n@    l2\n',
        '>-\n@  f1\n@  f2\n@\n@   f3\n',
        'p1\n@  p2',
      ),
      fc.constantFrom('[a, {b: c}]', '{}', '', '"l1\n@  l2"', "'l1\n@\n@  l2'"),
    );
    const { node } = fc.letrec<{ node: readonly string[] }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.tuple(scalar).map(([text]) => [`k: ${text}`.replaceAll('@', '')]),
        fc
          .array(tie('node'), { minLength: 1, maxLength: 3 })
          .map((nodes) =>
            nodes.flatMap((lines, index) => [
              `k${index}:`,
              ...lines.map((line) => line.replace(/^/gm, '  ')),
            ]),
          ),
        fc
          .array(tie('node'), { minLength: 1, maxLength: 3 })
          .map((nodes) => nodes.flatMap((lines) => ['-', ...lines.map((line) => line.replace(/^/gm, '  '))])),
      ),
    }));
    fc.assert(
      fc.property(
        node,
        (lines) => void (agrees(`${lines.join('\n')}\n`) && agreesOnPlaces(`${lines.join('\n')}\n`)),
      ),
      { numRuns: 500 },
    );
  });
});
