/** Python types as annotations: in a model, in its TypedDict twin, in a signature, at run time. */
import {
  type Code,
  type Hole,
  join,
  mention,
  qualifiedRef,
  type Ref,
  ref,
  typeRef,
} from '../../../code/code.ts';
import { lit } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import type { Declaration, PyType } from '../plan/types.ts';
import { remembered } from '../remembered.ts';
import { eventData } from './flat-events.ts';

/** Names of the stream classes, where a stream is one of several results. */
export interface StreamNames {
  readonly sse: string;
  readonly jsonl: string;
  /** Events are given as their data alone. */
  readonly flat?: boolean;
}

const syncStreams: StreamNames = { sse: 'EventStream', jsonl: 'JsonLStream' };

const any = typing('Any');
const annotated = typing('Annotated');
const dict = typing('Dict');
const iterable = typing('Iterable');
const list = typing('List');
const literalRef = typing('Literal');
const mapping = typing('Mapping');
const nullableRef = ref('.types', 'Nullable');
const optional = typing('Optional');
const text = builtin('str');
const unionRef = typing('Union');

export function typing(name: string): Ref {
  return ref('typing', name);
}

/** How a type is written: which name stands for a declaration, and whether `Annotated` is kept. */
interface Style {
  /** Declarations are imported themselves, where they may be; without it `models.Thing` is written. */
  readonly canImport: CanImport | undefined;
  /** The TypedDict of a model in its place. */
  readonly isTwin: boolean;
  /** What callers give, where that is more than what they get. */
  readonly isGiven: boolean;
  readonly annotated: boolean;
  readonly streams: StreamNames;
  /** Annotations of signatures import the classes of streams for type checkers only. */
  readonly annotatesOnly: boolean;
  /** `Iterable` and `Mapping` in the place of `List` and `Dict`. */
  readonly isAbstract: boolean;
  /** An expression, not an annotation: there type checkers take no alias with a type argument. */
  readonly isExpression: boolean;
}

const usual: Style = {
  canImport: undefined,
  isTwin: false,
  isGiven: false,
  annotated: false,
  streams: syncStreams,
  annotatesOnly: false,
  isAbstract: false,
  isExpression: false,
};
const expression: Style = { ...usual, annotated: true, isExpression: true };

/** Results are what they are; arguments may take anything that can be iterated over. */
type Containers = 'concrete' | 'abstract';

/** Whether a module may import another one at run time; the others are imported for type checkers only. */
export type CanImport = (module: string) => boolean;

/** A model's field: `List[Thing]`, by importing `Thing` itself. */
export function fieldType(type: PyType, canImport: CanImport): Code {
  return write(type, { ...usual, canImport, annotated: true });
}

/** A TypedDict's field: `List[ThingTypedDict]`. */
export function twinFieldType(type: PyType, canImport: CanImport): Code {
  return write(type, { ...usual, canImport, isTwin: true, isGiven: true });
}

/** What a caller may give: `Union[models.Thing, models.ThingTypedDict]`. */
export function argumentType(type: PyType, containers: Containers = 'concrete'): Code {
  if (type.kind === 'nullable') return nullable(argumentType(type.of, containers));
  const isAbstract = containers === 'abstract';
  const members = type.kind === 'union' ? textLast(type.members) : [type];
  const given: Code[] = [];
  members.forEach((member) => {
    given.push(write(member, { ...usual, isGiven: true, isAbstract }));
    if (hasTwin(member)) given.push(write(member, { ...usual, isGiven: true, isAbstract, isTwin: true }));
  });
  return union(given);
}

/** What a caller gets: `models.Thing`. */
export function valueType(type: PyType, streams: StreamNames = syncStreams): Code {
  return write(type, { ...usual, streams, annotatesOnly: true });
}

/** The type as an expression that the runtime evaluates, with how pydantic has to read and write it. */
export function runtimeType(type: PyType): Code {
  return write(type, expression);
}

// --- Names of declarations ------------------------------------------------------------------------------

function declared(decl: Declaration, { canImport, isTwin }: Style): Ref {
  const name = isTwin ? twinOf(decl) : decl.name;
  if (canImport === undefined) return qualifiedRef(inPackage(decl.exportedBy), name);
  return (canImport(decl.module) ? ref : typeRef)(inPackage(decl.module), name);
}

function twinOf(decl: Declaration): string {
  return ('twin' in decl ? decl.twin : undefined) ?? decl.name;
}

/** `.models.thing`: one text for each module, so that it is hashed once. */
const inPackage = remembered((module) => `.${module}`);

/** Whether a dict, typed as a TypedDict, may stand for the type or a part of it. */
function hasTwin(type: PyType): boolean {
  switch (type.kind) {
    case 'declared':
      return twinOf(type.decl) !== type.decl.name;
    case 'list':
      return hasTwin(type.item);
    case 'dict':
      return hasTwin(type.value);
    case 'union':
      return type.members.some(hasTwin);
    case 'nullable':
    case 'annotated':
    case 'stream':
      return hasTwin(type.of);
    default:
      return false;
  }
}

// --- Writing --------------------------------------------------------------------------------------------

function write(type: PyType, style: Style): Code {
  switch (type.kind) {
    case 'simple':
      return type.name === 'None' ? none : mention(builtin(type.name));
    case 'any':
      return mention(any);
    case 'external':
      return type.arguments ? generic(type.ref, writeAll(type.arguments, style)) : mention(type.ref);
    case 'declared':
      return mention(declared(type.decl, style));
    case 'list':
      return generic(style.isAbstract ? iterable : list, [write(type.item, style)]);
    case 'dict':
      return generic(style.isAbstract ? mapping : dict, [text, write(type.value, style)]);
    case 'union':
      return union(writeAll(textLast(type.members), style));
    case 'literal':
      return literal(type.values);
    case 'stream':
      return stream(type, style);
    case 'nullable':
      return generic(style.isExpression ? optional : nullableRef, [write(type.of, style)]);
    case 'annotated':
      if (style.isGiven && type.given) return write(type.given, style);
      return style.annotated ? generic(annotated, [write(type.of, style), type.with]) : write(type.of, style);
    default:
      return type satisfies never;
  }
}

const none = lit(null);

function writeAll(types: readonly PyType[], style: Style): readonly Code[] {
  return types.map((type) => write(type, style));
}

function stream(type: Extract<PyType, { kind: 'stream' }>, style: Style): Code {
  const { streams } = style;
  const module = type.format === 'sse' ? '.utils.eventstreaming' : '.utils.jsonl';
  const item = type.format === 'sse' && streams.flat ? eventData(type.of) : type.of;
  const named = (style.annotatesOnly ? typeRef : ref)(module, streams[type.format]);
  return generic(named, [write(item, style)]);
}

/** Plain text behind the types that are written as text too: the first of equal matches is taken. */
function textLast(types: readonly PyType[]): readonly PyType[] {
  const isText = (type: PyType): boolean => type.kind === 'simple' && type.name === 'str';
  const isPickier = (type: PyType): boolean =>
    type.kind === 'external' || (type.kind === 'declared' && type.decl.kind === 'enum');
  if (!types.some(isPickier)) return types;
  return [...types.filter((type) => !isText(type)), ...types.filter(isText)];
}

/** `Union[A, B]`; the one where there is only one. */
function union(types: readonly Code[]): Code {
  const [only] = types;
  return types.length === 1 && only ? only : generic(unionRef, types);
}

/** `Literal["a", "b"]`. A float can't stand in one. */
export function literal(values: readonly (string | number | boolean)[]): Code {
  if (values.some((value) => typeof value === 'number' && !Number.isInteger(value))) {
    return mention(builtin('float'));
  }
  return generic(literalRef, values.map(lit));
}

/** `Nullable[T]`. */
export function nullable(type: Code): Code {
  return generic(nullableRef, [type]);
}

/** `Name[A, B]`. */
export function generic(name: Ref, types: readonly Hole[]): Code {
  return py`${name}[${join(types, ', ')}]`;
}

/** `str`; written `builtins.str` in a module that defines a `str` of its own. */
export function builtin(name: string): Ref {
  return ref('builtins', name);
}
