/**
 * Parameters and headers.
 * @see https://spec.openapis.org/oas/v3.2.0#parameter-object
 * @see https://spec.openapis.org/oas/v3.2.0#header-object
 */
import { componentKey } from '../../document/child.ts';
import type { Node } from '../../document/types.ts';
import type { Parameter, SchemaUse } from '../types.ts';
import type { Context } from './context.ts';
import { deprecationOf, extensionOf, extensionsOf, flagExtension, textExtension } from './extensions.ts';
import { examplesOf } from './media-types.ts';
import {
  entries,
  flag,
  get,
  has,
  isObject,
  members,
  nonEmptyText,
  objectOf,
  setPresent,
  type Unfinished,
} from './read.ts';
import { withFacets } from './schemas/annotations.ts';
import type { Edge } from './schemas/registry.ts';

type Place = Parameter['in'];
type Style = Parameter['style'];

const places: readonly string[] = ['path', 'query', 'header', 'cookie', 'querystring'] satisfies Place[];

/** Which styles each place admits; the first is the default. */
const styles: Readonly<Record<Place, readonly [Style, ...Style[]]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
  querystring: ['form'],
};

/** Headers that OpenAPI describes elsewhere: parameters of these names are ignored. */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization']);

/** What became of a parameter: it, nothing (ignored), or a reference that leads nowhere. */
export type ParameterResult = Parameter | 'ignored' | 'broken';

/** Builds the parameter at a node, which may be a reference. */
export function parameterAt(context: Context, at: Node): ParameterResult {
  const node = context.document.follow(at);
  if (node === undefined) return 'broken';
  const known = context.parameters.get(node);
  if (known !== undefined) return known;
  const result = parameterOf(context, node);
  context.parameters.set(node, result);
  return result;
}

function parameterOf(context: Context, node: Node): ParameterResult {
  const value = objectOf(node);
  const name = nonEmptyText(value, 'name');
  const place = nonEmptyText(value, 'in');
  if (name === undefined || !isPlace(place)) {
    const what =
      name === undefined
        ? 'A parameter has no name'
        : `The parameter ${name} has no place that OpenAPI knows`;
    context.warn('parameter-invalid', node, `${what}; it is left out.`);
    return 'ignored';
  }
  if (place === 'header' && ignoredHeaders.has(name.toLowerCase())) return 'ignored';
  if (flagExtension(context, node, 'ignore')) return 'ignored';
  return describe(context, node, name, place) ?? 'ignored';
}

function isPlace(value: string | undefined): value is Place {
  return value !== undefined && places.includes(value);
}

/** Builds a parameter or header whose name and place are known. */
function describe(context: Context, node: Node, name: string, place: Place): Parameter | undefined {
  const value = objectOf(node);
  const { edge, content } = schemaOf(context, node, name);
  if (edge.ignored) return undefined;
  const facets = withFacets(context, {}, edge.nodes);
  const style = styleOf(context, node, place);
  const explode = get(value, 'explode');
  const parameter: Unfinished<Parameter> = {
    name,
    in: place,
    style,
    explode:
      typeof explode === 'boolean' && style !== 'deepObject'
        ? explode
        : style === 'form' || style === 'deepObject',
    required: place === 'path' || flag(value, 'required'),
    allowReserved: flag(value, 'allowReserved') || encodingOverride(context, node),
    allowEmptyValue: flag(value, 'allowEmptyValue') || flagExtension(context, node, 'allow-empty-value'),
    schema: edge.use,
    global: false,
    hidden: false,
    extensions: extensionsOf(node),
    node,
  };
  setPresent(parameter, {
    default: facets.default,
    content,
    description: nonEmptyText(value, 'description') ?? facets.description,
    deprecation: deprecationOf(context, [node]) ?? facets.deprecation,
    example: exampleOf(context, node) ?? facets.example,
    nameOverride: textExtension(context, node, 'name-override') ?? facets.nameOverride,
    component: componentKey(node, 'parameters') ?? componentKey(node, 'headers'),
  });
  return parameter;
}

/** The schema of a parameter: its `schema`, that of its `content`, or what Swagger 2.0 wrote beside the name. */
function schemaOf(
  context: Context,
  node: Node,
  name: string,
): { readonly edge: Edge; readonly content?: string } {
  const { document, schemas } = context;
  const value = objectOf(node);
  if (has(value, 'schema')) return { edge: schemas.at(document.child(node, 'schema')) };
  const [media] = members(document, document.child(node, 'content'));
  if (media !== undefined) {
    const [content, at] = media;
    const schema = document.child(document.follow(at) ?? at, 'schema');
    return { edge: schema.value === undefined ? anyText(context, node, name) : schemas.at(schema), content };
  }
  const leftover = ['type', 'items', 'enum', '$ref'].some((key) => has(value, key));
  if (leftover) {
    const { name: _, in: __, required: ___, ...schema } = value;
    return { edge: schemas.at({ value: schema, source: node.source, pointer: `${node.pointer}/schema` }) };
  }
  return { edge: anyText(context, node, name) };
}

function anyText(context: Context, node: Node, name: string): Edge {
  context.warn('parameter-without-schema', node, `The parameter ${name} has no schema; text is assumed.`);
  return context.schemas.at({
    value: { type: 'string' },
    source: node.source,
    pointer: `${node.pointer}/schema`,
  });
}

function styleOf(context: Context, node: Node, place: Place): Style {
  const written = get(objectOf(node), 'style');
  const [usual] = styles[place];
  if (written === undefined) return usual;
  const style = styles[place].find((item) => item === written);
  if (style === undefined && !(place === 'cookie' && written === 'cookie')) {
    const message = `The style ${JSON.stringify(written)} does not exist for ${place} parameters; ${usual} is assumed.`;
    context.warn('parameter-invalid', context.document.child(node, 'style'), message);
  }
  return style ?? usual;
}

function encodingOverride(context: Context, node: Node): boolean {
  const override = textExtension(context, node, 'param-encoding-override');
  if (override !== undefined && override !== 'allowReserved') {
    const message = 'The extension param-encoding-override knows only `allowReserved`.';
    context.warn('extension-malformed', node, message);
  }
  return override === 'allowReserved';
}

function exampleOf(context: Context, node: Node): Parameter['example'] {
  const value = extensionOf(context, node, 'example')?.value ?? get(objectOf(node), 'example');
  if (value !== undefined) return value;
  const [first] = examplesOf(context, node).values();
  return first;
}

/** The headers under a response or an encoding; `Content-Type` is described elsewhere. */
export function headersOf(context: Context, owner: Node): readonly Parameter[] {
  const headers = context.document.child(owner, 'headers');
  if (headers.value === undefined) return [];
  return entries(context.document, headers).flatMap(([name, at]) => {
    const node = context.document.follow(at);
    if (node === undefined || name.toLowerCase() === 'content-type' || !isObject(node.value)) return [];
    return describe(context, node, name, 'header') ?? [];
  });
}

/** The SDK-wide parameters (`x-speakeasy-globals`). */
export function globalParameters(context: Context): readonly Parameter[] {
  const extension = extensionOf(context, context.document.root, 'globals');
  if (extension === undefined) return [];
  const list = context.document.child(extension, 'parameters');
  if (!Array.isArray(list.value)) {
    context.warn('extension-malformed', extension, 'The extension globals has to have a list of parameters.');
    return [];
  }
  return list.value.flatMap((_, index) => {
    const at = context.document.child(list, index);
    const parameter = parameterAt(context, at);
    if (parameter === 'broken' || parameter === 'ignored') return [];
    const hidden =
      flagExtension(context, parameter.node, 'globals-hidden') ||
      flagExtension(context, at, 'globals-hidden');
    return { ...parameter, global: true, hidden };
  });
}

/** What a parameter is that nobody described: a required text in the path. */
export function assumedPathParameter(context: Context, owner: Node, name: string): Parameter {
  const node = {
    value: { name, in: 'path' },
    source: owner.source,
    pointer: `${owner.pointer}/parameters/${name}`,
  };
  const schema: SchemaUse = context.schemas.at({
    value: { type: 'string' },
    source: owner.source,
    pointer: `${node.pointer}/schema`,
  }).use;
  return {
    name,
    in: 'path',
    style: 'simple',
    explode: false,
    required: true,
    allowReserved: false,
    allowEmptyValue: false,
    schema,
    global: false,
    hidden: false,
    extensions: {},
    node,
  };
}
