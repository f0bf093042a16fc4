/**
 * A loaded document as a single one in the shape of 3.1: what it refers to in other files, and what several merged
 * documents each have of their own, becomes a component with a name that is free.
 */
import { filesIn } from './gather.ts';
import { isArray, isObject, type MutableObject, own, put } from './json.ts';
import { escapeStep, pointerSteps } from './pointer.ts';
import type { Document, Json, Node } from './types.ts';

const sections = [
  'schemas',
  'responses',
  'parameters',
  'examples',
  'requestBodies',
  'headers',
  'securitySchemes',
  'links',
  'callbacks',
  'pathItems',
] as const;

/** Their members are named by the author: a property may be called `default`. */
const maps = new Set<string>([
  ...sections,
  'properties',
  'patternProperties',
  '$defs',
  'dependentSchemas',
  'content',
  'encoding',
  'variables',
  'paths',
  'webhooks',
]);
const literals = new Set(['example', 'default', 'const', 'enum', 'value']);

interface Bundle {
  readonly document: Document;
  /** `#/components/…` by the identity of what stands there. */
  readonly places: Map<string, string>;
  readonly components: MutableObject;
  /** What is yet to be copied, and to where. */
  readonly waiting: { readonly node: Node; readonly section: string; readonly name: string }[];
}

/** Whether a document refers to other files. */
export function refersToFiles(value: Json): boolean {
  return filesIn(value).size > 0;
}

/** One document that refers to nothing outside of itself. */
export function bundleDocument(document: Document): Json {
  const bundle: Bundle = { document, places: new Map(), components: {}, waiting: [] };
  notePlaces(bundle);
  const root = copy(bundle, document.root, false);
  if (!isObject(root)) return root;
  for (const [section, named] of Object.entries(own(root, 'components') ?? {}))
    put(bundle.components, section, named);
  for (let next = bundle.waiting.shift(); next !== undefined; next = bundle.waiting.shift()) {
    const section = own(bundle.components, next.section);
    put(bundle.components, next.section, {
      ...(isObject(section) ? section : {}),
      [next.name]: copy(bundle, next.node, false),
    });
  }
  const { openapi, swagger: _, components: __, ...rest } = root;
  const version = typeof openapi === 'string' && /^3\.[1-9]/.test(openapi) ? openapi : '3.1.0';
  const hasComponents = Object.keys(bundle.components).length > 0;
  return { openapi: version, ...rest, ...(hasComponents && { components: bundle.components }) };
}

function notePlaces({ document, places }: Bundle): void {
  const components = document.child(document.root, 'components');
  for (const section of sections) {
    const holder = document.child(components, section);
    for (const name of isObject(holder.value) ? Object.keys(holder.value) : []) {
      const identity = document.identity(document.child(holder, name));
      if (!places.has(identity)) places.set(identity, `#/components/${section}/${escapeStep(name)}`);
    }
  }
}

function copy(bundle: Bundle, node: Node, isMap: boolean): Json {
  const { value = null } = node;
  const { document } = bundle;
  if (isArray(value)) return value.map((_, index) => copy(bundle, document.child(node, index), false));
  if (!isObject(value)) return value;
  const result: MutableObject = {};
  const reference = isMap ? undefined : placeOf(bundle, node);
  for (const [key, member] of Object.entries(value)) {
    const inner = document.child(node, key);
    if (key === '$ref' && reference !== undefined) put(result, key, reference);
    else if (!isMap && isLiteral(key, member)) put(result, key, member);
    else if (!isMap && key === 'mapping') put(result, key, copyMapping(bundle, inner));
    else put(result, key, copy(bundle, inner, !isMap && maps.has(key) && isObject(inner.value)));
  }
  return result;
}

function isLiteral(key: string, member: Json): boolean {
  return literals.has(key) || (key === 'examples' && isArray(member));
}

function placeOf(bundle: Bundle, node: Node): string | undefined {
  if (typeof own(node.value, '$ref') !== 'string') return undefined;
  const target = bundle.document.follow(node);
  return target === undefined ? undefined : placeFor(bundle, target, sectionAt(node));
}

function copyMapping(bundle: Bundle, mapping: Node): Json {
  const result: MutableObject = {};
  for (const [name, ref] of Object.entries(isObject(mapping.value) ? mapping.value : {})) {
    const isReference = typeof ref === 'string' && /[/#]|\.(?:json|ya?ml)$/i.test(ref);
    const target = isReference ? bundle.document.resolve(ref, mapping) : undefined;
    put(result, name, target === undefined ? ref : placeFor(bundle, target, 'schemas'));
  }
  return result;
}

/** Where something stands in the one document: a component that is there, or a new one. */
function placeFor(bundle: Bundle, target: Node, usual: string): string {
  const identity = bundle.document.identity(target);
  const known = bundle.places.get(identity);
  if (known !== undefined) return known;
  const [, section = usual, given] =
    /^\/components\/([^/]+)\/([^/]+)$/.exec(target.pointer) ?? ([] as readonly string[]);
  const last = given ?? pointerSteps(target.pointer).at(-1) ?? fileStem(identity);
  const name = freeName(bundle, section, last.replace(/[^A-Za-z0-9._-]+/g, '_') || 'part');
  const place = `#/components/${section}/${name}`;
  bundle.places.set(identity, place);
  bundle.waiting.push({ node: target, section, name });
  return place;
}

function freeName(bundle: Bundle, section: string, wanted: string): string {
  const taken = new Set(bundle.places.values());
  let name = wanted;
  for (let number = 2; taken.has(`#/components/${section}/${name}`); number += 1) name = `${wanted}${number}`;
  return name;
}

function fileStem(identity: string): string {
  return /([^/]+?)(?:\.[A-Za-z]+)?#/.exec(identity)?.[1] ?? 'part';
}

/** The section for what a reference points at, told from where the reference stands. */
function sectionAt({ pointer }: Node): string {
  const [above, last] = pointerSteps(pointer).slice(-2);
  if (last === 'requestBody') return 'requestBodies';
  if (above === 'paths' || above === 'webhooks') return 'pathItems';
  return sections.find((section) => section === above) ?? 'schemas';
}
