/** What users of an SDK see of it, as plain texts that can be compared: methods, arguments, models. */
import type {
  Argument,
  ConstructorArgument,
  Declaration,
  Field,
  MethodPlan,
  NamespaceLink,
  PyType,
  PythonPlan,
} from '../targets/python/plan/types.ts';

/** An argument of a method or the constructor, or a field of a model. */
export interface Member {
  readonly type: string;
  readonly required: boolean;
  /** Place among those that are given by position. */
  readonly position?: number;
  readonly doc: string;
}

/** Things by their names, each name once: a list, as it is stored. */
export type Named<T> = readonly (readonly [string, T])[];

export interface MethodSurface {
  /** `GET /things/{thingId}` */
  readonly request: string;
  readonly operation: string;
  readonly members: Named<Member>;
  readonly result: string;
  readonly errors: readonly string[];
  readonly deprecated: boolean;
  readonly doc: string;
}

export interface ModelSurface {
  readonly kind: 'class' | 'enum' | 'union' | 'error';
  /** Fields of a class; values of an enum and members of a union by their text. */
  readonly members: Named<Member>;
  /** Whether callers give it, and whether they get it. */
  readonly given: boolean;
  readonly got: boolean;
  readonly doc: string;
}

export interface Surface {
  readonly client: string;
  readonly module: string;
  readonly constructor: Named<Member>;
  /** By Python name: `things.get`. */
  readonly methods: Named<MethodSurface>;
  /** By Python name: `models.Thing`. */
  readonly models: Named<ModelSurface>;
}

/** The surface of a planned package. */
export function surfaceOf(plan: PythonPlan): Surface {
  const located = locatedMethods(plan);
  const given = new Set<Declaration>();
  const got = new Set<Declaration>();
  for (const [, method] of located) reachMethod(method, given, got);
  // Methods with flat arguments have a class for all of them too, which nobody has to know.
  const unused = new Set<Declaration>();
  for (const [, { models }] of located)
    if (models.request !== undefined && !given.has(models.request)) unused.add(models.request);
  const models: [string, ModelSurface][] = [];
  for (const decl of plan.models.declarations) {
    if (unused.has(decl)) continue;
    models.push([`${decl.exportedBy}.${decl.name}`, modelOf(decl, given.has(decl), got.has(decl))]);
  }
  return {
    client: plan.client.className,
    module: plan.package.module,
    constructor: plan.client.constructorArguments.map((one) => [one.name, constructorMember(one)]),
    methods: located.map(([name, method]) => [name, methodOf(method)]),
    models,
  };
}

function locatedMethods({ client }: PythonPlan): Named<MethodPlan> {
  const located: [string, MethodPlan][] = client.methods.map((method) => [method.name, method]);
  for (const link of client.namespaces) addMethods(link, '', located);
  return located;
}

function addMethods(link: NamespaceLink, prefix: string, located: [string, MethodPlan][]): void {
  const path = `${prefix}${link.attribute}.`;
  const { children, methods } = link.namespace;
  for (const method of methods) located.push([`${path}${method.name}`, method]);
  for (const child of children) addMethods(child, path, located);
}

function reachMethod(method: MethodPlan, given: Set<Declaration>, got: Set<Declaration>): void {
  for (const { type } of method.arguments) reach(type, given);
  reach(method.result, got);
  for (const { type, error } of method.models.responses) {
    reach(type, got);
    if (error !== undefined) reachDeclaration(error, got);
  }
}

function methodOf(method: MethodPlan): MethodSurface {
  const { operation } = method;
  const result = typeText(method.result);
  const errors = new Set<string>();
  for (const { error } of method.models.responses) if (error !== undefined) errors.add(error.name);
  return {
    request: `${operation.method.toUpperCase()} ${operation.path}`,
    operation: operation.operationId ?? operation.id,
    members: method.arguments.map((argument, index) => [argument.name, argumentMember(argument, index)]),
    result: method.optionalResult ? `Optional[${result}]` : result,
    errors: [...errors].sort(),
    deprecated: operation.deprecation !== undefined,
    doc: `${operation.summary ?? ''}\n${operation.description ?? ''}`,
  };
}

function argumentMember(argument: Argument, index: number): Member {
  const { required, nullable, positional, type, doc = '' } = argument;
  const text = nullable ? nullableText(typeText(type)) : typeText(type);
  return positional ? { type: text, required, doc, position: index } : { type: text, required, doc };
}

function constructorMember({ role, required, field }: ConstructorArgument): Member {
  return { type: field === undefined ? role : typeText(field.type), required, doc: field?.doc ?? '' };
}

function fieldMember({ type, required, nullable, constant, doc = '' }: Field): Member {
  const text = typeText(type);
  return { type: nullable ? nullableText(text) : text, required: required && !constant, doc };
}

function modelOf(decl: Declaration, given: boolean, got: boolean): ModelSurface {
  const doc = decl.doc ?? '';
  switch (decl.kind) {
    case 'class':
      return { kind: 'class', members: fieldsOf(decl.fields), given, got, doc };
    case 'error': {
      const fields = decl.data.kind === 'class' ? decl.data.fields : [];
      return { kind: 'error', members: fieldsOf(fields), given: false, got: true, doc };
    }
    case 'enum': {
      const values = decl.members.map(({ name, value }) =>
        decl.style === 'enum' ? name : JSON.stringify(value),
      );
      return { kind: 'enum', members: plainMembers(values), given, got, doc };
    }
    case 'alias': {
      const members = decl.type.kind === 'union' ? decl.type.members : [decl.type];
      return { kind: 'union', members: plainMembers(members.map(typeText)), given, got, doc };
    }
  }
}

const plain: Member = { type: '', required: false, doc: '' };

function plainMembers(names: readonly string[]): Named<Member> {
  return Array.from(new Set(names), (name) => [name, plain]);
}

function fieldsOf(fields: readonly Field[]): Named<Member> {
  return fields.map((field) => [field.name, fieldMember(field)]);
}

/** Collects what a type leads to. */
function reach(type: PyType, found: Set<Declaration>): void {
  switch (type.kind) {
    case 'declared':
      reachDeclaration(type.decl, found);
      return;
    case 'list':
      reach(type.item, found);
      return;
    case 'dict':
      reach(type.value, found);
      return;
    case 'union':
      for (const member of type.members) reach(member, found);
      return;
    case 'stream':
    case 'nullable':
    case 'annotated':
      reach(type.of, found);
      return;
    case 'external':
      for (const argument of type.arguments ?? []) reach(argument, found);
      return;
    case 'simple':
    case 'any':
    case 'literal':
      return;
  }
}

function reachDeclaration(decl: Declaration, found: Set<Declaration>): void {
  if (found.has(decl)) return;
  found.add(decl);
  switch (decl.kind) {
    case 'class':
      for (const { type } of decl.fields) reach(type, found);
      if (decl.additional !== undefined) reach(decl.additional, found);
      return;
    case 'alias':
      reach(decl.type, found);
      return;
    case 'error':
      reachDeclaration(decl.data, found);
      return;
    case 'enum':
      return;
  }
}

/** A type as one would write it: `List[models.Thing]`. */
export function typeText(type: PyType): string {
  switch (type.kind) {
    case 'simple':
      return type.name;
    case 'any':
      return 'Any';
    case 'external': {
      const inner = type.arguments?.map(typeText).join(', ');
      return inner === undefined ? type.ref.name : `${type.ref.name}[${inner}]`;
    }
    case 'declared':
      return type.decl.name;
    case 'list':
      return `List[${typeText(type.item)}]`;
    case 'dict':
      return `Dict[str, ${typeText(type.value)}]`;
    case 'union':
      return `Union[${type.members.map(typeText).join(', ')}]`;
    case 'literal':
      return `Literal[${type.values.map((value) => JSON.stringify(value)).join(', ')}]`;
    case 'stream':
      return `${type.format === 'sse' ? 'EventStream' : 'JsonLStream'}[${typeText(type.of)}]`;
    case 'nullable':
      return nullableText(typeText(type.of));
    case 'annotated':
      return typeText(type.of);
  }
}

function nullableText(text: string): string {
  return `Nullable[${text}]`;
}
