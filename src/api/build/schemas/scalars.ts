/**
 * Text, numbers and booleans.
 * @see https://spec.openapis.org/oas/v3.1.0#data-types
 * @see https://spec.openapis.org/registry/format/
 */
import type { BooleanSchema, NumberSchema, StringSchema } from '../../types.ts';
import type { Context } from '../context.ts';
import type { Unfinished } from '../read.ts';
import { annotationsOf } from './annotations.ts';
import { mention } from './mentions.ts';
import { lastOf, partWith, type Shape } from './shape.ts';
import type { Source } from './source.ts';

const stringFormats: Readonly<Record<string, StringSchema['format']>> = {
  date: 'date',
  'date-time': 'date-time',
  datetime: 'date-time',
  time: 'time',
  duration: 'duration',
  uuid: 'uuid',
  byte: 'byte',
  base64: 'byte',
  binary: 'binary',
  bigint: 'bigint',
  decimal: 'decimal',
  float: 'float',
  double: 'float',
};

/** Media types that are bytes where a schema names them without an encoding. */
const binaryMedia =
  /^(?:application\/octet-stream|application\/pdf|application\/zip|image\/|audio\/|video\/)/i;

/** Builds a schema whose values are text, or bytes where the format says so. */
export function buildString(context: Context, source: Source, shape: Shape): StringSchema {
  const declaredFormat = formatOf(shape);
  const saysMore = (shape.mentions & mention.text) !== 0;
  const contentMediaType = saysMore ? textOf(shape, 'contentMediaType') : undefined;
  const schema: Unfinished<StringSchema> = Object.assign(annotationsOf(context, source, shape), {
    kind: 'string' as const,
    format: stringFormat(shape, declaredFormat, contentMediaType),
  });
  if (declaredFormat !== undefined) schema.declaredFormat = declaredFormat;
  if (!saysMore) return schema;
  const minLength = numberOf(shape, 'minLength');
  const maxLength = numberOf(shape, 'maxLength');
  const pattern = textOf(shape, 'pattern');
  if (minLength !== undefined) schema.minLength = minLength;
  if (maxLength !== undefined) schema.maxLength = maxLength;
  if (pattern !== undefined) schema.pattern = pattern;
  if (contentMediaType !== undefined) schema.contentMediaType = contentMediaType;
  return schema;
}

function stringFormat(
  shape: Shape,
  format: string | undefined,
  mediaType: string | undefined,
): StringSchema['format'] {
  const encoding =
    shape.mentions & mention.text ? textOf(shape, 'contentEncoding')?.toLowerCase() : undefined;
  if (encoding === 'base64' || encoding === 'base64url') return 'byte';
  if (encoding === 'binary') return 'binary';
  const type = partWith(shape, 'type')?.value.type;
  if (type === 'file') return 'binary';
  const named = format === undefined ? undefined : stringFormats[format.toLowerCase()];
  if (named !== undefined) return named;
  if (typeof type === 'string' && format === undefined) {
    if (type === 'date' || type === 'uuid') return type;
    if (type === 'datetime' || type === 'date-time') return 'date-time';
  }
  return mediaType !== undefined && encoding === undefined && binaryMedia.test(mediaType)
    ? 'binary'
    : 'plain';
}

/** Builds a schema whose values are numbers. */
export function buildNumber(
  context: Context,
  source: Source,
  shape: Shape,
  kind: 'integer' | 'number',
): NumberSchema {
  const declaredFormat = formatOf(shape);
  const schema: Unfinished<NumberSchema> = Object.assign(annotationsOf(context, source, shape), {
    kind: 'number' as const,
    format: numberFormat(kind, declaredFormat),
  });
  if (declaredFormat !== undefined) schema.declaredFormat = declaredFormat;
  if (!(shape.mentions & mention.bounds)) return schema;
  const minimum = numberOf(shape, 'minimum');
  const maximum = numberOf(shape, 'maximum');
  if (minimum !== undefined) schema.minimum = minimum;
  if (maximum !== undefined) schema.maximum = maximum;
  return schema;
}

function numberFormat(kind: 'integer' | 'number', format: string | undefined): NumberSchema['format'] {
  if (format === 'bigint' || format === 'decimal') return format;
  return kind === 'integer' ? 'integer' : 'float';
}

/** Builds a schema whose values are true and false. */
export function buildBoolean(context: Context, source: Source, shape: Shape): BooleanSchema {
  return Object.assign(annotationsOf(context, source, shape), { kind: 'boolean' as const });
}

function formatOf(shape: Shape): string | undefined {
  return shape.mentions & mention.format ? textOf(shape, 'format') : undefined;
}

function textOf(shape: Shape, keyword: string): string | undefined {
  const value = lastOf(shape, keyword);
  return typeof value === 'string' ? value : undefined;
}

function numberOf(shape: Shape, keyword: string): number | undefined {
  const value = lastOf(shape, keyword);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
