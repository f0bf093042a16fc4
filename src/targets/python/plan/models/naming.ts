/** Gives every declaration its name, module and exporting package. */
import { className } from '../names.ts';
import type { Declaration } from '../types.ts';
import type { Builder, Draft } from './builder.ts';
import type { ErrorDraft } from './errors.ts';
import { layerFolders } from './layers.ts';
import { placeModules } from './modules.ts';
import { type Ask, type Asks, asksFor, type Layer, type Place, placeKey, type Step } from './place.ts';
import { fold, type Request, type Settled, settleNames } from './settle.ts';

/** A draft with the names that it asks for. */
export interface Candidate {
  readonly draft: Draft;
  readonly asks: readonly Ask[];
}

/** Names all drafts, and places them in modules. */
export function nameEverything(builder: Builder, errors: readonly ErrorDraft[]): readonly Declaration[] {
  const folders = layerFolders(builder.config);
  const candidates = new Map<string, Candidate>();
  const scopes = new Map<string, Request[]>();
  const request = (layer: Layer, one: Request): void => {
    const list = scopes.get(folders[layer]);
    if (list) list.push(one);
    else scopes.set(folders[layer], [one]);
  };
  for (const draft of builder.drafts) {
    const found = asksOf(draft, builder);
    const asks = [...found.asks, ...found.lastResort];
    candidates.set(draft.key, { draft, asks });
    request(draft.place.root.layer, draftRequest(draft, asks, found.asks.length));
  }
  for (const draft of errors) request('errors', { key: errorKey(draft), asks: draft.asks, rank: 0 });
  const settled = new Map<string, Settled>();
  for (const [folder, requests] of scopes) {
    const taken = folder === folders.errors ? fixedErrors(builder) : [];
    for (const [key, one] of settleNames(requests, new Set(taken))) settled.set(key, one);
  }
  const modules = placeModules(candidates, settled);
  const twin = builder.config.python.inputTypedDictSuffix;
  const derive = deriver(settled, builder.drafts, folders);
  for (const { key, decl, place } of builder.drafts) {
    const folder = packageOf(place, folders);
    decl.name = settled.get(key)?.name ?? 'Unknown';
    decl.module = `${folder}.${modules.get(key) ?? place.root.module}`;
    decl.exportedBy = folder;
    if (decl.kind === 'enum') continue;
    decl.twin = derive(folder, `${decl.name}${twin}`);
    if (decl.kind === 'alias' && decl.unknown !== undefined) {
      decl.unknown = derive(folder, `Unknown${decl.name}`);
    }
  }
  const errorNames = errors.map((draft) => settled.get(errorKey(draft))?.name ?? 'UnknownError');
  const taken = new Set([...errorNames, ...fixedErrors(builder)].map(fold));
  for (const [index, draft] of errors.entries()) {
    finishError(draft, errorNames[index] ?? 'UnknownError', folders.errors, (name) => {
      const data = taken.has(fold(`${name}Data`)) ? `${name}ErrorData` : `${name}Data`;
      return folders.errors === folders.shared ? derive(folders.errors, data) : data;
    });
  }
  return [...builder.drafts.map(({ decl }) => decl), ...errors.map(({ decl }) => decl)];
}

/** The package that exports what stands at a place. */
function packageOf({ root }: Place, folders: Readonly<Record<Layer, string>>): string {
  if (root.package !== undefined) return root.package;
  const outer = root.home ? packageOf(root.home, folders) : folders[root.layer];
  return root.namespace === undefined || root.home ? outer : `${outer}.${root.namespace}`;
}

/** Names that follow from others, kept away from what the document names itself. */
function deriver(
  settled: ReadonlyMap<string, Settled>,
  drafts: readonly Draft[],
  folders: Readonly<Record<Layer, string>>,
): (folder: string, name: string) => string {
  const used = new Set(
    drafts.map(({ key, place }) => fold(`${folders[place.root.layer]}.${settled.get(key)?.name ?? ''}`)),
  );
  return (folder, name) => {
    let free = name;
    let folded = fold(`${folder}.${free}`);
    for (let count = 1; used.has(folded); count++) {
      free = `${name}${count}`;
      folded = fold(`${folder}.${free}`);
    }
    used.add(folded);
    return free;
  };
}

function finishError(
  { decl, module }: ErrorDraft,
  name: string,
  folder: string,
  dataName: (name: string) => string,
): void {
  Object.assign(decl, { name, module: `${folder}.${module}`, exportedBy: folder });
  Object.assign(decl.data, { name: dataName(name), module: decl.module, exportedBy: folder });
}

function errorKey(draft: ErrorDraft): string {
  return `error:${draft.key}`;
}

function fixedErrors(builder: Builder): readonly string[] {
  const { baseErrorName, defaultErrorName } = builder.config.python;
  return [baseErrorName, defaultErrorName, 'NoResponseError', 'ResponseValidationError'];
}

function asksOf(draft: Draft, builder: Builder): Asks {
  if (draft.asks) return { asks: draft.asks, lastResort: [] };
  return asksFor(draft.place, draft.title, sideSuffix(draft, builder));
}

function draftRequest(draft: Draft, asks: readonly Ask[], earnest: number): Request {
  const { suffix, suffixed } = draft;
  return {
    key: draft.key,
    asks,
    earnest,
    rank: rankOf(draft),
    ...(suffix !== undefined && { suffix }),
    ...(suffixed && { suffixed }),
    family: familyOf(draft),
  };
}

/** The place of the union that something is a member of; of the union itself its own. */
function familyOf({ place, suffix }: Draft): string {
  const { root, steps } = place;
  const isMember = suffix !== 'Union' && steps.at(-1)?.key.startsWith('members/') === true;
  return placeKey(isMember ? { root, steps: steps.slice(0, -1) } : place);
}

/** Components, then what operations name, then what stands inside components, then inside operations. */
function rankOf({ asks, place, variant }: Draft): number {
  if (place.root.role === 'operation') return asks || place.steps.every(isNameless) ? 1 : 3;
  if (!place.steps.every(isNameless)) return variant === 'input' ? 2.5 : 2;
  return place.root.role === 'schema' ? 0 : 1;
}

function isNameless(step: Step): boolean {
  return step.role === true || (step.text === '' && step.tag === undefined && step.alike === undefined);
}

/** Models that differ between the sides say which one they are. */
function sideSuffix({ variant, decl }: Draft, { config, sides }: Builder): string {
  const id = decl.schema?.id;
  if (id === undefined || variant === 'both') return '';
  if (variant === 'input' && sides.readOnly.has(id)) return className(config.python.inputModelSuffix);
  if (variant === 'output' && sides.writeOnly.has(id)) return className(config.python.outputModelSuffix);
  return '';
}
