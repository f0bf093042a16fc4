/** The texts by which the members of a union tell themselves apart. */
import type { ObjectSchema, Property, Schema, SchemaId, UnionSchema } from './types.ts';

type Schemas = ReadonlyMap<SchemaId, Schema>;

/** Unions in unions in unions: nobody nests them deeper, and a cycle of them has no end. */
const deepest = 50;

/** Looks at objects, and at unions as the sum of their members; remembers what it found. */
export interface TagReader {
  /** The texts that a property of a schema can have; undefined: any text, or no such property. */
  tags(id: SchemaId, property: string): readonly string[] | undefined;
  /** The required properties of a schema that can have one text only. */
  fixed(id: SchemaId): ReadonlySet<string>;
}

/** Makes a reader of the tags of some schemas. */
export function tagReader(schemas: Schemas): TagReader {
  const tags = remembered<readonly string[] | undefined, string>(schemas, undefined, {
    object: (schema, property) => tagsOfObject(schemas, schema, property),
    union: (members) =>
      members.every((found) => found !== undefined) ? [...new Set(members.flat())] : undefined,
  });
  const fixed = remembered<ReadonlySet<string>, undefined>(schemas, new Set(), {
    object: (schema) => fixedOfObject(schemas, schema),
    union: ([first = new Set(), ...others]) =>
      new Set([...first].filter((name) => others.every((names) => names.has(name)))),
  });
  return { tags, fixed: (id) => fixed(id, undefined) };
}

interface Fold<T, A> {
  object(schema: ObjectSchema, argument: A): T;
  union(members: readonly T[]): T;
}

/** Folds schemas from the objects upwards, each once; `none` for what is neither, and for cycles. */
function remembered<T, A extends string | undefined>(schemas: Schemas, none: T, fold: Fold<T, A>) {
  const known = new Map<string, T>();
  const read = (id: SchemaId, argument: A, depth = 0): T => {
    const schema = schemas.get(id);
    if (schema?.kind !== 'object' && schema?.kind !== 'union') return none;
    const key = argument === undefined ? id : `${id} ${argument}`;
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found ?? none;
    known.set(key, none);
    const result = depth > deepest ? none : folded(schema, argument, depth);
    known.set(key, result);
    return result;
  };
  const folded = (schema: ObjectSchema | UnionSchema, argument: A, depth: number): T =>
    schema.kind === 'object'
      ? fold.object(schema, argument)
      : fold.union(schema.members.map((member) => read(member.schema, argument, depth + 1)));
  return (id: SchemaId, argument: A): T => read(id, argument);
}

function tagsOfObject(
  schemas: Schemas,
  schema: ObjectSchema,
  property: string,
): readonly string[] | undefined {
  const found = schema.properties.find(({ name }) => name === property);
  return found === undefined ? undefined : valuesOf(schemas, found);
}

function valuesOf(schemas: Schemas, { use }: Property): readonly string[] | undefined {
  const schema = schemas.get(use.schema);
  if (schema?.kind === 'const') return typeof schema.value === 'string' ? [schema.value] : undefined;
  if (schema?.kind !== 'enum' || schema.type !== 'string') return undefined;
  return schema.members.map(({ value }) => String(value));
}

function fixedOfObject(schemas: Schemas, schema: ObjectSchema): ReadonlySet<string> {
  const names = schema.properties
    .filter(({ required, use }) => required && !use.nullable && isFixed(schemas.get(use.schema)))
    .map(({ name }) => name);
  return new Set(names);
}

function isFixed(schema: Schema | undefined): boolean {
  if (schema?.kind === 'const') return typeof schema.value === 'string';
  return schema?.kind === 'enum' && schema.type === 'string' && schema.members.length === 1;
}
