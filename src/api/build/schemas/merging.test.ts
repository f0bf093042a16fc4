import { describe, expect, test } from 'vitest';
import type { Json } from '../../../document/types.ts';
import { apiOf, apiOfFiles, operationOf, schemaOf, sketchOf } from '../../testing/api-of.ts';
import type { ObjectSchema, Property, Schema } from '../../types.ts';

const string = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: { readonly [name: string]: Json }) => ({ type: 'object', properties });

function property(schema: Schema, name: string): Property {
  const found = (schema as ObjectSchema).properties.find((item) => item.name === name);
  if (found === undefined) throw new Error(`There is no property ${name}.`);
  return found;
}

describe('identity', () => {
  test('is the place of a component, however it is referred to', async () => {
    const { api } = await schemaOf(
      object({ a: ref('A'), b: { allOf: [ref('A')] }, c: { oneOf: [ref('A'), { type: 'null' }] } }),
      {
        A: string,
      },
    );
    expect([...api.schemas.keys()]).toEqual(['#/components/schemas/It', '#/components/schemas/A']);
  });

  test('of what is inline is its place', async () => {
    const { api } = await schemaOf(object({ 'a/b': { type: 'array', items: string } }));
    expect([...api.schemas.keys()].slice(1)).toEqual([
      '#/components/schemas/It/properties/a~1b',
      '#/components/schemas/It/properties/a~1b/items',
    ]);
  });

  test('of what is inline in a part of an allOf belongs to the whole', async () => {
    const { api } = await schemaOf(
      { allOf: [ref('A'), object({ c: string })] },
      { A: object({ b: { enum: ['x'] } }) },
    );
    expect([...api.schemas.keys()]).toContain('#/components/schemas/It/properties/b');
  });

  test('of a file is its name, and a file that is a component has the name of the component', async () => {
    const document = {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/a': {
          get: {
            responses: { 200: { content: { 'application/json': { schema: { $ref: 'models/pet.json' } } } } },
          },
        },
        '/b': { get: { responses: { 200: { content: { 'application/json': { schema: ref('Owner') } } } } } },
        '/c': {
          get: {
            responses: {
              200: { content: { 'application/json': { schema: { $ref: 'models/all.json#/Toy' } } } },
            },
          },
        },
      },
      components: { schemas: { Owner: { $ref: 'models/person.json' } } },
    };
    const { api } = await apiOfFiles({
      'openapi.json': JSON.stringify(document),
      'models/pet.json': JSON.stringify(object({})),
      'models/person.json': JSON.stringify(object({})),
      'models/all.json': JSON.stringify({ Toy: string }),
    });
    expect([...api.schemas.values()].map(({ component }) => component)).toEqual(['pet', 'Owner', 'Toy']);
  });
});

describe('what is said at a place of use', () => {
  test('belongs to the property, and the component keeps its own', async () => {
    const a = {
      ...ref('A'),
      description: 'here',
      default: 'x',
      readOnly: true,
      deprecated: true,
      example: 'e',
    };
    const { api, schema } = await schemaOf(object({ a }), { A: { type: 'string', description: 'there' } });
    expect(property(schema, 'a')).toMatchObject({
      description: 'here',
      default: 'x',
      readOnly: true,
      deprecation: {},
      example: 'e',
    });
    expect(api.schemas.get('#/components/schemas/A')).toMatchObject({
      description: 'there',
      readOnly: false,
    });
  });

  test('is found on every level of the way', async () => {
    const a = {
      description: 'outer',
      oneOf: [{ ...ref('A'), description: 'inner', default: 'x' }, { type: 'null' }],
    };
    const { schema } = await schemaOf(object({ a }), { A: string });
    expect(property(schema, 'a')).toMatchObject({ description: 'outer', default: 'x' });
  });

  test('the default of a component counts where the place has none', async () => {
    const { schema } = await schemaOf(object({ a: ref('A') }), { A: { type: 'string', default: 'x' } });
    expect(property(schema, 'a').default).toBe('x');
  });

  test('extensions of ours are read, with x-hookline before x-speakeasy', async () => {
    const a = {
      ...string,
      'x-speakeasy-name-override': 'theirs',
      'x-hookline-name-override': 'ours',
      'x-speakeasy-error-message': true,
      'x-other': [1],
    };
    const { schema } = await schemaOf(object({ a }));
    expect(property(schema, 'a')).toMatchObject({
      nameOverride: 'ours',
      errorMessage: true,
      extensions: { 'x-other': [1] },
    });
  });
});

describe('defaults', () => {
  test.each<[string, Json, Json | undefined, readonly string[]]>([
    ['fits', { type: 'integer', default: 3 }, 3, []],
    ['is of another type', { type: 'integer', default: '3' }, undefined, ['default-mismatch']],
    ['is not in the enum', { enum: ['a'], default: 'b' }, undefined, ['default-mismatch']],
    ['is no date', { type: 'string', format: 'date', default: 'today' }, undefined, ['default-mismatch']],
    ['is null and may be', { type: ['string', 'null'], default: null }, null, []],
    ['is null and may not be', { type: 'string', default: null }, undefined, []],
    ['is a list', { type: 'array', items: string, default: ['a'] }, ['a'], []],
    [
      'is a list of something else',
      { type: 'array', items: string, default: [1] },
      undefined,
      ['default-mismatch'],
    ],
    ['is an object', { ...object({ a: string }), default: { a: 'x' } }, { a: 'x' }, []],
    ['fits one member', { anyOf: [string, { type: 'integer' }], default: 1 }, 1, []],
  ])('one that %s', async (_, given, want, codes) => {
    const built = await schemaOf(object({ a: given }));
    expect(property(built.schema, 'a').default).toEqual(want);
    expect(built.codes).toEqual(codes);
  });
});

describe('allOf strategies', () => {
  const given = {
    allOf: [object({ a: object({ b: string }) }), object({ a: object({ c: string }) })],
  };

  test('shallowMerge: the later declaration of a property counts', async () => {
    expect((await schemaOf(given)).sketch).toBe('{ a?: { c?: string } }');
  });

  test('deepMerge: both count', async () => {
    const { sketch } = await schemaOf(given, {}, { allOfMergeStrategy: 'deepMerge' });
    expect(sketch).toBe('{ a?: { b?: string, c?: string } }');
  });

  test('deepMerge keeps a reference that is declared twice', async () => {
    const twice = { allOf: [object({ a: ref('A') }), object({ a: ref('A') })] };
    const { sketch } = await schemaOf(
      twice,
      { A: object({ b: string }) },
      { allOfMergeStrategy: 'deepMerge' },
    );
    expect(sketch).toBe('{ a?: A }');
  });

  const unions = {
    allOf: [{ oneOf: [ref('A'), ref('B')] }, { oneOf: [ref('C'), ref('D')] }],
  };
  const components = {
    A: object({ a: string }),
    B: object({ b: string }),
    C: object({ c: string }),
    D: object({ d: string }),
  };

  test('shallowMerge: the last union decides, and the properties of the others are optional', async () => {
    const { api, use, schema } = await schemaOf(unions, components);
    expect(sketchOf(api, use)).toBe('C / D');
    const [first] = schema.kind === 'union' ? schema.members : [];
    expect(first && sketchOf(api, first)).toBe('{ c?: string, a?: string, b?: string }');
    expect(schema).toMatchObject({ also: [{ nullable: false }, { nullable: false }] });
  });

  test('deepMerge: every combination is a member', async () => {
    const { api, schema } = await schemaOf(unions, components, { allOfMergeStrategy: 'deepMerge' });
    const members = schema.kind === 'union' ? schema.members : [];
    expect(members.map((member) => sketchOf(api, member))).toEqual([
      '{ c?: string, a?: string } / { d?: string, a?: string }',
      '{ c?: string, b?: string } / { d?: string, b?: string }',
    ]);
  });
});

describe('members of unions that are merged with what stands beside the union', () => {
  const union = (name: string) => ({ ...object({ [name]: string }), oneOf: [ref('A'), ref('B')] });

  test('take the name of the component that they were', async () => {
    const { api } = await schemaOf(union('x'), { A: object({ a: string }), B: object({ b: string }) });
    const variant = api.schemas.get('#/components/schemas/It/oneOf/0');
    expect(variant).toMatchObject({ component: 'A', variantOf: 'A' });
  });

  test('have no name where there are several of them', async () => {
    const { api } = await schemaOf(object({ p: ref('P'), q: ref('Q') }), {
      P: union('x'),
      Q: union('y'),
      A: object({ a: string }),
      B: object({ b: string }),
    });
    expect(api.schemas.get('#/components/schemas/P/oneOf/0')).toMatchObject({ variantOf: 'A' });
    expect(api.schemas.get('#/components/schemas/P/oneOf/0')?.component).toBeUndefined();
  });
});

describe('enums', () => {
  test('names and descriptions come as lists', async () => {
    const { schema } = await schemaOf({
      enum: ['a', 'b'],
      'x-speakeasy-enums': ['First', 'Second'],
      'x-speakeasy-enum-descriptions': ['one', 'two'],
      'x-speakeasy-unknown-values': 'allow',
      'x-speakeasy-enum-format': 'union',
    });
    expect(schema).toMatchObject({
      open: true,
      format: 'union',
      members: [
        { value: 'a', name: 'First', description: 'one' },
        { value: 'b', name: 'Second', description: 'two' },
      ],
    });
  });

  test('or as maps', async () => {
    const { schema } = await schemaOf({ type: 'integer', enum: [1, 2], 'x-speakeasy-enums': { 1: 'One' } });
    expect(schema).toMatchObject({ type: 'integer', members: [{ value: 1, name: 'One' }, { value: 2 }] });
  });

  test('named constants give names and descriptions', async () => {
    const { schema } = await schemaOf({
      oneOf: [
        { title: 'One', const: 1, description: 'first' },
        { title: 'Two', const: 2 },
      ],
    });
    expect(schema).toMatchObject({ members: [{ name: 'One', description: 'first' }, { name: 'Two' }] });
  });

  test.each([
    ['x-speakeasy-enums', 'text'],
    ['x-speakeasy-enums', ['only one']],
    ['x-speakeasy-unknown-values', 'perhaps'],
    ['x-speakeasy-enum-format', 'list'],
  ])('a malformed %s is a warning with a place', async (key, value) => {
    const { problems } = await schemaOf({ enum: ['a', 'b'], [key]: value });
    expect(problems).toMatchObject([
      { code: 'extension-malformed', severity: 'warning', place: { file: 'openapi.json' } },
    ]);
  });
});

describe('size', () => {
  test('a chain of 5,000 components is built without deep recursion', async () => {
    const schemas: Record<string, Json> = {};
    for (let index = 0; index < 5000; index += 1)
      schemas[`S${index}`] = object({ next: ref(`S${index + 1}`) });
    schemas.S5000 = string;
    const { api } = await schemaOf(ref('S0'), schemas);
    expect(api.schemas.size).toBe(5001);
  });

  test('a chain of 500 allOfs is merged without deep recursion', async () => {
    const schemas: Record<string, Json> = { S0: object({ p0: string }) };
    for (let index = 1; index <= 500; index += 1) {
      schemas[`S${index}`] = { allOf: [ref(`S${index - 1}`)], ...object({ [`p${index}`]: string }) };
    }
    const { schema } = await schemaOf(ref('S500'), schemas);
    expect((schema as ObjectSchema).properties).toHaveLength(501);
  });

  test('what nothing refers to is not built', async () => {
    const { api } = await operationOf({}, { components: { schemas: { A: object({}) } } });
    expect(api.schemas.size).toBe(0);
  });

  test('building twice gives the same', async () => {
    const document = {
      components: { schemas: { A: object({ a: ref('A') }) } },
      paths: { '/a': { get: { responses: {} } } },
    };
    const text = async () => JSON.stringify((await apiOf(document)).api);
    expect(await text()).toBe(await text());
  });
});
