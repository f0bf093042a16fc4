/** Applies an overlay to the value of a document. */
import { isArray, isObject, type MutableObject, own, put } from '../json.ts';
import { evaluatePath, type Match } from '../json-path/evaluate.ts';
import { escapeStep, longestKnown, pointerSteps } from '../pointer.ts';
import type { Origin, SourceText } from '../source.ts';
import type { Json } from '../types.ts';
import type { Action, Overlay } from './overlay.ts';

/** A document in the course of being changed. */
export interface Overlaid {
  readonly file: SourceText;
  value: Json;
  /** What was not written at its pointer in `file`. */
  readonly origins: Map<string, Origin>;
}

/** A copy that overlays may change: nothing in it is shared, as it is where YAML has aliases. */
export function overlaid(file: SourceText, value: Json): Overlaid {
  return { file, value: copyOf(value), origins: new Map() };
}

/** Applies all actions, and gives those whose target nothing matches. */
export function applyOverlay(document: Overlaid, overlay: Overlay): readonly Action[] {
  return overlay.actions.filter((action) => !applyAction(document, overlay.file, action));
}

function applyAction(document: Overlaid, file: SourceText, action: Action): boolean {
  const matches = evaluatePath(action.target, document.value);
  const { change } = action;
  switch (change.kind) {
    case 'remove':
      // From the end, so that the indexes of what is still to be removed stay right.
      for (const { pointer } of [...matches].sort(fromTheEnd)) remove(document, pointer);
      break;
    case 'update':
      for (const match of matches) {
        update(document, match, change.value, { file, pointer: `${action.pointer}/update` });
      }
      break;
    case 'copy': {
      const [source] = evaluatePath(change.from, document.value);
      if (source === undefined) return false;
      const origin = originAt(document, source.pointer);
      for (const match of matches) update(document, match, source.value, origin);
      break;
    }
  }
  return matches.length > 0;
}

function fromTheEnd(left: Match, right: Match): number {
  const before = pointerSteps(left.pointer);
  const after = pointerSteps(right.pointer);
  const index = before.findIndex((step, at) => step !== after[at]);
  const difference = Number(after[index]) - Number(before[index]);
  return index === -1 ? after.length - before.length : Number.isNaN(difference) ? 0 : difference;
}

function originAt(document: Overlaid, pointer: string): Origin {
  const known = longestKnown(pointer, document.origins);
  if (known === undefined) return { file: document.file, pointer };
  return { file: known.known.file, pointer: known.known.pointer + known.rest };
}

/** An object is merged, a list gets one more element (or those of a list), anything else is replaced. */
function update(document: Overlaid, { value, pointer }: Match, change: Json, origin: Origin): void {
  if (isArray(value)) append(document, value as Json[], pointer, change, origin);
  else if (isObject(value) && isObject(change))
    merge(document, value as MutableObject, pointer, change, origin);
  else replace(document, pointer, change, origin);
}

function merge(
  document: Overlaid,
  target: MutableObject,
  pointer: string,
  change: Json,
  origin: Origin,
): void {
  if (!isObject(change)) return;
  for (const [key, member] of Object.entries(change)) {
    const step = escapeStep(key);
    const at = `${pointer}/${step}`;
    const from = { file: origin.file, pointer: `${origin.pointer}/${step}` };
    const before = own(target, key);
    if (isObject(before) && isObject(member)) merge(document, before as MutableObject, at, member, from);
    else if (isArray(before) && isArray(member)) append(document, before as Json[], at, member, from);
    else {
      forget(document, at);
      put(target, key, copyOf(member));
      document.origins.set(at, from);
    }
  }
}

function append(document: Overlaid, target: Json[], pointer: string, change: Json, origin: Origin): void {
  const elements: readonly Json[] = isArray(change) ? change : [change];
  for (const [index, element] of elements.entries()) {
    const from = isArray(change) ? { file: origin.file, pointer: `${origin.pointer}/${index}` } : origin;
    document.origins.set(`${pointer}/${target.length}`, from);
    target.push(copyOf(element));
  }
}

function replace(document: Overlaid, pointer: string, change: Json, origin: Origin): void {
  const holder = holderOf(document, pointer);
  forget(document, pointer);
  document.origins.set(pointer, origin);
  if (holder === undefined) document.value = copyOf(change);
  else if (isArray(holder.value)) (holder.value as Json[])[Number(holder.step)] = copyOf(change);
  else put(holder.value as MutableObject, holder.step, copyOf(change));
}

function remove(document: Overlaid, pointer: string): void {
  const holder = holderOf(document, pointer);
  if (holder === undefined) return;
  const { value, step } = holder;
  if (!isArray(value)) {
    forget(document, pointer);
    delete (value as MutableObject)[step];
    return;
  }
  const list = pointer.slice(0, pointer.lastIndexOf('/'));
  const origins = value.map((_, index) => originAt(document, `${list}/${index}`));
  const inner = value.map((_, index) => originsBelow(document, `${list}/${index}`));
  origins.splice(Number(step), 1);
  inner.splice(Number(step), 1);
  (value as Json[]).splice(Number(step), 1);
  forget(document, `${list}/${origins.length}`);
  for (const [index, origin] of origins.entries()) {
    forget(document, `${list}/${index}`);
    document.origins.set(`${list}/${index}`, origin);
    for (const [rest, from] of inner[index] ?? []) document.origins.set(`${list}/${index}${rest}`, from);
  }
}

function originsBelow(document: Overlaid, pointer: string): readonly (readonly [string, Origin])[] {
  return [...document.origins]
    .filter(([known]) => known.startsWith(`${pointer}/`))
    .map(([known, origin]) => [known.slice(pointer.length), origin] as const);
}

/** What was noted of a value that is no longer there. */
function forget(document: Overlaid, pointer: string): void {
  for (const known of document.origins.keys()) {
    if (known === pointer || known.startsWith(`${pointer}/`)) document.origins.delete(known);
  }
}

function holderOf(
  document: Overlaid,
  pointer: string,
): { readonly value: Json; readonly step: string } | undefined {
  const steps = pointerSteps(pointer);
  const step = steps.at(-1);
  if (step === undefined) return undefined;
  let value: Json = document.value;
  for (const outer of steps.slice(0, -1)) {
    const next = isArray(value) ? value[Number(outer)] : own(value, outer);
    if (next === undefined) return undefined;
    value = next;
  }
  return isArray(value) || isObject(value) ? { value, step } : undefined;
}

function copyOf(value: Json): Json {
  if (isArray(value)) return value.map(copyOf);
  if (!isObject(value)) return value;
  const copy: MutableObject = {};
  for (const [key, member] of Object.entries(value)) put(copy, key, copyOf(member));
  return copy;
}
