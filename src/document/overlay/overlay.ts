/** Overlays as values: https://spec.openapis.org/overlay/v1.0.0 */
import type { Problem, ProblemSink } from '../../diagnostics/problem.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { isArray, isObject, kindOf, own } from '../json.ts';
import { parsePath } from '../json-path/parse.ts';
import type { Query } from '../json-path/syntax.ts';
import { escapeStep } from '../pointer.ts';
import { problemAt, type SourceText } from '../source.ts';
import type { Json } from '../types.ts';

export interface Overlay {
  readonly file: SourceText;
  readonly actions: readonly Action[];
}

export interface Action {
  /** Where it stands in the overlay: `/actions/0`. */
  readonly pointer: string;
  readonly target: Query;
  readonly change:
    | { readonly kind: 'remove' }
    | { readonly kind: 'update'; readonly value: Json }
    /** Overlay 1.1: what another place of the document holds. */
    | { readonly kind: 'copy'; readonly from: Query };
}

type Fail = (pointer: string, code: Problem['code'], message: string, fix?: string) => undefined;

/** Reads an overlay; `undefined`, with problems, where it is not valid. */
export function readOverlay(file: SourceText, value: Json, sink: ProblemSink): Overlay | undefined {
  const written = { file, origins: new Map<string, never>() };
  let valid = true;
  const tell = (
    pointer: string,
    code: Problem['code'],
    severity: Problem['severity'],
    message: string,
    fix?: string,
  ) => {
    sink.report(problemAt(written, pointer, code, severity, message, fix));
  };
  const fail: Fail = (pointer, code, message, fix) => {
    valid = false;
    tell(pointer, code, 'error', message, fix);
    return undefined;
  };
  if (!isObject(value))
    return fail('', 'overlay-invalid', `An overlay is an object, and this is ${kindOf(value)}.`);
  checkVersion(value, fail);
  const list = own(value, 'actions');
  if (!isArray(list)) {
    const message =
      list === undefined ? 'The overlay has no "actions".' : `"actions" is ${kindOf(list)}, and not a list.`;
    return fail(list === undefined ? '' : '/actions', 'overlay-invalid', message);
  }
  const actions = list.flatMap((action, index) => {
    const read = readAction(action, `/actions/${index}`, fail);
    if (read === 'nothing')
      tell(
        `/actions/${index}`,
        'overlay-unmatched',
        'warning',
        'The action has neither "update" nor "remove".',
      );
    return read === undefined || read === 'nothing' ? [] : [read];
  });
  return valid ? { file, actions } : undefined;
}

function checkVersion(value: Json, fail: Fail): void {
  const version = own(value, 'overlay');
  if (version === undefined) {
    const isDocument = own(value, 'openapi') !== undefined || own(value, 'swagger') !== undefined;
    const message = isDocument
      ? 'This is an OpenAPI document, and not an overlay.'
      : 'The overlay does not say "overlay: 1.0.0".';
    fail('', 'overlay-invalid', message);
  } else if (!/^1(?:\.|$)/.test(String(version))) {
    fail(
      '/overlay',
      'overlay-invalid',
      `Version ${JSON.stringify(version).slice(0, 20)} of overlays is not supported.`,
      'Write `overlay: 1.0.0`.',
    );
  }
}

const actionKeys = ['target', 'description', 'update', 'remove', 'copy'];

function readAction(action: Json, pointer: string, fail: Fail): Action | 'nothing' | undefined {
  if (!isObject(action))
    return fail(pointer, 'overlay-invalid', `The action is ${kindOf(action)}, and not an object.`);
  for (const key of Object.keys(action)) {
    if (actionKeys.includes(key) || key.startsWith('x-')) continue;
    const meant = suggest(key, actionKeys);
    const fix = meant === undefined ? undefined : `Did you mean "${meant}"?`;
    fail(`${pointer}/${escapeStep(key)}`, 'overlay-invalid', `An action has no "${key}".`, fix);
  }
  const target = readPath(own(action, 'target'), `${pointer}/target`, pointer, fail);
  const remove = own(action, 'remove') ?? false;
  if (typeof remove !== 'boolean')
    return fail(`${pointer}/remove`, 'overlay-invalid', '"remove" is neither true nor false.');
  if (target === undefined) return undefined;
  if (remove) return { pointer, target, change: { kind: 'remove' } };
  const update = own(action, 'update');
  if (update !== undefined) return { pointer, target, change: { kind: 'update', value: update } };
  const copy = own(action, 'copy');
  if (copy === undefined) return 'nothing';
  const from = readPath(copy, `${pointer}/copy`, pointer, fail);
  return from === undefined ? undefined : { pointer, target, change: { kind: 'copy', from } };
}

function readPath(text: Json | undefined, pointer: string, action: string, fail: Fail): Query | undefined {
  if (text === undefined) return fail(action, 'overlay-invalid', 'The action has no "target".');
  if (typeof text !== 'string')
    return fail(pointer, 'overlay-invalid', `The target is ${kindOf(text)}, and not text.`);
  const parsed = parsePath(text);
  if (parsed.kind === 'query') return parsed.query;
  return fail(pointer, 'overlay-target', `${parsed.message} (At character ${parsed.at + 1} of the target.)`);
}
