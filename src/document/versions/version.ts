/** Which OpenAPI a document is written in. */

import type { Place, Problem } from '../../diagnostics/problem.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { isObject, kindOf, own } from '../json.ts';
import { placeAt, placeOf, problemIn, type RawSource } from '../source.ts';
import type { Json } from '../types.ts';

/** What decides how a document is read. */
export type Family = '2.0' | '3.0' | '3.1' | '3.2';

export interface Version {
  readonly family: Family;
  /** As written: `3.0.3`. */
  readonly written: string;
}

type Report = (problem: Problem) => void;
type Fail = (key: string, code: Problem['code'], message: string, fix?: string) => undefined;

/** The version of an entry document; `undefined`, with a problem, where it cannot be read as OpenAPI. */
export function versionOf(source: RawSource, report: Report): Version | undefined {
  const { value, file } = source;
  const fail: Fail = (key, code, message, fix) => {
    report(problemIn(file, keyPlace(source, key), code, 'error', message, fix));
    return undefined;
  };
  if (!isObject(value)) {
    return fail(
      '',
      'document-not-openapi',
      `An OpenAPI document is an object, and this is ${kindOf(value)}.`,
    );
  }
  const key = own(value, 'openapi') !== undefined ? 'openapi' : 'swagger';
  const given = own(value, key);
  if (given === undefined) return missing(value, fail);
  const written = textOf(given, key, source);
  if (written === undefined) {
    return fail(key, 'version-unsupported', `The value of "${key}" is ${kindOf(given)}, and not a version.`);
  }
  const family = familyOf(written);
  if (family === undefined) {
    const fix = /^(?:1\.|3\.[3-9])/.test(written)
      ? undefined
      : `Write ${key === 'swagger' ? "swagger: '2.0'" : 'openapi: 3.1.0'}.`;
    return fail(
      key,
      'version-unsupported',
      `"${written}" is not a version of OpenAPI that is understood.`,
      fix,
    );
  }
  if (typeof given !== 'string' || (key === 'swagger') !== (family === '2.0')) {
    const right = family === '2.0' ? "swagger: '2.0'" : `openapi: '${fullVersion(written)}'`;
    const message =
      typeof given === 'string'
        ? `Version ${written} stands under "${key}".`
        : 'The version is a number, and not text.';
    report(
      problemIn(file, placeAt(source, `/${key}`), 'version-form', 'warning', message, `Write ${right}.`),
    );
  }
  return { family, written: family === '2.0' ? '2.0' : fullVersion(written) };
}

/** The key itself, because its value says nothing of what is wrong; the beginning of the file where it is `''`. */
function keyPlace(source: RawSource, key: string): Place {
  const location = key === '' ? undefined : source.file.locate([key]);
  if (location === undefined) return placeOf(source.file, { start: 0, end: 1 });
  return placeOf(
    source.file,
    location.scalar && knownKeys.has(key) ? location.value : (location.key ?? location.value),
  );
}

const knownKeys = new Set(['openapi', 'swagger']);

/** The family of a part of a document that says its version itself; most do not. */
export function ownFamily(value: Json): Family | undefined {
  const given = own(value, 'openapi') ?? own(value, 'swagger');
  return given === undefined ? undefined : familyOf(String(given));
}

function textOf(given: Json, key: string, source: RawSource): string | undefined {
  if (typeof given === 'string') return given.trim();
  if (typeof given !== 'number') return undefined;
  const location = source.file.locate([key]);
  return location === undefined
    ? String(given)
    : source.file.text.slice(location.value.start, location.value.end);
}

function familyOf(written: string): Family | undefined {
  if (/^2(?:\.0)*$/.test(written)) return '2.0';
  if (written === '3') return '3.0';
  const minor = /^3\.([012])(?:\.\d+)?(?:-[\w.]+)?$/.exec(written)?.[1];
  return minor === undefined ? undefined : minor === '0' ? '3.0' : minor === '1' ? '3.1' : '3.2';
}

function fullVersion(written: string): string {
  return /^\d$/.test(written) ? `${written}.0.0` : /^\d\.\d$/.test(written) ? `${written}.0` : written;
}

/** Other formats, by a key that only they have. */
const others: readonly (readonly [key: string, name: string])[] = [
  ['asyncapi', 'an AsyncAPI document'],
  ['arazzo', 'an Arazzo document'],
  ['overlay', 'an OpenAPI overlay: give it with `--overlay`'],
  ['swaggerVersion', 'a Swagger 1 document'],
  ['$schema', 'a JSON Schema'],
  ['configVersion', 'a configuration file: give it with `--config`'],
  ['resources', 'another kind of file'],
];

function missing(value: { readonly [key: string]: Json }, fail: Fail): undefined {
  const keys = Object.keys(value);
  const near = keys.find((key) => suggest(key, ['openapi', 'swagger']) !== undefined);
  if (near !== undefined) {
    const meant = suggest(near, ['openapi', 'swagger']) ?? 'openapi';
    return fail(
      near,
      'version-missing',
      `There is no "openapi" at the top, but "${near}".`,
      `Did you mean "${meant}"?`,
    );
  }
  const other = others.find(([key]) => own(value, key) !== undefined);
  if (other !== undefined) return fail(other[0], 'document-not-openapi', `This is ${other[1]}.`);
  if (own(own(value, 'info'), '_postman_id') !== undefined) {
    return fail('info', 'document-not-openapi', 'This is a Postman collection.', 'Export it as OpenAPI.');
  }
  if (own(value, 'paths') === undefined && own(value, 'components') === undefined) {
    return fail(
      '',
      'document-not-openapi',
      'There is neither "openapi" nor "swagger" at the top of this file.',
    );
  }
  return fail('', 'version-missing', 'There is neither "openapi" nor "swagger" at the top of the document.');
}
