import { describe, expect, test } from 'vitest';
import type { Json } from '../../../document/types.ts';
import { schemaOf } from '../../testing/api-of.ts';

interface Given {
  readonly given: Json;
  readonly components?: { readonly [name: string]: Json };
  readonly want: string;
  readonly codes?: readonly string[];
}

const string = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: { readonly [name: string]: Json }, ...required: string[]) => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
});

function table(name: string, rows: readonly (readonly [string, Given])[]): void {
  describe(name, () => {
    test.each(rows)('%s', async (_, { given, components, want, codes }) => {
      const built = await schemaOf(given, components);
      expect(built.sketch).toBe(want);
      expect(built.codes).toEqual(codes ?? []);
    });
  });
}

table('scalars', [
  ['text', { given: string, want: 'string' }],
  ['date-time', { given: { type: 'string', format: 'date-time' }, want: 'date-time' }],
  ['date', { given: { type: 'string', format: 'date' }, want: 'date' }],
  ['time', { given: { type: 'string', format: 'time' }, want: 'time' }],
  ['duration', { given: { type: 'string', format: 'duration' }, want: 'duration' }],
  ['uuid', { given: { type: 'string', format: 'uuid' }, want: 'uuid' }],
  ['base64', { given: { type: 'string', format: 'byte' }, want: 'byte' }],
  ['base64 of 3.1', { given: { type: 'string', contentEncoding: 'base64' }, want: 'byte' }],
  ['bytes', { given: { type: 'string', format: 'binary' }, want: 'binary' }],
  ['bytes of 3.1', { given: { type: 'string', contentMediaType: 'image/png' }, want: 'binary' }],
  [
    'text in a media type',
    { given: { type: 'string', contentMediaType: 'application/json' }, want: 'string' },
  ],
  ['an unknown format', { given: { type: 'string', format: 'hostname' }, want: 'string' }],
  ['a big integer as text', { given: { type: 'string', format: 'bigint' }, want: 'bigint' }],
  ['a decimal as text', { given: { type: 'string', format: 'decimal' }, want: 'decimal' }],
  ['an integer', { given: { type: 'integer', format: 'int64' }, want: 'integer' }],
  ['a big integer', { given: { type: 'integer', format: 'bigint' }, want: 'bigint' }],
  ['a decimal', { given: { type: 'number', format: 'decimal' }, want: 'decimal' }],
  ['a number', { given: { type: 'number', format: 'double' }, want: 'number' }],
  ['a type by its format', { given: { format: 'date-time' }, want: 'date-time' }],
  ['a type by its keywords', { given: { maxLength: 3 }, want: 'string' }],
  ['a type of anything', { given: { type: 'object', 'x-speakeasy-type-override': 'any' }, want: 'any' }],
  [
    'an override that is not known',
    {
      given: { type: 'string', 'x-speakeasy-type-override': 'int' },
      want: 'string',
      codes: ['extension-malformed'],
    },
  ],
  ['anything', { given: {}, want: 'any' }],
  ['true', { given: true, want: 'any' }],
  ['a list of one type', { given: { type: ['boolean'] }, want: 'boolean' }],
  ['integer and number', { given: { type: ['integer', 'number'] }, want: 'number' }],
  ['a misspelled type', { given: { type: 'int' }, want: 'integer', codes: ['schema-type-unknown'] }],
  ['an unknown type', { given: { type: 'thing' }, want: 'any', codes: ['schema-type-unknown'] }],
]);

table('null', [
  ['3.1', { given: { type: ['string', 'null'] }, want: 'string | null' }],
  ['3.0', { given: { type: 'string', nullable: true }, want: 'string | null' }],
  ['in an enum without type', { given: { enum: ['a', null] }, want: '<"a"> | null' }],
  [
    'in an enum that allows it',
    { given: { type: ['string', 'null'], enum: ['a', null] }, want: '<"a"> | null' },
  ],
  ['in an enum that forbids it', { given: { type: 'string', enum: ['a', null] }, want: '<"a">' }],
  ['as a member', { given: { anyOf: [string, { type: 'null' }] }, want: 'string | null' }],
  ['as a const', { given: { oneOf: [string, { const: null }] }, want: 'string | null' }],
  ['as an enum', { given: { oneOf: [{ enum: [null] }, string] }, want: 'string | null' }],
  [
    'beside several members',
    { given: { anyOf: [string, { type: 'integer' }, { type: 'null' }] }, want: 'string / integer | null' },
  ],
  ['alone', { given: { type: 'null' }, want: 'null' }],
  ['alone, as a const', { given: { const: null }, want: 'null' }],
  [
    'of a reference',
    {
      given: { oneOf: [ref('A'), { type: 'null' }] },
      components: { A: object({ a: string }) },
      want: '{ a?: string } | null',
    },
  ],
  [
    'of a reference to null',
    {
      given: { oneOf: [ref('A'), ref('N')] },
      components: { A: string, N: { type: 'null' } },
      want: 'string | null',
    },
  ],
  [
    'beside a reference',
    {
      given: object({ a: { ...ref('A'), nullable: true } }),
      components: { A: string },
      want: '{ a?: A | null }',
    },
  ],
  [
    'of a component',
    {
      given: object({ a: ref('A') }),
      components: { A: { type: ['string', 'null'] } },
      want: '{ a?: A | null }',
    },
  ],
]);

table('several types', [
  ['a union', { given: { type: ['string', 'integer', 'null'] }, want: 'string / integer | null' }],
  [
    'with properties',
    { given: { type: ['object', 'string'], properties: { a: string } }, want: '{ a?: string } / string' },
  ],
]);

table('enums and constants', [
  ['text', { given: { type: 'string', enum: ['a', 'b'] }, want: '<"a" "b">' }],
  ['without type', { given: { enum: ['a', 'b'] }, want: '<"a" "b">' }],
  ['one value', { given: { type: 'string', enum: ['a'] }, want: '<"a">' }],
  ['integers', { given: { type: 'integer', enum: [1, 2] }, want: '<1 2>' }],
  ['integers as text', { given: { type: 'integer', enum: ['1', '2'] }, want: '<1 2>' }],
  ['text as integers', { given: { type: 'string', enum: [1, 2] }, want: '<"1" "2">' }],
  ['both booleans', { given: { type: 'boolean', enum: [true, false] }, want: 'boolean' }],
  ['one boolean', { given: { type: 'boolean', enum: [true] }, want: '<true>' }],
  ['mixed', { given: { enum: ['a', 1] }, want: '<"a"> / <1>' }],
  ['empty', { given: { type: 'string', enum: [] }, want: 'string' }],
  ['a value twice', { given: { enum: ['a', 'a'] }, want: '<"a">', codes: ['enum-invalid'] }],
  ['objects', { given: { enum: [{ a: 1 }] }, want: 'any', codes: ['enum-invalid'] }],
  ['const', { given: { const: 'a' }, want: '="a"' }],
  ['const boolean', { given: { type: 'boolean', const: true }, want: '=true' }],
  ['const object', { given: { type: 'object', const: { a: 1 } }, want: '{}' }],
  [
    'named constants',
    {
      given: {
        oneOf: [
          { title: 'A', const: 1 },
          { title: 'B', const: 2 },
        ],
      },
      want: '<1 2>',
    },
  ],
  ['one named constant', { given: { type: 'integer', oneOf: [{ title: 'A', const: 1 }] }, want: '<1>' }],
]);

table('arrays', [
  ['of text', { given: { type: 'array', items: string }, want: '[string]' }],
  ['without items', { given: { type: 'array' }, want: '[any]', codes: ['array-without-items'] }],
  ['a tuple', { given: { prefixItems: [string, { type: 'integer' }] }, want: '[string / integer]' }],
  [
    'a tuple with a rest',
    { given: { prefixItems: [string], items: { type: 'integer' } }, want: '[string / integer]' },
  ],
  ['a closed tuple', { given: { prefixItems: [string], items: false }, want: '[string]' }],
  ['of nulls', { given: { type: 'array', items: { type: ['string', 'null'] } }, want: '[string | null]' }],
  ['of itself', { given: { type: 'array', items: ref('It') }, want: '[It]' }],
]);

table('objects', [
  ['properties', { given: object({ a: string, b: string }, 'b'), want: '{ a?: string, b: string }' }],
  ['without type', { given: { properties: { a: string } }, want: '{ a?: string }' }],
  ['empty', { given: { type: 'object' }, want: '{}' }],
  ['a map', { given: { type: 'object', additionalProperties: string }, want: '{ ...string }' }],
  ['a map of anything', { given: { type: 'object', additionalProperties: true }, want: '{ ...any }' }],
  ['a map of anything, as {}', { given: { additionalProperties: {} }, want: '{ ...any }' }],
  ['closed', { given: { ...object({ a: string }), additionalProperties: false }, want: '{ a?: string }' }],
  [
    'both',
    {
      given: { ...object({ a: string }), additionalProperties: { type: 'integer' } },
      want: '{ a?: string, ...integer }',
    },
  ],
  ['patterns', { given: { patternProperties: { '^x': string } }, want: '{ ...string }' }],
  [
    'several patterns',
    { given: { patternProperties: { a: string, b: { type: 'integer' } } }, want: '{ ...string / integer }' },
  ],
  [
    'patterns in a closed object',
    { given: { patternProperties: { a: string }, additionalProperties: false }, want: '{ ...string }' },
  ],
  [
    'unevaluatedProperties',
    { given: { type: 'object', unevaluatedProperties: string }, want: '{ ...string }' },
  ],
  ['recursive', { given: object({ next: ref('It') }), want: '{ next?: It }' }],
  ['a property called $ref', { given: object({ $ref: string }), want: '{ $ref?: string }' }],
  [
    'what holds in some cases is optional',
    {
      given: {
        ...object({ a: string }),
        if: {},
        else: object({ b: string }, 'b'),
        dependentSchemas: { a: object({ c: string }) },
      },
      want: '{ a?: string, b?: string, c?: string }',
    },
  ],
  [
    'required on a property',
    {
      given: object({ a: { type: 'string', required: true } }),
      want: '{ a?: string }',
      codes: ['schema-invalid'],
    },
  ],
  ['only a not', { given: { not: { type: 'string' } }, want: 'any', codes: ['schema-keyword-ignored'] }],
  [
    'an ignored property',
    { given: object({ a: string, b: { ...string, 'x-speakeasy-ignore': true } }), want: '{ a?: string }' },
  ],
  [
    'an ignored component',
    {
      given: object({ a: string, b: ref('B') }),
      components: { B: { 'x-hookline-ignore': true } },
      want: '{ a?: string }',
    },
  ],
  [
    'required without a property',
    { given: { ...object({ a: string }), required: ['b'] }, want: '{ a?: string }' },
  ],
  [
    'if and else',
    {
      given: { ...object({ a: string }), if: { required: ['a'] }, else: { required: ['b'] } },
      want: '{ a?: string }',
    },
  ],
  [
    '__proto__',
    {
      given: JSON.parse('{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}}}'),
      want: '{ __proto__?: string, constructor?: string }',
    },
  ],
]);

table('references', [
  [
    'a chain of components',
    { given: object({ a: ref('A') }), components: { A: ref('B'), B: string }, want: '{ a?: B }' },
  ],
  [
    'an allOf of one reference',
    {
      given: object({ a: { allOf: [ref('A')], description: 'x' } }),
      components: { A: string },
      want: '{ a?: A }',
    },
  ],
  [
    'an allOf of one reference, described',
    {
      given: object({ a: { allOf: [ref('A'), { description: 'x' }] } }),
      components: { A: string },
      want: '{ a?: A }',
    },
  ],
  [
    'narrowed beside',
    {
      given: object({ a: { ...ref('A'), maxLength: 2, type: 'string' } }),
      components: { A: string },
      want: '{ a?: A }',
    },
  ],
  [
    'extended beside',
    {
      given: object({ a: { ...ref('A'), properties: { b: string } } }),
      components: { A: object({ a: string }) },
      want: '{ a?: { a?: string, b?: string } }',
    },
  ],
  [
    'extended on the way',
    {
      given: object({ a: ref('A') }),
      components: { A: { ...ref('B'), required: ['b'] }, B: object({ b: string }) },
      want: '{ a?: A }',
    },
  ],
  [
    'into a component',
    {
      given: object({ a: { $ref: '#/components/schemas/A/properties/b' } }),
      components: { A: object({ b: object({ c: string }) }) },
      want: '{ a?: { c?: string } }',
    },
  ],
  [
    '$defs',
    {
      given: { ...object({ a: { $ref: '#/components/schemas/It/$defs/D' } }), $defs: { D: string } },
      want: '{ a?: D }',
    },
  ],
  [
    '$recursiveRef',
    { given: object({ a: { type: 'array', items: { $recursiveRef: '#' } } }), want: '{ a?: [It] }' },
  ],
  ['to nothing', { given: object({ a: ref('Nope') }), want: '{ a?: any }', codes: ['ref-dangling'] }],
]);

table('allOf', [
  [
    'inline parts',
    {
      given: { allOf: [object({ a: string }), object({ b: string }, 'b')] },
      want: '{ a?: string, b: string }',
    },
  ],
  [
    'references',
    {
      given: { allOf: [ref('A'), ref('B')] },
      components: { A: object({ a: string }), B: object({ b: string }) },
      want: '{ a?: string, b?: string }',
    },
  ],
  [
    'siblings win',
    {
      given: { allOf: [object({ a: string })], properties: { a: { type: 'integer' } } },
      want: '{ a?: integer }',
      codes: ['schema-conflict'],
    },
  ],
  [
    'required for another part',
    { given: { allOf: [object({ a: string }), { required: ['a'] }] }, want: '{ a: string }' },
  ],
  [
    'required beside one reference',
    {
      given: object({ a: { allOf: [ref('A')], required: ['b'] } }),
      components: { A: object({ b: string }) },
      want: '{ a?: { b: string } }',
    },
  ],
  [
    'a type beside one reference',
    {
      given: object({ a: { allOf: [ref('A')], type: 'string' } }),
      components: { A: { enum: ['x'] } },
      want: '{ a?: <"x"> }',
    },
  ],
  [
    'a property described again',
    {
      given: { allOf: [object({ a: ref('A') }), object({ a: { description: 'x' } })] },
      components: { A: string },
      want: '{ a?: A }',
    },
  ],
  [
    'a chain',
    {
      given: { allOf: [ref('A')], properties: { c: string } },
      components: { A: { allOf: [ref('B')], properties: { b: string } }, B: object({ a: string }) },
      want: '{ a?: string, b?: string, c?: string }',
    },
  ],
  ['a scalar', { given: { allOf: [{ type: 'string', maxLength: 3 }], title: 'T' }, want: 'string' }],
  ['a narrower scalar', { given: { allOf: [{ type: 'number' }, { type: 'integer' }] }, want: 'integer' }],
  [
    'contradicting types',
    { given: { allOf: [string, { type: 'integer' }] }, want: 'integer', codes: ['schema-conflict'] },
  ],
  [
    'itself',
    {
      given: { allOf: [ref('It')], properties: { a: string } },
      want: '{ a?: string }',
      codes: ['schema-cycle'],
    },
  ],
  [
    'each other',
    {
      given: { allOf: [ref('A')], properties: { a: string } },
      components: { A: { allOf: [ref('It')], properties: { b: string } } },
      want: '{ b?: string, a?: string }',
      codes: ['schema-cycle'],
    },
  ],
  [
    'a nullable part',
    {
      given: object({ a: { allOf: [ref('A'), object({ b: string })] } }),
      components: { A: { type: ['object', 'null'] } },
      want: '{ a?: { b?: string } }',
    },
  ],
  [
    'nullable parts',
    {
      given: { allOf: [ref('A'), ref('A2')] },
      components: {
        A: { type: ['object', 'null'] },
        A2: { type: ['object', 'null'], properties: { b: string } },
      },
      want: '{ b?: string } | null',
    },
  ],
  [
    'inheritance',
    {
      given: { allOf: [ref('Pet'), object({ bark: string })] },
      components: { Pet: { ...object({ kind: string }, 'kind'), discriminator: { propertyName: 'kind' } } },
      want: '{ kind: string, bark?: string }',
    },
  ],
  [
    'additionalProperties of a part',
    {
      given: { allOf: [{ additionalProperties: string }, object({ a: string })] },
      want: '{ a?: string, ...string }',
    },
  ],
]);

table('schemas that are a part of what is inline in them', [
  ['allOf', { given: object({ a: { allOf: [ref('It')], required: ['a'] } }), want: '{ a?: { a: itself } }' }],
  [
    'a reference that is extended',
    { given: object({ a: { ...ref('It'), required: ['a'] } }), want: '{ a?: { a: itself } }' },
  ],
  [
    'items',
    {
      given: object({ a: { type: 'array', items: { allOf: [ref('It')], properties: { b: string } } } }),
      want: '{ a?: [{ a?: itself, b?: string }] }',
    },
  ],
  [
    'a union with properties beside it',
    {
      given: object({ a: { ...object({ b: string }), oneOf: [ref('It'), object({ c: string })] } }),
      want: '{ a?: { a?: itself, b?: string } / { c?: string, b?: string } }',
    },
  ],
]);

table('unions', [
  ['oneOf', { given: { oneOf: [string, { type: 'integer' }] }, want: 'string / integer' }],
  ['one member', { given: { oneOf: [string] }, want: 'string' }],
  [
    'one reference',
    { given: object({ a: { anyOf: [ref('A')] } }), components: { A: string }, want: '{ a?: A }' },
  ],
  [
    'the same reference twice',
    { given: object({ a: { anyOf: [ref('A'), ref('A')] } }), components: { A: string }, want: '{ a?: A }' },
  ],
  [
    'only constraints',
    { given: { type: 'string', anyOf: [{ minLength: 1 }, { pattern: 'a' }] }, want: 'string' },
  ],
  [
    'only required lists',
    {
      given: { ...object({ a: string, b: string }), anyOf: [{ required: ['a'] }, { required: ['b'] }] },
      want: '{ a: string, b?: string } / { a?: string, b: string }',
    },
  ],
  [
    'properties beside',
    {
      given: { ...object({ a: string }), oneOf: [object({ b: string }), object({ c: string })] },
      want: '{ b?: string, a?: string } / { c?: string, a?: string }',
    },
  ],
  [
    'properties beside, members being components',
    {
      given: { ...object({ a: string }), oneOf: [ref('B'), ref('C')] },
      components: { B: object({ b: string }), C: object({ c: string }) },
      want: 'B / C',
    },
  ],
  [
    'properties beside that the members have',
    {
      given: { ...object({ k: string }), oneOf: [ref('B'), ref('C')] },
      components: { B: object({ k: string, b: string }), C: object({ k: string }) },
      want: 'B / C',
    },
  ],
  [
    'in an allOf',
    {
      given: {
        allOf: [{ oneOf: [object({ a: string }), object({ b: string })] }, object({ c: string }, 'c')],
      },
      want: '{ a?: string, c: string } / { b?: string, c: string }',
    },
  ],
  [
    'parent and children',
    {
      given: { ...object({ k: string }), oneOf: [ref('A'), ref('B')] },
      components: {
        A: { allOf: [ref('It'), object({ a: string })] },
        B: { allOf: [ref('It'), object({ b: string })] },
      },
      want: 'A / B',
    },
  ],
  [
    'a child of a parent that lists it',
    {
      given: { allOf: [ref('P'), object({ a: string })] },
      components: { P: { ...object({ k: string }), oneOf: [ref('It')] } },
      want: '{ k?: string, a?: string }',
    },
  ],
  [
    'itself as a member',
    { given: { oneOf: [string, { type: 'array', items: ref('It') }] }, want: 'string / [It]' },
  ],
  [
    'text or one of some',
    { given: { anyOf: [string, { type: 'string', enum: ['a'] }] }, want: 'string / <"a">' },
  ],
]);

table('discriminators', [
  [
    'by mapping',
    {
      given: {
        oneOf: [ref('A'), ref('B')],
        discriminator: { propertyName: 'k', mapping: { a: '#/components/schemas/A', b: 'B' } },
      },
      components: { A: object({ k: string }), B: object({ k: string }) },
      want: 'A / B by k: a=A b=B',
    },
  ],
  [
    'by name',
    {
      given: { oneOf: [ref('A'), ref('B')], discriminator: { propertyName: 'k' } },
      components: { A: object({ k: string }), B: object({ k: string }) },
      want: 'A / B by k: A=A B=B',
    },
  ],
  [
    'by value',
    {
      given: { oneOf: [ref('A'), ref('B')], discriminator: { propertyName: 'k' } },
      components: { A: object({ k: { const: 'x' } }), B: object({ k: { enum: ['y', 'z'] } }) },
      want: 'A / B by k: x=A y=B z=B',
    },
  ],
  [
    'inferred',
    {
      given: { oneOf: [ref('A'), ref('B')] },
      components: { A: object({ k: { const: 'x' } }, 'k'), B: object({ k: { enum: ['y'] } }, 'k') },
      want: 'A / B by k: x=A y=B',
    },
  ],
  [
    'not inferred where optional',
    {
      given: { oneOf: [ref('A'), ref('B')] },
      components: { A: object({ k: { const: 'x' } }), B: object({ k: { const: 'y' } }) },
      want: 'A / B',
    },
  ],
  [
    'inferred through a nested union',
    {
      given: { oneOf: [ref('A'), ref('U')] },
      components: {
        A: object({ k: { const: 'x' } }, 'k'),
        U: { oneOf: [ref('B'), ref('C')] },
        B: object({ k: { const: 'y' } }, 'k'),
        C: object({ k: { const: 'z' } }, 'k'),
      },
      want: 'A / U by k: x=A y=U z=U',
    },
  ],
  [
    'mapped to a member of a nested union',
    {
      given: {
        oneOf: [ref('A'), ref('U')],
        discriminator: { propertyName: 'k', mapping: { a: 'A', b: 'B', c: 'C' } },
      },
      components: {
        A: object({ k: string }),
        U: { oneOf: [ref('B'), ref('C')] },
        B: object({ k: string }),
        C: object({ k: string }),
      },
      want: 'A / U by k: a=A b=U c=U',
    },
  ],
  [
    'mapped to something else',
    {
      given: { oneOf: [ref('A'), ref('B')], discriminator: { propertyName: 'k', mapping: { c: 'C' } } },
      components: { A: object({ k: string }), B: object({ k: string }), C: object({ k: string }) },
      want: 'A / B by k: A=A B=B',
      codes: ['discriminator-invalid'],
    },
  ],
  [
    'inline members without values',
    {
      given: {
        oneOf: [object({ k: string }), object({ k: string, b: string })],
        discriminator: { propertyName: 'k' },
      },
      want: '{ k?: string } / { k?: string, b?: string }',
      codes: ['discriminator-invalid'],
    },
  ],
  [
    'of a union in an allOf',
    {
      given: {
        ...object({ a: string }),
        allOf: [
          { oneOf: [ref('A'), ref('B')], discriminator: { propertyName: 'k', mapping: { x: 'A', y: 'B' } } },
        ],
      },
      components: { A: object({ k: { enum: ['x'] } }), B: object({ k: { enum: ['y'] } }) },
      want: 'A / B by k: x=A y=B',
    },
  ],
]);
