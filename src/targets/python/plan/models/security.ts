/** Security models: of the whole API, and of operations that ask for something else. */
import type { Api, Operation, SecurityRequirement, SecurityScheme } from '../../../../api/types.ts';
import type { Code } from '../../../../code/code.ts';
import { ref } from '../../../../code/code.ts';
import { lit } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import type { Json } from '../../../../document/types.ts';
import { fieldName, moduleName } from '../names.ts';
import type { ClassDecl, Field, PyType } from '../types.ts';
import type { Builder, Mutable } from './builder.ts';
import { defaultOf, unique } from './fields.ts';
import { emptyModel } from './fixed-classes.ts';
import { type Ask, inside, join, type Root } from './place.ts';
import { str } from './scalars.ts';

export interface SecurityModels {
  readonly root?: ClassDecl;
  /** The operation's own model; absent where one of the API's alternatives does. */
  forOperation(operation: Operation, root: Root): ClassDecl | undefined;
}

export const securityRoot: Root = {
  key: 'security',
  role: 'operation',
  name: 'security',
  layer: 'shared',
  module: 'security',
};

/** Declares the security models. */
export function planSecurity(api: Api, builder: Builder): SecurityModels {
  const schemes = new Map(api.securitySchemes.map((scheme) => [scheme.key, scheme]));
  const classes = new Map<string, ClassDecl>();
  const context: Context = { builder, schemes, classes };
  const root =
    api.security.length > 0 ? securityClass(context, api.security, securityRoot, [['security']]) : undefined;
  const known = new Set(api.security.map(requirementKey));
  return {
    ...(root && { root }),
    forOperation(operation, place) {
      const own = operation.security?.filter((requirement) => requirement.schemes.length > 0) ?? [];
      if (own.length === 0 || own.every((requirement) => known.has(requirementKey(requirement))))
        return undefined;
      return securityClass(context, operation.security ?? [], place, [[place.name, 'security']]);
    },
  };
}

interface Context {
  readonly builder: Builder;
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  /** Classes of schemes with several fields. */
  readonly classes: Map<string, ClassDecl>;
}

function requirementKey(requirement: SecurityRequirement): string {
  return requirement.schemes
    .map(({ key }) => key)
    .sort()
    .join('\0');
}

function securityClass(
  context: Context,
  requirements: readonly SecurityRequirement[],
  root: Root,
  asks: readonly Ask[],
): ClassDecl {
  const decl: Mutable<ClassDecl> = emptyModel();
  const options = requirements.filter((requirement) => requirement.schemes.length > 0);
  const anonymous = options.length < requirements.length;
  const used = new Set<string>();
  const fields: Field[] = [];
  const combined = options.length > 1 && options.some((option) => option.schemes.length > 1);
  if (combined) fields.push(...options.map((option, index) => optionField(context, option, index, root)));
  else {
    const required = options.length === 1 && root !== securityRoot && !anonymous;
    const alone = options.length === 1;
    for (const key of new Set(options.flatMap((option) => option.schemes.map((scheme) => scheme.key)))) {
      const scheme = context.schemes.get(key);
      if (scheme) fields.push(...schemeFields(context, scheme, required, alone));
    }
  }
  decl.fields = fields.map((field) => unique(field, used));
  return context.builder.declare(decl, { root, steps: [] }, { ending: '/security', asks });
}

/** One alternative of several schemes together, as a class of its own. */
function optionField(context: Context, option: SecurityRequirement, index: number, root: Root): Field {
  const decl: Mutable<ClassDecl> = emptyModel();
  const used = new Set<string>();
  decl.fields = option.schemes
    .flatMap(({ key }) => {
      const scheme = context.schemes.get(key);
      return scheme ? schemeFields(context, scheme, true, true) : [];
    })
    .map((field) => unique(field, used));
  const name = root === securityRoot ? 'security' : join([root.name, 'security']);
  const made = context.builder.declare(
    decl,
    { root, steps: [] },
    {
      ending: `/security/${index}`,
      asks: [[name, `option${index + 1}`]],
    },
  );
  return field(`option${index + 1}`, { kind: 'declared', decl: made }, false, { option: true });
}

function schemeFields(
  context: Context,
  scheme: SecurityScheme,
  required: boolean,
  alone: boolean,
): readonly Field[] {
  const name = fieldName(scheme.key);
  switch (scheme.kind) {
    case 'apiKey':
      return [
        field(name, str, required, {
          scheme: true,
          scheme_type: 'apiKey',
          sub_type: scheme.in,
          field_name: scheme.name,
        }),
      ];
    case 'httpBearer':
      return [
        field(name, str, required, {
          scheme: true,
          scheme_type: 'http',
          sub_type: 'bearer',
          field_name: 'Authorization',
        }),
      ];
    case 'openIdConnect':
      return [
        field(name, str, required, {
          scheme: true,
          scheme_type: 'openIdConnect',
          field_name: 'Authorization',
        }),
      ];
    case 'httpBasic':
      return grouped(context, scheme, basicFields(), required, alone, {
        scheme: true,
        scheme_type: 'http',
        sub_type: 'basic',
      });
    case 'custom': {
      const fields = customFields(context, scheme);
      return grouped(context, scheme, fields, required, alone, {
        scheme: true,
        scheme_type: 'http',
        sub_type: 'custom',
      });
    }
    case 'oauth2':
      return oauthFields(context, scheme, required, alone);
    case 'mutualTLS':
      return [];
  }
}

function basicFields(): readonly Field[] {
  return [
    field('username', str, true, { field_name: 'username' }),
    field('password', str, true, { field_name: 'password' }),
  ];
}

/** Tells the token hook that the client identifies itself by HTTP basic. */
const basicAuthentication = 'client_secret_basic';

function oauthFields(
  context: Context,
  scheme: SecurityScheme & { kind: 'oauth2' },
  required: boolean,
  alone: boolean,
): readonly Field[] {
  const { auth } = context.builder.config.generation;
  const flow = scheme.flows.find(
    ({ kind }) =>
      (kind === 'clientCredentials' && auth.oAuth2ClientCredentialsEnabled) ||
      (kind === 'password' && auth.oAuth2PasswordEnabled),
  );
  if (!flow) {
    return [
      field(fieldName(scheme.key), str, required, {
        scheme: true,
        scheme_type: 'oauth2',
        field_name: 'Authorization',
      }),
    ];
  }
  const place = { root: schemeRoot(scheme), steps: [] };
  const extra = flow.additionalProperties.map((property): Field => {
    const type = context.builder.type(
      property.use,
      inside(place, { key: property.name, order: 0, text: property.name }),
      'input',
    );
    const target = context.builder.api.schemas.get(property.use.schema);
    const fallback = target?.kind === 'const' ? target.value : defaultOf(property, target, type);
    return {
      ...field(fieldName(property.name), type, true, { field_name: property.name }),
      ...(fallback !== undefined && { default: fallback }),
    };
  });
  const password = flow.kind === 'password' ? basicFields() : [];
  const isBasic = flow.authentication === basicAuthentication;
  const fields = [
    ...password,
    field('client_id', str, flow.kind === 'clientCredentials', { field_name: 'clientID' }),
    field('client_secret', str, flow.kind === 'clientCredentials', {
      field_name: alone && isBasic ? basicAuthentication : 'clientSecret',
    }),
    { ...field('token_url', str, true, { field_name: 'tokenURL' }), default: flow.tokenUrl ?? '' },
    ...(flow.overridableScopes ? [field('scopes', { kind: 'list', item: str }, false, {})] : []),
    ...extra,
  ];
  const sub = flow.kind === 'password' ? 'password' : 'client_credentials';
  return grouped(context, scheme, fields, required, alone, {
    scheme: true,
    scheme_type: 'oauth2',
    sub_type: sub,
    ...(isBasic && { field_name: basicAuthentication }),
  });
}

function customFields(context: Context, scheme: SecurityScheme & { kind: 'custom' }): readonly Field[] {
  const schema = scheme.schema && context.builder.api.schemas.get(scheme.schema.schema);
  if (schema?.kind !== 'object') return [field('value', str, true, { field_name: 'Authorization' })];
  const place = { root: schemeRoot(scheme), steps: [] };
  return schema.properties.map((property) => {
    const type = context.builder.type(
      property.use,
      inside(place, { key: property.name, order: 0, text: property.name }),
      'input',
    );
    return field(fieldName(property.name), type, property.required, { field_name: property.name });
  });
}

/** The fields themselves where the scheme stands alone; else one field with a class of them. */
function grouped(
  context: Context,
  scheme: SecurityScheme,
  fields: readonly Field[],
  required: boolean,
  alone: boolean,
  facts: Facts,
): readonly Field[] {
  if (alone) {
    return fields.map((inner) => ({
      ...inner,
      required: inner.required && required,
      annotations: [metadata({ ...facts, ...factsOf(inner) })],
    }));
  }
  const decl = context.classes.get(scheme.key) ?? schemeClass(context, scheme, fields);
  return [field(fieldName(scheme.key), { kind: 'declared', decl }, required, facts)];
}

function schemeClass(context: Context, scheme: SecurityScheme, fields: readonly Field[]): ClassDecl {
  const decl: Mutable<ClassDecl> = emptyModel();
  const used = new Set<string>();
  decl.fields = fields.map((inner) => unique(inner, used));
  const root = schemeRoot(scheme);
  context.builder.declare(decl, { root, steps: [] }, { asks: [['scheme', scheme.key]] });
  context.classes.set(scheme.key, decl);
  return decl;
}

function schemeRoot(scheme: SecurityScheme): Root {
  const module = moduleName(`scheme${scheme.key}`);
  return {
    key: `scheme:${scheme.key}`,
    role: 'operation',
    name: `scheme ${scheme.key}`,
    layer: 'shared',
    module,
  };
}

// --- Facts of a field -----------------------------------------------------------------------------------

type Facts = Readonly<Record<string, string | boolean>>;

const facts = new WeakMap<Field, Facts>();

function factsOf(from: Field): Facts {
  return facts.get(from) ?? {};
}

function field(name: string, type: PyType, required: boolean, given: Facts): Field {
  const made: Field = {
    name,
    wire: name,
    type,
    required,
    nullable: false,
    constant: false,
    annotations: [metadata(given)],
  };
  facts.set(made, given);
  return made;
}

function metadata(given: Facts): Code {
  const words = Object.entries(given).map(([key, value]) => py`${word(key)}=${lit(value as Json)}`);
  const list = words.flatMap((one, index) => (index === 0 ? [one] : [py`, `, one]));
  const inner = list.reduce((all, one) => py`${all}${one}`, py``);
  return py`${ref('.utils', 'FieldMetadata')}(security=${ref('.utils', 'SecurityMetadata')}(${inner}))`;
}

function word(key: string): Code {
  switch (key) {
    case 'scheme':
      return py`scheme`;
    case 'scheme_type':
      return py`scheme_type`;
    case 'sub_type':
      return py`sub_type`;
    case 'option':
      return py`option`;
    default:
      return py`field_name`;
  }
}
