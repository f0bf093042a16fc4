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
import { eventData } from './flat-events.ts';

/** Names of the stream classes, where a stream is one of several results. */
export interface StreamNames {
  readonly sse: string;
  readonly jsonl: string;
  /** Events are given as their data alone. */
  readonly flat?: boolean;
}

const syncStreams: StreamNames = { sse: 'EventStream', jsonl: 'JsonLStream' };

/** How a type is written: which name stands for a declaration, and whether `Annotated` is kept. */
interface Style {
  readonly declared: (decl: Declaration) => Ref;
  readonly annotated: boolean;
  readonly streams: StreamNames;
  /** Annotations of signatures import the classes of streams for type checkers only. */
  readonly annotatesOnly?: boolean;
  /** What stands for lists and objects with free keys. */
  readonly containers: Containers;
  /** What callers give, where that is more than what they get. */
  readonly isGiven?: boolean;
  /** An expression, not an annotation: there type checkers take no alias with a type argument. */
  readonly isExpression?: boolean;
}

/** Results are what they are; arguments may take anything that can be iterated over. */
type Containers = 'concrete' | 'abstract';

/** Whether a module may import another one at run time; the others are imported for type checkers only. */
export type CanImport = (module: string) => boolean;

/** A model's field: `List[Thing]`, by importing `Thing` itself. */
export function fieldType(type: PyType, canImport: CanImport): Code {
  return write(type, {
    declared: directly(canImport, nameOf),
    annotated: true,
    streams: syncStreams,
    containers: 'concrete',
  });
}

/** A TypedDict's field: `List[ThingTypedDict]`. */
export function twinFieldType(type: PyType, canImport: CanImport): Code {
  return write(type, {
    declared: directly(canImport, twinOf),
    annotated: false,
    streams: syncStreams,
    containers: 'concrete',
    isGiven: true,
  });
}

/** What a caller may give: `Union[models.Thing, models.ThingTypedDict]`. */
export function argumentType(type: PyType, containers: Containers = 'concrete'): Code {
  if (type.kind === 'nullable') return nullable(argumentType(type.of, containers));
  const members = type.kind === 'union' ? textLast(type.members) : [type];
  const given = (member: PyType, name: (decl: Declaration) => string): Code => {
    const style = { declared: qualified(name), annotated: false, streams: syncStreams, containers };
    return write(member, { ...style, isGiven: true });
  };
  return union(
    members.flatMap((member) => {
      return hasTwin(member) ? [given(member, nameOf), given(member, twinOf)] : [given(member, nameOf)];
    }),
  );
}

/** What a caller gets: `models.Thing`. */
export function valueType(type: PyType, streams: StreamNames = syncStreams): Code {
  return write(type, {
    declared: qualified(nameOf),
    annotated: false,
    streams,
    annotatesOnly: true,
    containers: 'concrete',
  });
}

/** The type as an expression that the runtime evaluates, with how pydantic has to read and write it. */
export function runtimeType(type: PyType): Code {
  return write(type, {
    declared: qualified(nameOf),
    annotated: true,
    streams: syncStreams,
    containers: 'concrete',
    isExpression: true,
  });
}

// --- Names of declarations ------------------------------------------------------------------------------

function nameOf(decl: Declaration): string {
  return decl.name;
}

function twinOf(decl: Declaration): string {
  return ('twin' in decl ? decl.twin : undefined) ?? decl.name;
}

function qualified(name: (decl: Declaration) => string): Style['declared'] {
  return (decl) => qualifiedRef(`.${decl.exportedBy}`, name(decl));
}

function directly(canImport: CanImport, name: (decl: Declaration) => string): Style['declared'] {
  return (decl) => (canImport(decl.module) ? ref : typeRef)(`.${decl.module}`, name(decl));
}

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
      return type.name === 'None' ? lit(null) : mention(builtin(type.name));
    case 'any':
      return mention(typing('Any'));
    case 'external':
      return type.arguments ? generic(type.ref, writeAll(type.arguments, style)) : mention(type.ref);
    case 'declared':
      return mention(style.declared(type.decl));
    case 'list':
      return generic(typing(style.containers === 'abstract' ? 'Iterable' : 'List'), [
        write(type.item, style),
      ]);
    case 'dict':
      return generic(typing(style.containers === 'abstract' ? 'Mapping' : 'Dict'), [
        builtin('str'),
        write(type.value, style),
      ]);
    case 'union':
      return union(writeAll(textLast(type.members), style));
    case 'literal':
      return literal(type.values);
    case 'stream':
      return stream(type, style);
    case 'nullable':
      return style.isExpression
        ? generic(typing('Optional'), [write(type.of, style)])
        : nullable(write(type.of, style));
    case 'annotated':
      if (style.isGiven && type.given) return write(type.given, style);
      return style.annotated
        ? generic(typing('Annotated'), [write(type.of, style), type.with])
        : write(type.of, style);
    default:
      return type satisfies never;
  }
}

function writeAll(types: readonly PyType[], style: Style): readonly Code[] {
  return types.map((type) => write(type, style));
}

function stream(type: Extract<PyType, { kind: 'stream' }>, { streams, ...style }: Style): Code {
  const module = type.format === 'sse' ? '.utils.eventstreaming' : '.utils.jsonl';
  const item = type.format === 'sse' && streams.flat ? eventData(type.of) : type.of;
  const named = (style.annotatesOnly ? typeRef : ref)(module, streams[type.format]);
  return generic(named, [write(item, { ...style, streams })]);
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
  return types.length === 1 && only ? only : generic(typing('Union'), types);
}

/** `Literal["a", "b"]`. A float can't stand in one. */
export function literal(values: readonly (string | number | boolean)[]): Code {
  if (values.some((value) => typeof value === 'number' && !Number.isInteger(value))) {
    return mention(builtin('float'));
  }
  return generic(typing('Literal'), values.map(lit));
}

/** `Nullable[T]`. */
export function nullable(type: Code): Code {
  return generic(ref('.types', 'Nullable'), [type]);
}

/** `Name[A, B]`. */
export function generic(name: Ref, types: readonly Hole[]): Code {
  return py`${name}[${join(types, ', ')}]`;
}

export function typing(name: string): Ref {
  return ref('typing', name);
}

/** `str`; written `builtins.str` in a module that defines a `str` of its own. */
export function builtin(name: string): Ref {
  return ref('builtins', name);
}
