import { expect, test } from 'vitest';
import { type Code, ref } from '../../../code/code.ts';
import { renderModule } from '../../../code/file.ts';
import { py } from '../../../code/template.ts';
import type { PyType } from '../plan/types.ts';
import { aliasOf, classOf, enumOf, int, list, str, to, union } from './models/samples.ts';
import { argumentType, fieldType, runtimeType, twinFieldType, valueType } from './types.ts';

function text(code: Code): string {
  const file = { module: 'things', isPackage: false, header: py``, defines: [], future: false };
  return (
    renderModule({ ...file, body: code })
      .trim()
      .split('\n')
      .at(-1) ?? ''
  );
}

const thing = to(classOf('Thing'));
const color = to(enumOf('Color', ['red']));
const pet = to(aliasOf('Pet', union(thing, str), { twin: 'PetTypedDict' }));
const big: PyType = { kind: 'annotated', of: int, with: py`${ref('.utils', 'BigInt')}` };
const stream: PyType = { kind: 'stream', format: 'sse', of: thing };
const both = () => true;

test.each<[string, PyType, Partial<Record<'field' | 'twin' | 'argument' | 'value' | 'runtime', string>>]>([
  ['plain', str, { field: 'str', twin: 'str', argument: 'str', value: 'str', runtime: 'str' }],
  [
    'a model',
    thing,
    {
      field: 'Thing',
      twin: 'ThingTypedDict',
      argument: 'Union[models.Thing, models.ThingTypedDict]',
      value: 'models.Thing',
    },
  ],
  ['an enum', color, { field: 'Color', twin: 'Color', argument: 'models.Color', value: 'models.Color' }],
  ['an alias', pet, { twin: 'PetTypedDict', argument: 'Union[models.Pet, models.PetTypedDict]' }],
  [
    'a list',
    list(thing),
    {
      field: 'List[Thing]',
      argument: 'Union[List[models.Thing], List[models.ThingTypedDict]]',
      value: 'List[models.Thing]',
    },
  ],
  [
    'a map, which may be null',
    { kind: 'nullable', of: { kind: 'dict', value: int } },
    {
      field: 'Nullable[Dict[str, int]]',
      argument: 'Nullable[Dict[str, int]]',
      runtime: 'Optional[Dict[str, int]]',
    },
  ],
  [
    'what pydantic has to know',
    list(big),
    {
      field: 'List[Annotated[int, BigInt]]',
      twin: 'List[int]',
      argument: 'List[int]',
      runtime: 'List[Annotated[int, BigInt]]',
    },
  ],
  ['a union of one', union(str), { field: 'str' }],
  [
    'a union of models',
    union(thing, str),
    {
      argument: 'Union[models.Thing, models.ThingTypedDict, str]',
      value: 'Union[models.Thing, str]',
    },
  ],
  ['literals', { kind: 'literal', values: ['a"', 1, true] }, { field: 'Literal["a\\"", 1, True]' }],
  [
    'a stream among others',
    union(thing, stream),
    { value: 'Union[models.Thing, EventStream[models.Thing]]' },
  ],
  ['null', { kind: 'simple', name: 'None' }, { field: 'None' }],
  ['anything', { kind: 'any' }, { field: 'Any' }],
])('%s', (_, type, want) => {
  const got = {
    field: text(fieldType(type, both)),
    twin: text(twinFieldType(type, both)),
    argument: text(argumentType(type)),
    value: text(valueType(type)),
    runtime: text(runtimeType(type)),
  };
  expect(got).toMatchObject(want);
});
