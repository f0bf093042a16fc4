import { describe, expect, it } from 'vitest';
import { formatSnippetByRuff } from '../format-source.ts';
import { type CallStatement, layOutCall } from './call.ts';

const argumentLists: readonly (readonly string[])[] = [
  [],
  ['thing_id="<thing_id>"'],
  ['owner="<owner>"', 'limit=-1', 'since=datetime.fromisoformat("2026-01-31T12:00:00+00:00")'],
  [
    'name="a, (b"',
    'body={"key": [1.5, None], "it\'s": {}}',
    'file=open("file.bin", "rb")',
    'kind=models.Kind.A',
  ],
  [`text="${'long '.repeat(20)}"`, 'limit=1'],
];

const statements: readonly CallStatement[] = argumentLists.flatMap((given) =>
  ['', 'res = '].flatMap((target) =>
    ['', 'await '].flatMap((awaits) =>
      [3, 40, 55, 62, 66, 70, 74, 78, 80, 90].map((length) => ({
        target,
        callee: `${awaits}sdk.${'x'.repeat(length)}`,
        given,
      })),
    ),
  ),
);

/** The statement in a coroutine, so that it may await. */
function byRuff({ target, callee, given }: CallStatement): string {
  const head = 'async def main():\n    ';
  return formatSnippetByRuff(`${head}${target}${callee}(${given.join(', ')})\n`)
    .slice(head.length)
    .trimEnd();
}

describe('a call that is measured', () => {
  it('is laid out as ruff would', () => {
    const laidOut = statements.flatMap((statement) => {
      const text = layOutCall(statement, 4);
      return text === undefined ? [] : [{ statement, text }];
    });
    expect(laidOut.length).toBeGreaterThan(statements.length / 2);
    for (const { statement, text } of laidOut) expect(text).toBe(byRuff(statement));
  });

  it('is left alone where ruff may change an argument', () => {
    for (const given of ['name="say \\"hi\\""', 'name="größer"']) {
      expect(layOutCall({ target: '', callee: 'sdk.get', given: [given] }, 4)).toBeUndefined();
    }
  });
});
