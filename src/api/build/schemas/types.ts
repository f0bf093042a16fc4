/** Which types a schema admits, said or implied. */
import type { Context } from '../context.ts';
import { has } from '../read.ts';
import { typesOf } from './keywords.ts';
import { lastOf, type Part, partWith, type Shape } from './shape.ts';

const known = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean', 'null']);

/** Types that are often written and that JSON Schema does not have. */
const spelled: ReadonlyMap<string, string> = new Map(
  Object.entries({
    int: 'integer',
    long: 'integer',
    float: 'number',
    double: 'number',
    decimal: 'number',
    bool: 'boolean',
    str: 'string',
    text: 'string',
    date: 'string',
    datetime: 'string',
    'date-time': 'string',
    uuid: 'string',
    file: 'string',
    list: 'array',
    map: 'object',
    dict: 'object',
    hash: 'object',
  }),
);

const implied: readonly (readonly [string, readonly string[]])[] = [
  [
    'object',
    ['properties', 'additionalProperties', 'patternProperties', 'unevaluatedProperties', 'required'],
  ],
  ['object', ['minProperties', 'maxProperties', 'propertyNames']],
  ['array', ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems']],
  ['string', ['pattern', 'minLength', 'maxLength', 'contentEncoding', 'contentMediaType']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
];

const formats: ReadonlyMap<string, string> = new Map(
  Object.entries({
    date: 'string',
    'date-time': 'string',
    time: 'string',
    duration: 'string',
    uuid: 'string',
    uri: 'string',
    email: 'string',
    byte: 'string',
    binary: 'string',
    password: 'string',
    int32: 'integer',
    int64: 'integer',
    float: 'number',
    double: 'number',
  }),
);

/** The types of a schema, null not among them unless it is the only one. None: anything. */
export function kindsOf(context: Context, shape: Shape): readonly string[] {
  const plain = shape.parts.length === 1 ? shape.parts[0]?.value.type : undefined;
  if (typeof plain === 'string' && known.has(plain)) return [plain];
  let types: readonly string[] | undefined;
  let sayer: Part | undefined;
  for (const part of shape.parts) {
    const said = spokenTypes(context, part);
    if (said.length === 0) continue;
    const both: readonly string[] = types === undefined ? said : intersect(types, said);
    if (both.length === 0 && sayer !== undefined) {
      const message = `One part of the schema says ${types?.join(', ')}, another ${said.join(', ')}.`;
      context.warn('schema-conflict', part.node, message);
    }
    types = both.length === 0 ? said : both;
    sayer = part;
  }
  const values = (types ?? []).filter((type) => type !== 'null');
  if (types !== undefined && types.length > 0 && values.length === 0) return ['null'];
  if (values.includes('number')) return values.filter((type) => type !== 'integer');
  return values.length > 0 ? values : impliedKinds(shape);
}

function spokenTypes(context: Context, part: Part): readonly string[] {
  const types: string[] = [];
  for (const type of typesOf(part.value)) {
    const lower = type.toLowerCase();
    const meant = known.has(type) ? type : known.has(lower) ? lower : spelled.get(lower);
    if (meant !== type && type !== 'any') {
      const instead = meant === undefined ? 'any value is accepted' : `${meant} is assumed`;
      context.warn('schema-type-unknown', part.node, `There is no type ${JSON.stringify(type)}; ${instead}.`);
    }
    if (meant !== undefined && !types.includes(meant)) types.push(meant);
  }
  return types;
}

function intersect(left: readonly string[], right: readonly string[]): readonly string[] {
  const both = right.filter((type) => left.includes(type) || (type === 'integer' && left.includes('number')));
  if (left.includes('integer') && right.includes('number') && !both.includes('integer')) both.push('integer');
  return both;
}

function impliedKinds(shape: Shape): readonly string[] {
  for (const [kind, keywords] of implied) {
    if (keywords.some((keyword) => shape.parts.some(({ value }) => has(value, keyword)))) return [kind];
  }
  const format = lastOf(shape, 'format');
  const kind = typeof format === 'string' ? formats.get(format) : undefined;
  return kind === undefined || partWith(shape, 'type') !== undefined ? [] : [kind];
}
