import { expect, test } from 'vitest';
import type { EnumDecl } from '../../plan/types.ts';
import { bodyOf, enumOf } from './samples.ts';

test.each<[string, EnumDecl, string]>([
  [
    'a class',
    enumOf('Color', ['red', 'green'], { doc: 'A color.' }),
    'class Color(str, Enum):\n    """A color."""\n\n    V_RED = "red"\n    V_GREEN = "green"',
  ],
  [
    'an open class',
    enumOf('Level', [1], { type: 'int', open: true }),
    'class Level(int, Enum, metaclass=OpenEnumMeta):\n    V_1 = 1',
  ],
  ['literals', enumOf('Color', ['red', 'green'], { style: 'union' }), 'Color = Literal["red", "green"]'],
  [
    'open literals',
    enumOf('Color', ['red'], { style: 'union', open: true }),
    'Color = Union[Literal["red"], UnrecognizedStr]',
  ],
  [
    'open numbers',
    enumOf('Level', [1], { style: 'union', type: 'int', open: true }),
    'Level = Union[Literal[1], UnrecognizedInt]',
  ],
  [
    'fractions, which no Literal takes',
    enumOf('Rate', [0.5], { style: 'union', type: 'float' }),
    'Rate = float',
  ],
])('%s', (_, given, want) => {
  expect(bodyOf(given)).toBe(want);
});

test('booleans, which no Enum takes', () => {
  const yes = enumOf('Yes', [], { type: 'bool', members: [{ name: 'TRUE', value: true }] });
  expect(bodyOf(yes)).toBe('Yes = Literal[True]');
});

test('descriptions of members', () => {
  const members = [{ name: 'RED', value: 'red', doc: 'As blood.' }];
  expect(bodyOf(enumOf('Color', [], { members }))).toContain('RED = "red"\n    """As blood."""');
  expect(bodyOf(enumOf('Color', [], { members, style: 'union' }))).toBe(
    'Color = Literal["red"]\n"""- red: As blood."""',
  );
});
