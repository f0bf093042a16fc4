/** The arguments of a method: which there are, in which order, under which names. */
import type { Operation, Parameter } from '../../../../api/types.ts';
import type { Config } from '../../../../config/schema.ts';
import type { ArgumentForm } from '../argument-form.ts';
import type { Mutable } from '../models/builder.ts';
import { argumentName, parameterFieldName } from '../names.ts';
import type { Argument, ClassDecl, Field, ModelPlan, OperationModels, PyType } from '../types.ts';

/** What an argument list is made from. */
export interface Call {
  readonly operation: Operation;
  readonly models: OperationModels;
  readonly plan: ModelPlan;
  readonly config: Config;
  readonly form: ArgumentForm;
  /** Index of the body that is sent. */
  readonly body?: number;
}

/** The arguments in the signature's order, without the tail. */
export function planArguments(call: Call): readonly Argument[] {
  const parameters = call.form === 'request' ? [] : parameterArguments(call);
  const body = bodyArguments(call);
  const distinct = body.length === 0 ? parameters : parameters.map((argument) => awayFrom(argument, body));
  const first = call.config.python.flatteningOrder === 'body-first' ? body : distinct;
  const second = first === body ? distinct : body;
  const all = unique(security(call).concat(first, second));
  const positional: Argument[] = [];
  const secrets: Argument[] = [];
  const required: Argument[] = [];
  const optional: Argument[] = [];
  all.forEach((argument) => {
    if (argument.positional) positional.push(argument);
    else if (argument.source.kind === 'security') secrets.push(argument);
    else (argument.required ? required : optional).push(argument);
  });
  return positional.concat(secrets, required, optional);
}

function security({ operation, models, config }: Call): readonly Argument[] {
  if (!models.security) return [];
  const anonymous = operation.security?.some((requirement) => requirement.schemes.length === 0) ?? false;
  const optional = anonymous && config.python.methodArguments !== 'require-security-and-request';
  return [
    {
      name: 'security',
      key: 'security',
      positional: false,
      required: !optional,
      nullable: false,
      type: { kind: 'declared', decl: models.security },
      source: { kind: 'security' },
    },
  ];
}

// --- Parameters -----------------------------------------------------------------------------------------

function parameterArguments(call: Call): readonly Argument[] {
  const shown = call.operation.parameters.filter((parameter) => !parameter.hidden);
  // The class of the request has a field for each of them, in this order.
  return shown.map((parameter, index) =>
    parameterArgument(call, parameter, call.models.request?.fields[index]),
  );
}

function parameterArgument(call: Call, parameter: Parameter, field: Field | undefined): Argument {
  const { config, plan } = call;
  const fieldName = field?.name ?? parameterFieldName(parameter.nameOverride ?? parameter.name);
  const name = argumentName(fieldName, config.python.allowedRedefinedBuiltins);
  const fallback = field?.default;
  const doc = parameter.description ?? field?.doc;
  const argument: Mutable<Argument> = {
    name: tailNames.has(name) ? `${name}_param` : name,
    key: fieldName,
    positional: parameter.in === 'path' && config.python.methodArguments.startsWith('positional'),
    required: parameter.required && !parameter.global && fallback === undefined,
    nullable: field?.nullable ?? parameter.schema.nullable,
    type: field ? field.type : plan.typeOf(parameter.schema, 'input'),
    source: { kind: 'parameter', parameter },
  };
  if (fallback !== undefined) argument.default = fallback;
  if (doc !== undefined) argument.doc = doc;
  return argument;
}

/** Names that every method's own arguments have. */
const tailNames: ReadonlySet<string> = new Set([
  ...['self', 'security', 'request', 'retries', 'server_url', 'timeout_ms', 'timeout', 'http_headers'],
  ...['accept_header_override', 'extra_headers', 'extra_query', 'extra_body'],
]);

/** A parameter that shares its name with a field of the body is told from it by `_param`. */
function awayFrom(argument: Argument, body: readonly Argument[]): Argument {
  const sharesName = body.some(({ name }) => name === argument.name);
  if (!sharesName && !body.some(({ key }) => key === argument.key)) return argument;
  const name = sharesName ? `${argument.name}_param` : argument.name;
  return { ...argument, name, key: name };
}

/** Parameters of different places may share a name: the later ones are numbered. */
function unique(all: readonly Argument[]): readonly Argument[] {
  const names = new Set<string>();
  return all.map((argument) => {
    let name = argument.name;
    for (let number = 1; names.has(name); number++) name = `${argument.name}_${number}`;
    names.add(name);
    if (name === argument.name) return argument;
    const renamed = argument.source.kind === 'parameter' ? { key: name } : {};
    return { ...argument, name, ...renamed };
  });
}

// --- Bodies ---------------------------------------------------------------------------------------------

function bodyArguments(call: Call): readonly Argument[] {
  const body = call.body === undefined ? undefined : call.models.bodies[call.body];
  switch (call.form) {
    case 'request':
      return requestArgument(call, body?.type);
    case 'argument':
      return body ? [bodyArgument(call, body.type)] : [];
    case 'fields':
      return body?.object ? [...bodyFields(call, body.object.fields), ...additional(body.object)] : [];
    default:
      return call.form satisfies never;
  }
}

function bodyFields({ config }: Call, fields: readonly Field[]): readonly Argument[] {
  return fields
    .filter((field) => !field.constant)
    .map((field) => {
      const name = argumentName(field.name, config.python.allowedRedefinedBuiltins);
      const argument: Mutable<Argument> = {
        name: tailNames.has(name) ? `${name}_field` : name,
        key: field.name,
        positional: false,
        required: field.required && field.default === undefined,
        nullable: field.nullable,
        type: field.type,
        source: { kind: 'bodyField', field },
      };
      if (field.default !== undefined) argument.default = field.default;
      if (field.doc !== undefined) argument.doc = field.doc;
      return argument;
    });
}

/** Properties that the body may have besides its declared ones. */
function additional({ additional: value, fields }: ClassDecl): readonly Argument[] {
  const name = 'additional_properties';
  if (!value || fields.some((field) => field.name === name)) return [];
  const type: PyType = { kind: 'dict', value };
  const doc = 'Properties that are not declared, by their names.';
  const kept = { name, type, required: false, nullable: false, doc };
  const field: Field = { ...kept, wire: name, constant: false, annotations: [] };
  return [{ ...kept, key: name, positional: false, source: { kind: 'bodyField', field } }];
}

/** The body as one argument, named as the field of the request class that holds it. */
function bodyArgument({ operation, models, config }: Call, type: PyType): Argument {
  const field = models.request?.fields.find((candidate) => !candidate.parameter);
  const fieldName = field?.name ?? (config.generation.requestBodyFieldName || 'request_body');
  const name = argumentName(fieldName, config.python.allowedRedefinedBuiltins);
  const doc = operation.body?.description;
  return {
    name: tailNames.has(name) ? `${name}_` : name,
    key: name,
    positional: false,
    required: operation.body?.required ?? false,
    nullable: type.kind === 'nullable',
    type,
    ...(doc !== undefined && { doc }),
    source: { kind: 'body' },
  };
}

function requestArgument(call: Call, body: PyType | undefined): readonly Argument[] {
  const { operation, models, config } = call;
  const whole = models.request;
  const type: PyType | undefined = whole ? { kind: 'declared', decl: whole } : body;
  if (!type) return [];
  const given = whole !== undefined || (operation.body?.required ?? false);
  const inferred = config.python.methodArguments !== 'require-security-and-request';
  const empty = given && inferred && isAllOptional(type);
  const doc = whole ? 'The parameters of the call, and its body.' : operation.body?.description;
  return [
    {
      name: 'request',
      key: 'request',
      positional: false,
      required: (given && !empty) || !inferred,
      nullable: type.kind === 'nullable',
      type,
      ...(doc !== undefined && { doc }),
      ...(empty && { empty }),
      source: { kind: 'request' },
    },
  ];
}

function isAllOptional(type: PyType): boolean {
  return (
    type.kind === 'declared' &&
    type.decl.kind === 'class' &&
    type.decl.fields.every((field) => !field.required || field.default !== undefined || field.constant)
  );
}
