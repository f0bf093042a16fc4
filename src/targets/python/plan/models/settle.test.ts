import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, type Request, settleNames } from './settle.ts';

function ask(key: string, names: readonly string[], more: Partial<Request> = {}): Request {
  return { key, asks: names.map((name) => [name]), rank: 2, ...more };
}

function settled(
  requests: readonly Request[],
  taken: readonly string[] = [],
): Readonly<Record<string, string>> {
  const names = settleNames(requests, new Set(taken));
  return Object.fromEntries([...names].map(([{ key }, { name }]) => [key, name]));
}

describe('collisions', () => {
  test.each<[string, readonly Request[], Readonly<Record<string, string>>]>([
    ['a name that nobody else wants is kept', [ask('a', ['Type', 'ThingType'])], { a: 'Type' }],
    [
      'equals both go on to the next name',
      [ask('a', ['Type', 'AType']), ask('b', ['Type', 'BType'])],
      { a: 'AType', b: 'BType' },
    ],
    [
      'the higher rank keeps it',
      [ask('a', ['Type'], { rank: 0 }), ask('b', ['Type', 'BType'])],
      { a: 'Type', b: 'BType' },
    ],
    [
      'who has no other name keeps it',
      [ask('a', ['Type', 'AType', 'AKindType']), ask('b', ['Type', 'AType'])],
      { a: 'AKindType', b: 'AType' },
    ],
    ['numbers come last', [ask('a', ['Code'], { rank: 0 }), ask('b', ['Code'])], { a: 'Code', b: 'Code1' }],
    [
      'the same asks share a name',
      [ask('x/0', ['Auth']), ask('x/1', ['Auth'])],
      { 'x/0': 'Auth1', 'x/1': 'Auth2' },
    ],
    [
      'names that differ in case alone clash',
      [ask('a', ['MSTeams', 'AMSTeams']), ask('b', ['MsTeams', 'BMsTeams'])],
      { a: 'AMSTeams', b: 'BMsTeams' },
    ],
    [
      'an enum says so beside a component',
      [ask('a', ['Agent'], { rank: 0 }), ask('b', ['Agent', 'ConfigAgent'], { suffix: 'Enum' })],
      { a: 'Agent', b: 'AgentEnum' },
    ],
    [
      'a union says so beside its member',
      [
        ask('u', ['Answer'], { rank: 0, suffix: 'Union', family: 'u' }),
        ask('m', ['Answer'], { rank: 0, family: 'u' }),
      ],
      { u: 'AnswerUnion', m: 'Answer' },
    ],
  ])('%s', (_, requests, want) => expect(settled(requests)).toEqual(want));

  test('a taken name is never given', () => {
    expect(settled([ask('a', ['ApiError', 'ThingApiError'])], ['ApiERROR'])).toEqual({ a: 'ThingAPIError' });
  });
});

const requests = fc.uniqueArray(
  fc.record({
    key: fc.stringMatching(/^[a-d]\/[0-9]{1,2}$/),
    asks: fc.array(fc.constantFrom(['A'], ['Ab'], ['B'], ['AB'], ['A1'], ['C']), {
      minLength: 1,
      maxLength: 3,
    }),
    rank: fc.integer({ min: 0, max: 3 }),
    suffix: fc.constantFrom('Enum', 'Union'),
  }),
  { selector: ({ key }) => key, maxLength: 14 },
);

test('names are unique, whatever is asked', () => {
  fc.assert(
    fc.property(requests, (given) => {
      const names = Object.values(settled(given)).map(fold);
      expect(names).toHaveLength(given.length);
      expect(new Set(names).size).toBe(names.length);
    }),
  );
});

test('the order of asking does not matter', () => {
  const shuffled = requests.chain((given) =>
    fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
  );
  fc.assert(
    fc.property(shuffled, ([given, other]) => {
      expect(settled(other)).toEqual(settled(given));
    }),
  );
});
