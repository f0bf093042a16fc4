import { expect, test } from 'vitest';
import { ref } from '../../../../code/code.ts';
import { lit } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import type { Declaration, Field } from '../../plan/types.ts';
import {
  aliasOf,
  bodyOf,
  classOf,
  enumOf,
  field,
  int,
  list,
  moduleOf,
  optional,
  str,
  to,
  union,
} from './samples.ts';

test('a model and its twin, as one would write them', () => {
  const seen = field('seen', { kind: 'dict', value: str }, { ...optional, doc: 'What the server has seen.' });
  const thing = classOf('Thing', [field('id', str), seen], { doc: 'A thing.' });
  expect(moduleOf(thing)).toBe(
    `
from __future__ import annotations

from typing import Dict, Optional

from typing_extensions import NotRequired, TypedDict

from ..types import BaseModel


class ThingTypedDict(TypedDict):
    """A thing."""

    id: str
    seen: NotRequired[Dict[str, str]]
    """What the server has seen."""


class Thing(BaseModel):
    """A thing."""

    id: str

    seen: Optional[Dict[str, str]] = None
    """What the server has seen."""
`.trim(),
  );
});

/** The line of a field in the model and in the twin. */
function linesOf(given: Field, ...others: readonly Declaration[]): { model: string; twin: string } {
  const [twin = '', model = ''] = bodyOf(classOf('Thing', [given]), ...others)
    .split('class Thing(BaseModel):')
    .map((part) =>
      part
        .replace(/^class .*\n/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    );
  return { model, twin };
}

const datetime = { kind: 'external', ref: ref('datetime', 'datetime') } as const;
const color = enumOf('Color', ['red']);

test.each<[string, Field, { model: string; twin: string }]>([
  ['required', field('a', str), { model: 'a: str', twin: 'a: str' }],
  ['optional', field('a', str, optional), { model: 'a: Optional[str] = None', twin: 'a: NotRequired[str]' }],
  [
    'nullable',
    field('a', { kind: 'nullable', of: str }, { nullable: true }),
    { model: 'a: Nullable[str]', twin: 'a: Nullable[str]' },
  ],
  [
    'optional and nullable',
    field('a', { kind: 'nullable', of: str }, { ...optional, nullable: true }),
    { model: 'a: OptionalNullable[str] = UNSET', twin: 'a: NotRequired[Nullable[str]]' },
  ],
  [
    'another name on the wire',
    field('page_size', int, { ...optional, wire: 'pageSize' }),
    {
      model: 'page_size: Annotated[Optional[int], pydantic.Field(alias="pageSize")] = None',
      twin: 'page_size: NotRequired[int]',
    },
  ],
  [
    'a constant',
    field('KIND', { kind: 'literal', values: ['a'] }, { wire: 'kind', twinName: 'kind', constant: true }),
    {
      model: 'KIND: Annotated[Literal["a"], pydantic.Field(alias="kind")] = "a"',
      twin: 'kind: Literal["a"]',
    },
  ],
  [
    'a default makes it optional',
    field('a', int, { default: 5 }),
    { model: 'a: Optional[int] = 5', twin: 'a: NotRequired[int]' },
  ],
  [
    'a default of a list is made for each instance',
    field('a', list(str), { ...optional, default: ['x'] }),
    {
      model: 'a: Optional[List[str]] = pydantic.Field(default_factory=lambda: ["x"])',
      twin: 'a: NotRequired[List[str]]',
    },
  ],
  [
    'a default that does not fit is none',
    field('a', int, { ...optional, default: 'five' }),
    { model: 'a: Optional[int] = None', twin: 'a: NotRequired[int]' },
  ],
  [
    'a default of a date-time',
    field('a', datetime, { ...optional, default: '2024-02-29T00:00:00Z' }),
    {
      model: 'a: Optional[datetime] = parse_datetime("2024-02-29T00:00:00Z")',
      twin: 'a: NotRequired[datetime]',
    },
  ],
  [
    'no such day',
    field('a', datetime, { ...optional, default: '2023-02-29T00:00:00Z' }),
    { model: 'a: Optional[datetime] = None', twin: 'a: NotRequired[datetime]' },
  ],
  [
    'deprecated',
    field('a', str, { ...optional, deprecation: { message: 'Old.', replacement: 'b' } }),
    {
      model: 'a: Annotated[Optional[str], pydantic.Field(deprecated="Old. Use b instead.")] = None',
      twin: 'a: NotRequired[str]',
    },
  ],
  [
    'facts of the plan',
    field('a', str, { ...optional, annotations: [py`${ref('.utils', 'FieldMetadata')}(${lit('x')})`] }),
    { model: 'a: Annotated[Optional[str], FieldMetadata("x")] = None', twin: 'a: NotRequired[str]' },
  ],
])('a field: %s', (_, given, want) => {
  expect(linesOf(given)).toEqual(want);
});

test('a default that is a member of an enum', () => {
  const lines = linesOf(field('a', to(color), { ...optional, default: 'red' }), color);
  expect(lines.model).toBe('a: Optional[Color] = Color.V_RED');
});

test('a default that is a member of an enum behind an alias, which comes first', () => {
  const color = { ...enumOf('Color', ['red']), module: 'models.thing' };
  const alias = { ...aliasOf('Paint', union(to(color), int)), module: 'models.thing' };
  const thing = classOf('Thing', [field('a', to(alias), { ...optional, default: 'red' })]);
  const text = bodyOf(thing, alias, color);
  expect(text).toContain('a: Optional[Paint] = Color.V_RED');
  expect(text.indexOf('class Color')).toBeLessThan(text.indexOf('class Thing('));
});

test('an empty model', () => {
  expect(bodyOf(classOf('Nothing'))).toBe(
    'class NothingTypedDict(TypedDict):\n    pass\n\n\nclass Nothing(BaseModel):\n    pass',
  );
});

test('additional properties are kept, typed', () => {
  const body = bodyOf(classOf('Bag', [], { additional: int }));
  expect(body).toContain('model_config = pydantic.ConfigDict(extra="allow")');
  expect(body).toContain('__pydantic_extra__: Dict[str, int] = pydantic.Field(init=False)');
  expect(body).toContain('def additional_properties(self) -> Dict[str, int]:');
  expect(body).toContain('def additional_properties(self, value: Dict[str, int]) -> None:');
});

test('a field of that name keeps it', () => {
  const body = bodyOf(classOf('Bag', [field('additional_properties', str)], { additional: int }));
  expect(body).not.toContain('def additional_properties');
});

test('fields named like types: the types step aside', () => {
  const fields = [
    field('str', str),
    field('int', int),
    field('datetime', datetime),
    field('Optional', str, optional),
    field('other', str),
  ];
  const text = moduleOf(classOf('Odd', fields));
  expect(text).toContain('import builtins\n');
  expect(text).toContain('from datetime import datetime as datetime_\n');
  expect(text).toContain('from typing import Optional as Optional_\n');
  expect(text).toContain('    str: builtins.str\n');
  expect(text).toContain('    datetime: datetime_\n');
  expect(text).toContain('    Optional: Optional_[builtins.str] = None\n');
  expect(text).toContain('    other: builtins.str\n');
});

test('a page has its next, which is not sent', () => {
  const text = moduleOf(classOf('Page', [field('result', str)], { next: { async: true } }));
  expect(text).toContain('class Page(PagedModel):');
  expect(text.replace(/\s+/g, ' ')).toContain(
    'next: Annotated[ Union[Callable[[], Optional[Page]], Callable[[], Awaitable[Optional[Page]]]], pydantic.Field(exclude=True), ]',
  );
});

test('no text of a document ends the construct it stands in', () => {
  const hostile = '"""\nimport os\n"""\\';
  const given = field('a', str, { ...optional, wire: 'x"]); import os #', doc: hostile, default: hostile });
  const body = bodyOf(classOf('Thing', [given], { doc: hostile }));
  // Formatting has read it as Python: what looks like code stands in a string.
  expect(body).not.toMatch(/^import os/m);
  expect(body).toContain(`alias='x"]); import os #'`);
});
