/** Gives every declaration its name, module and exporting package. */
import { className } from '../names.ts';
import type { Declaration } from '../types.ts';
import type { Builder, Draft } from './builder.ts';
import type { ErrorDraft } from './errors.ts';
import { layerFolders } from './layers.ts';
import { asksFor, join, type Layer, type Root, type Step } from './place.ts';
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
  for (const draft of errors) request('errors', { key: errorKey(draft), asks: draft.asks, rank: 0 });
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
  const { place, suffix, suffixed } = draft;
  const side = sideSuffix(draft, builder.sides, builder);
  const asks = (draft.asks ?? asksFor(place, draft.title)).map((ask) => withSide(ask, side));
  return {
    key: draft.key,
    asks,
    rank: rankOf(draft),
    ...(suffix !== undefined && { suffix }),
    ...(suffixed && { suffixed }),
  };
}

/** Components, then what operations name, then what stands inside components, then inside operations. */
function rankOf({ asks, place }: Draft): number {
  if (place.root.role === 'operation') return asks || place.steps.every(isNameless) ? 1 : 3;
  if (!place.steps.every(isNameless)) return 2;
  return place.root.role === 'schema' ? 0 : 1;
}

function isNameless(step: Step): boolean {
  return step.role === true || (step.text === '' && step.tag === undefined && step.alike === undefined);
}

function withSide(name: string, side: string): string {
  return fold(name).endsWith(fold(side)) ? name : `${name}${side}`;
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
