/** Gives every declaration its name, module and exporting package. */
import { className } from '../names.ts';
import type { Declaration } from '../types.ts';
import type { Builder, Draft } from './builder.ts';
import type { ErrorDraft } from './errors.ts';
import { layerFolders } from './layers.ts';
import { asksFor, join, type Layer, type Root } from './place.ts';
import { fold, type Request, settleNames } from './settle.ts';
import type { Sides } from './sides.ts';

/** Names all drafts; the declarations in the order of their names' modules. */
export function nameEverything(builder: Builder, errors: readonly ErrorDraft[]): readonly Declaration[] {
  const folders = layerFolders(builder.config);
  const scopes = new Map<string, Request[]>();
  const request = (layer: Layer, one: Request): void => {
    const list = scopes.get(folders[layer]);
    if (list) list.push(one);
    else scopes.set(folders[layer], [one]);
  };
  for (const draft of builder.drafts) request(layerOf(draft), draftRequest(draft, builder));
  for (const draft of errors)
    request('errors', { key: errorKey(draft), asks: draft.asks, rank: 0, yields: false });
  const names = new Map<string, string>();
  for (const [folder, requests] of scopes) {
    const taken = folder === folders.errors ? fixedErrors(builder) : [];
    for (const [key, name] of settleNames(requests, new Set(taken))) names.set(key, name);
  }
  const twin = builder.config.python.inputTypedDictSuffix;
  const modules = rootModules(builder.drafts, names);
  for (const draft of builder.drafts) {
    const { decl } = draft;
    const folder = folders[layerOf(draft)];
    decl.name = names.get(draft.key) ?? 'Unknown';
    decl.module = `${folder}.${moduleOf(draft.place.root, modules)}`;
    decl.exportedBy = folder;
    if (decl.kind === 'class') decl.twin = `${decl.name}${twin}`;
    if (decl.kind === 'alias') finishAlias(decl, twin);
  }
  for (const draft of errors)
    finishError(draft, names.get(errorKey(draft)) ?? 'UnknownError', folders.errors);
  return [...builder.drafts.map(({ decl }) => decl), ...errors.map(({ decl }) => decl)];
}

function finishAlias(decl: Draft['decl'] & { kind: 'alias' }, twin: string): void {
  decl.twin = `${decl.name}${twin}`;
  if (decl.unknown !== undefined) decl.unknown = `Unknown${decl.name}`;
}

function finishError({ decl, module }: ErrorDraft, name: string, folder: string): void {
  Object.assign(decl, { name, module: `${folder}.${module}`, exportedBy: folder });
  Object.assign(decl.data, { name: `${name}Data`, module: decl.module, exportedBy: folder });
}

function errorKey(draft: ErrorDraft): string {
  return `error:${draft.key}`;
}

function fixedErrors(builder: Builder): readonly string[] {
  const { baseErrorName, defaultErrorName } = builder.config.python;
  return [baseErrorName, defaultErrorName, 'NoResponseError', 'ResponseValidationError'];
}

function layerOf({ place }: Draft): Layer {
  return place.root.layer === 'errors' ? 'shared' : place.root.layer;
}

function draftRequest(draft: Draft, builder: Builder): Request {
  const atRoot = draft.place.steps.every((step) => step.text === '' && step.tag === undefined);
  const component = draft.place.root.role === 'schema';
  const side = sideSuffix(draft, builder.sides, builder);
  const asks = (draft.asks ?? asksFor(draft.place, titled(draft))).map((ask) => withSide(ask, side));
  return {
    key: draft.key,
    asks,
    rank: draft.asks || atRoot ? (component ? 0 : 1) : 2,
    yields: draft.union && asks.length > 1,
  };
}

function titled(draft: Draft): { title?: string; suffix?: string } {
  return {
    ...(draft.title !== undefined && { title: draft.title }),
    ...(draft.union && { suffix: 'union' }),
  };
}

function withSide(name: string, side: string): string {
  if (side === '' || fold(name).endsWith(fold(side))) return name;
  return name.endsWith('Union') ? `${name.slice(0, -'Union'.length)}${side}Union` : `${name}${side}`;
}

/** Models that differ between the sides say which one they are. */
function sideSuffix({ variant, decl, place }: Draft, sides: Sides, { config }: Builder): string {
  const id = decl.schema?.id;
  if (id === undefined || variant === 'both' || place.root.role === 'operation') return '';
  if (variant === 'input' && sides.readOnly.has(id)) return className(config.python.inputModelSuffix);
  if (variant === 'output' && sides.writeOnly.has(id)) return className(config.python.outputModelSuffix);
  return '';
}

// --- Modules --------------------------------------------------------------------------------------------

/** A component's module, with the suffix that its class got: `inputhttp_input`, `tlssettings_union`. */
function rootModules(
  drafts: readonly Draft[],
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  for (const draft of drafts) {
    const { root, steps } = draft.place;
    if (steps.length > 0 || root.role === 'operation' || root.home) continue;
    modules.set(draft.place.root.key, suffixed(root, names.get(draft.key) ?? ''));
  }
  return modules;
}

function moduleOf(root: Root, modules: ReadonlyMap<string, string>): string {
  return root.home ? moduleOf(root.home, modules) : (modules.get(root.key) ?? root.module);
}

function suffixed(root: Root, name: string): string {
  const rest = name.slice(join(root.name).length);
  const words = rest.match(/Request(?:Body)|[A-Z][a-z]+|\d+/g) ?? [];
  return [root.module, ...words.map((word) => word.toLowerCase())].join('_');
}
