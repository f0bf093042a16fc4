/**
 * Media types of bodies and responses.
 * @see https://spec.openapis.org/oas/v3.2.0#media-type-object
 * @see https://spec.openapis.org/oas/v3.2.0#encoding-object
 */
import type { Json, Node } from '../../document/types.ts';
import type { Encoding, MediaKind, MediaType } from '../types.ts';
import type { Context } from './context.ts';
import { extensionOf, extensionsOf, textExtension } from './extensions.ts';
import { headersOf } from './parameters.ts';
import {
  entries,
  flag,
  get,
  has,
  isObject,
  nonEmptyText,
  objectOf,
  present,
  type Unfinished,
} from './read.ts';

/** The media types under `content`, in document order. */
export function contentOf(context: Context, owner: Node): readonly MediaType[] {
  const content = context.document.child(owner, 'content');
  if (content.value === undefined) return [];
  if (!isObject(content.value)) {
    context.warn('body-invalid', content, 'content has to be a map of media types; it is left out.');
    return [];
  }
  return entries(context.document, content).flatMap(([type, node]) => mediaTypeOf(context, type, node) ?? []);
}

function mediaTypeOf(context: Context, written: string, at: Node): MediaType | undefined {
  const [first = ''] = written.includes('"') ? [written] : written.split(',', 1);
  const type = first.trim();
  const node = context.document.follow(at);
  if (node === undefined || (type.startsWith('x-') && !type.includes('/'))) return undefined;
  if (type !== 'application/json' && !/^[^\s/;]+\/[^\s/;]+(?:\s*;.*)?$/.test(type)) {
    context.warn('body-invalid', at, `${JSON.stringify(written)} is not a media type; it is left out.`);
    return undefined;
  }
  const value = objectOf(node);
  const schema = has(value, 'schema') ? context.document.child(node, 'schema') : undefined;
  const kind = mediaKind(context, type, schema);
  const item = itemOf(context, node, kind, schema);
  const use = schema === undefined ? undefined : context.schemas.at(schema).use;
  const itemUse = item === undefined ? undefined : context.schemas.at(item).use;
  const media: Unfinished<MediaType> = {
    type,
    kind,
    encoding: encodingsOf(context, node),
    examples: examplesOf(context, node),
    extensions: extensionsOf(node),
    node,
  };
  if (use !== undefined) media.schema = use;
  if (itemUse !== undefined) media.item = itemUse;
  const example = exampleOf(context, node);
  if (example !== undefined) media.example = example;
  const sentinel = textExtension(context, node, 'sse-sentinel');
  if (sentinel !== undefined) media.sentinel = sentinel;
  return media;
}

const lines = new Set([
  'jsonl',
  'x-jsonl',
  'x-ndjson',
  'ndjson',
  'x-jsonlines',
  'jsonlines',
  'json-lines',
  'json-seq',
]);
const texts = new Set([
  'yaml',
  'x-yaml',
  'javascript',
  'ecmascript',
  'graphql',
  'toml',
  'sql',
  'x-sh',
  'jwt',
  'jose',
]);

/** How a body of a media type is read and written; where the type is a wildcard the schema decides. */
export function mediaKind(context: Context, type: string, schema: Node | undefined): MediaKind {
  if (type === 'application/json') return 'json';
  const [main = '', sub = ''] = (type.split(';', 1)[0] ?? '').trim().toLowerCase().split('/');
  if (sub === 'json' || sub.endsWith('+json')) return 'json';
  if (lines.has(sub) || sub.endsWith('+json-seq') || sub.endsWith('+jsonl')) return 'jsonl';
  if (sub === 'x-www-form-urlencoded') return 'form';
  if (main === 'multipart') return 'multipart';
  if (main === 'text' && sub === 'event-stream') return 'sse';
  if (sub === 'xml' || sub.endsWith('+xml')) return 'xml';
  if (main === 'text' || texts.has(sub) || sub.endsWith('+yaml')) return 'text';
  if (sub === '*' && (main === '*' || main === 'application')) return kindBySchema(context, schema);
  return 'binary';
}

function kindBySchema(context: Context, schema: Node | undefined): MediaKind {
  const value = objectOf(
    (schema && context.document.follow(schema)) ?? { value: {}, source: 0, pointer: '' },
  );
  if (Object.keys(value).length === 0) return 'binary';
  if (value.type !== 'string') return 'json';
  return value.format === 'binary' || has(value, 'contentMediaType') ? 'binary' : 'text';
}

/** The schema of one event or line: `itemSchema`, the items of an array, or the schema itself. */
function itemOf(context: Context, node: Node, kind: MediaKind, schema: Node | undefined): Node | undefined {
  if (has(objectOf(node), 'itemSchema')) return context.document.child(node, 'itemSchema');
  if (schema === undefined || (kind !== 'sse' && kind !== 'jsonl')) return undefined;
  const target = context.document.follow(schema);
  const isArray = target !== undefined && objectOf(target).type === 'array' && has(objectOf(target), 'items');
  return isArray ? context.document.child(target, 'items') : schema;
}

function exampleOf(context: Context, node: Node): Json | undefined {
  return extensionOf(context, node, 'example')?.value ?? get(objectOf(node), 'example');
}

/**
 * The values of named examples.
 * @see https://spec.openapis.org/oas/v3.2.0#example-object
 */
export function examplesOf(context: Context, owner: Node): ReadonlyMap<string, Json> {
  if (!has(objectOf(owner), 'examples')) return none;
  const examples = new Map<string, Json>();
  for (const [name, at] of entries(context.document, context.document.child(owner, 'examples'))) {
    const node = isObject(at.value) ? context.document.follow(at) : undefined;
    if (node === undefined) continue;
    const value = get(objectOf(node), 'value') ?? get(objectOf(node), 'dataValue');
    if (value !== undefined) examples.set(name, value);
  }
  return examples;
}

const none = new Map<string, never>();

const styles = ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'] as const;

function encodingsOf(context: Context, node: Node): ReadonlyMap<string, Encoding> {
  if (!has(objectOf(node), 'encoding')) return none;
  const encodings = new Map<string, Encoding>();
  for (const [name, at] of entries(context.document, context.document.child(node, 'encoding'))) {
    const value = objectOf(at);
    const explode = get(value, 'explode');
    encodings.set(name, {
      ...present({
        contentType: nonEmptyText(value, 'contentType'),
        style: styles.find((style) => style === value.style),
        explode: typeof explode === 'boolean' ? explode : undefined,
      }),
      allowReserved: flag(value, 'allowReserved'),
      headers: headersOf(context, at),
    });
  }
  return encodings;
}
