/** Hand-made declarations and short ways to their text: for this folder's tests. */
import { formatSource } from '../../format-source.ts';
import type {
  AliasDecl,
  ClassDecl,
  Declaration,
  EnumDecl,
  ErrorDecl,
  Field,
  PyType,
} from '../../plan/types.ts';
import { emitModels } from './models.ts';

export const str: PyType = { kind: 'simple', name: 'str' };
export const int: PyType = { kind: 'simple', name: 'int' };

export function field(name: string, type: PyType, more: Partial<Field> = {}): Field {
  const base = { name, wire: name, type, required: true, nullable: false, constant: false, annotations: [] };
  return { ...base, ...more };
}

export const optional = { required: false } as const;

/** A class in a module of its name. The fields may be set later, for circles. */
export function classOf(
  name: string,
  fields: readonly Field[] = [],
  more: Partial<ClassDecl> = {},
): ClassDecl & { fields: readonly Field[] } {
  const place = { module: `models.${name.toLowerCase()}`, exportedBy: 'models' };
  return { kind: 'class', name, ...place, twin: `${name}TypedDict`, fields, ...more };
}

export function enumOf(
  name: string,
  values: readonly (string | number)[],
  more: Partial<EnumDecl> = {},
): EnumDecl {
  const members = values.map((value) => ({ name: `V_${String(value).toUpperCase()}`, value }));
  const place = { module: `models.${name.toLowerCase()}`, exportedBy: 'models' };
  return { kind: 'enum', name, ...place, style: 'enum', type: 'str', open: false, members, ...more };
}

export function aliasOf(
  name: string,
  type: PyType,
  more: Partial<AliasDecl> = {},
): AliasDecl & { type: PyType } {
  const place = { module: `models.${name.toLowerCase()}`, exportedBy: 'models' };
  return { kind: 'alias', name, ...place, type, ...more };
}

export function errorOf(name: string, data: readonly Field[], more: Partial<ErrorDecl> = {}): ErrorDecl {
  const place = { module: `errors.${name.toLowerCase()}`, exportedBy: 'errors' };
  const decl: ClassDecl = { kind: 'class', name: `${name}Data`, ...place, fields: data };
  return { kind: 'error', name, ...place, data: decl, ...more };
}

export function to(decl: Declaration): PyType {
  return { kind: 'declared', decl };
}

export function union(...members: readonly PyType[]): PyType {
  return { kind: 'union', members };
}

export function list(item: PyType): PyType {
  return { kind: 'list', item };
}

/** The formatted files by their paths inside the package. */
export function filesOf(
  declarations: readonly Declaration[],
  errorsIn = 'errors',
): ReadonlyMap<string, string> {
  const files = emitModels({
    errors: { package: errorsIn, base: 'AcmeError', default: 'AcmeDefaultError' },
    package: { folder: 'src/acme' },
    models: { declarations, servers: [] },
  });
  return new Map(files.map((file) => [file.path.replace('src/acme/', ''), formatSource(file)]));
}

/** What a module of the declarations says behind its banner and imports. */
export function bodyOf(decl: Declaration, ...others: readonly Declaration[]): string {
  const text = moduleOf(decl, ...others);
  return text.slice(text.search(/^(class|@|[A-Z]\w* = |[A-Z]\w*: )/m)).trimEnd();
}

/** The whole text of the module of a declaration, without the banner. */
export function moduleOf(decl: Declaration, ...others: readonly Declaration[]): string {
  const path = `${decl.module.replaceAll('.', '/')}.py`;
  const text = filesOf([decl, ...others]).get(path) ?? '';
  return text.replace(/^#.*\n\n/, '').trimEnd();
}
