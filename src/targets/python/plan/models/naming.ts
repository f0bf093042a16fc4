/** Gives every declaration its name, module and exporting package. */
import { className } from '../names.ts';
import type { Declaration } from '../types.ts';
import type { Builder, Draft } from './builder.ts';
import type { ErrorDraft } from './errors.ts';
import { layerFolders } from './layers.ts';
import { placeModules } from './modules.ts';
import { type Ask, type Asks, asksFor, type Layer, type Place, placeKey, type Step } from './place.ts';
import { fold, type Request, type Settled, settleNames } from './settle.ts';

/** A draft with the name that it got. */
export interface Named {
  readonly draft: Draft;
  readonly asks: readonly Ask[];
  readonly settled: Settled;
}

/** Names all drafts, and places them in modules. */
export function nameEverything(builder: Builder, errors: readonly ErrorDraft[]): readonly Declaration[] {
  const folders = layerFolders(builder.config);
  const scopes = new Map<string, Request[]>();
  const ask = (layer: Layer, one: Request): Request => {
    const list = scopes.get(folders[layer]);
    if (list) list.push(one);
    else scopes.set(folders[layer], [one]);
    return one;
  };
  const requests = builder.drafts.map((draft) =>
    ask(draft.place.root.layer, new DraftRequest(draft, asksOf(draft, builder))),
  );
  const errorRequests = errors.map(({ key, asks }) => ask('errors', { key: `error:${key}`, asks, rank: 0 }));
  const settled = new Map<Request, Settled>();
  for (const [folder, all] of scopes) {
    const taken = folder === folders.errors ? fixedErrors(builder) : [];
    settleNames(all, new Set(taken)).forEach((one, request) => void settled.set(request, one));
  }
  const named = builder.drafts.map((draft, index) => namedAs(draft, requests[index], settled));
  const derive = deriver(named, folders);
  nameDrafts(named, folders, derive, builder.config.python.inputTypedDictSuffix);
  const errorNames = errorRequests.map((request) => settled.get(request)?.name ?? 'UnknownError');
  const taken = new Set([...errorNames, ...fixedErrors(builder)].map(fold));
  for (const [index, draft] of errors.entries()) {
    finishError(draft, errorNames[index] ?? 'UnknownError', folders.errors, (name) => {
      const data = taken.has(fold(`${name}Data`)) ? `${name}ErrorData` : `${name}Data`;
      return folders.errors === folders.shared ? derive(folders.errors, data) : data;
    });
  }
  return [...builder.drafts.map(({ decl }) => decl), ...errors.map(({ decl }) => decl)];
}

function namedAs(draft: Draft, request: Request | undefined, settled: ReadonlyMap<Request, Settled>): Named {
  const name = request && settled.get(request);
  if (!name) throw new Error(`a declaration without a name: ${keyOf(draft)}`);
  return { draft, asks: request.asks, settled: name };
}

type Folders = Readonly<Record<Layer, string>>;
type Derive = (folder: string, name: string) => string;

function nameDrafts(named: readonly Named[], folders: Folders, derive: Derive, twin: string): void {
  const modules = placeModules(named);
  named.forEach((one) => {
    const { decl, place } = one.draft;
    const folder = packageOf(place, folders);
    decl.name = one.settled.name;
    decl.module = `${folder}.${modules.get(one) ?? place.root.module}`;
    decl.exportedBy = folder;
    if (decl.kind === 'enum') return;
    decl.twin = derive(folder, `${decl.name}${twin}`);
    if (decl.kind === 'alias' && decl.unknown !== undefined) {
      decl.unknown = derive(folder, `Unknown${decl.name}`);
    }
  });
}

/** The package that exports what stands at a place. */
function packageOf({ root }: Place, folders: Folders): string {
  if (root.package !== undefined) return root.package;
  const outer = root.home ? packageOf(root.home, folders) : folders[root.layer];
  return root.namespace === undefined || root.home ? outer : `${outer}.${root.namespace}`;
}

/** Names that follow from others, kept away from what the document names itself. */
function deriver(named: readonly Named[], folders: Folders): Derive {
  const used = new Map<string, Set<string>>();
  const usedIn = (folder: string): Set<string> => {
    const known = used.get(folder);
    if (known) return known;
    const fresh = new Set<string>();
    used.set(folder, fresh);
    return fresh;
  };
  named.forEach(({ draft, settled }) => {
    usedIn(folders[draft.place.root.layer]).add(fold(settled.name));
  });
  return (folder, name) => {
    const names = usedIn(folder);
    let free = name;
    let folded = fold(name);
    for (let count = 1; names.has(folded); count++) {
      free = `${name}${count}`;
      folded = fold(free);
    }
    names.add(folded);
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

function fixedErrors(builder: Builder): readonly string[] {
  const { baseErrorName, defaultErrorName } = builder.config.python;
  return [baseErrorName, defaultErrorName, 'NoResponseError', 'ResponseValidationError'];
}

/** What a draft asks for. Its key and family are long texts, made only for those that others want the same as. */
class DraftRequest implements Request {
  readonly draft: Draft;
  readonly asks: readonly Ask[];
  readonly earnest: number;
  readonly rank: number;
  readonly suffix: string | undefined;
  readonly suffixed: boolean | undefined;

  constructor(draft: Draft, { asks, lastResort }: Asks) {
    this.draft = draft;
    this.asks = lastResort.length > 0 ? [...asks, ...lastResort] : asks;
    this.earnest = asks.length;
    this.rank = rankOf(draft);
    this.suffix = draft.suffix;
    this.suffixed = draft.suffixed;
  }

  get key(): string {
    return keyOf(this.draft);
  }

  get family(): string {
    return familyOf(this.draft);
  }
}

function keyOf({ place, ending }: Draft): string {
  return `${placeKey(place)}${ending}`;
}

function asksOf(draft: Draft, builder: Builder): Asks {
  if (draft.asks) return { asks: draft.asks, lastResort: [] };
  return asksFor(draft.place, draft.title, sideSuffix(draft, builder));
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
