/**
 * From what a schema says to what it is.
 * @see https://spec.openapis.org/oas/v3.1.0#schema-object
 */
import type { Schema } from '../../types.ts';
import type { Context } from '../context.ts';
import { extensionOf, isExtended, malformed } from '../extensions.ts';
import { has, isObject } from '../read.ts';
import { annotationsOf } from './annotations.ts';
import { buildArray } from './arrays.ts';
import { buildConst, buildEnum } from './enums.ts';
import { mention } from './mentions.ts';
import { buildObject } from './objects.ts';
import { buildBoolean, buildNumber, buildString } from './scalars.ts';
import { type Shape, shapeOf } from './shape.ts';
import type { Source } from './source.ts';
import { kindsOf } from './types.ts';
import { buildUnion, buildUnionOf } from './unions.ts';
import { warnOfWrongKinds } from './wrong-kinds.ts';

/** Builds the schema that a source describes; what it refers to is noted in the registry. */
export function buildSchema(context: Context, source: Source): Schema {
  if (source.unionOf !== undefined) return buildUnionOf(context, source, source.unionOf);
  const shape = shapeOf(context, source);
  if (shape.parts.length === 0) return buildBare(context, source, shape);
  warnOfWrongKinds(context, shape);
  if (isOverridden(context, shape)) return { ...annotationsOf(context, source, shape), kind: 'any' };
  return (
    buildConst(context, source, shape) ??
    buildEnum(context, source, shape) ??
    buildUnion(context, source, shape) ??
    buildByType(context, source, shape)
  );
}

/** `x-speakeasy-type-override: any`: the schema describes, and the type is anything. */
function isOverridden(context: Context, shape: Shape): boolean {
  if (!(shape.mentions & mention.extension)) return false;
  return shape.parts.some(({ node }) => {
    const extension = isExtended(node) ? extensionOf(context, node, 'type-override') : undefined;
    if (extension === undefined) return false;
    if (extension.value !== 'any') malformed(context, extension, 'type-override', 'has to be `any`');
    return extension.value === 'any';
  });
}

/** `true`, `false`, or something that is no schema. */
function buildBare(context: Context, source: Source, shape: Shape): Schema {
  const node = source.layers.at(-1)?.node;
  if (node !== undefined && typeof node.value !== 'boolean' && !isObject(node.value)) {
    context.warn('schema-invalid', node, 'A schema has to be an object; any value is accepted here.');
  }
  return { ...annotationsOf(context, source, shape), kind: 'any' };
}

function buildByType(context: Context, source: Source, shape: Shape): Schema {
  const kinds = source.only?.type === undefined ? kindsOf(context, shape) : [source.only.type];
  if (kinds.length > 1) return buildUnionOfTypes(context, source, shape, kinds);
  const kind = kinds[0];
  switch (kind) {
    case 'object':
      return buildObject(context, source, shape);
    case 'array':
      return buildArray(context, source, shape);
    case 'string':
      return buildString(context, source, shape);
    case 'integer':
    case 'number':
      return buildNumber(context, source, shape, kind);
    case 'boolean':
      return buildBoolean(context, source, shape);
    case 'null':
      return { ...annotationsOf(context, source, shape), nullable: true, kind: 'null' };
    default:
      warnOfLoss(context, shape);
      return { ...annotationsOf(context, source, shape), kind: 'any' };
  }
}

/** Keywords that say all there is to say here, and that no type can tell. */
function warnOfLoss(context: Context, shape: Shape): void {
  for (const { node, value } of shape.parts) {
    const lost = ['not', 'if', 'dependentSchemas', 'contains'].find((keyword) => has(value, keyword));
    if (lost === undefined) continue;
    const message = `The schema says only what \`${lost}\` says; any value is accepted.`;
    context.warn('schema-keyword-ignored', node, message);
  }
}

function buildUnionOfTypes(context: Context, source: Source, shape: Shape, kinds: readonly string[]): Schema {
  const layers = source.layers.map((layer) => ({ ...layer, bare: true }));
  const members = kinds.map((type) =>
    context.schemas.made({ id: `${source.id}/type/${type}`, layers, opened: source.opened, only: { type } }),
  );
  return { ...annotationsOf(context, source, shape), kind: 'union', members };
}
