/** What one SDK's surface does to the users of another. */
import type { Member, MethodSurface, ModelSurface, Named, Surface } from './surface.ts';

export type Level = 'breaking' | 'additive' | 'cosmetic';

export interface Difference {
  readonly level: Level;
  /** Python name: `things.get`, `models.Thing`, or the client's class. */
  readonly name: string;
  /** `GET /things/{thingId}`, where it is an operation's. */
  readonly request?: string;
  /** One sentence. */
  readonly message: string;
}

type Report = (level: Level, message: string) => void;

/** Differences in the order of the new SDK, what is gone at the end of its kind. */
export function compareSurfaces(before: Surface, after: Surface): readonly Difference[] {
  const found: Difference[] = [];
  const reportOn =
    (name: string, request?: string): Report =>
    (level, message) =>
      void found.push({ level, name, ...(request !== undefined && { request }), message });
  const client = reportOn(after.client);
  if (before.client !== after.client)
    client('breaking', `The class \`${before.client}\` is called \`${after.client}\` now.`);
  if (before.module !== after.module)
    client('breaking', `The package \`${before.module}\` is called \`${after.module}\` now.`);
  compareArguments(before.constructor, after.constructor, client);
  compareMethods(before, after, reportOn);
  compareModels(before, after, reportOn);
  return found;
}

type ReportOn = (name: string, request?: string) => Report;

function compareMethods(before: Surface, after: Surface, reportOn: ReportOn): void {
  const known = new Map(before.methods);
  const now = new Map(after.methods);
  const renamed = renames(known, now);
  for (const [name, method] of now) {
    const report = reportOn(name, method.request);
    const oldName = renamed.get(name) ?? name;
    const old = known.get(oldName);
    if (oldName !== name) report('breaking', `\`${oldName}\` is called \`${name}\` now.`);
    if (old === undefined) report('additive', 'The method is new.');
    else compareMethod(old, method, report);
  }
  const kept = new Set(renamed.values());
  for (const [name, method] of known) {
    if (!now.has(name) && !kept.has(name)) reportOn(name, method.request)('breaking', 'The method is gone.');
  }
}

/** New names to old ones of methods that make the same request. */
function renames(
  before: ReadonlyMap<string, MethodSurface>,
  after: ReadonlyMap<string, MethodSurface>,
): ReadonlyMap<string, string> {
  const gone = [...before].filter(([name]) => !after.has(name));
  const found = new Map<string, string>();
  for (const [name, { request }] of after) {
    if (before.has(name)) continue;
    const taken = new Set(found.values());
    const same = gone.find(([old, method]) => method.request === request && !taken.has(old));
    if (same !== undefined) found.set(name, same[0]);
  }
  return found;
}

function compareMethod(before: MethodSurface, after: MethodSurface, report: Report): void {
  compareArguments(before.members, after.members, report);
  if (before.result !== after.result) {
    const level = before.result === 'None' ? 'additive' : 'breaking';
    report(level, `It returns \`${after.result}\` in place of \`${before.result}\`.`);
  }
  for (const error of after.errors.filter((name) => !before.errors.includes(name)))
    report('additive', `It raises \`${error}\` too.`);
  for (const error of before.errors.filter((name) => !after.errors.includes(name)))
    report('breaking', `It does not raise \`${error}\` any more.`);
  if (before.request !== after.request)
    report('cosmetic', `It sends ${after.request} in place of ${before.request}.`);
  if (!before.deprecated && after.deprecated) report('cosmetic', 'It is deprecated.');
  if (before.deprecated && !after.deprecated) report('cosmetic', 'It is not deprecated any more.');
  if (before.doc !== after.doc) report('cosmetic', 'Its description changed.');
}

function compareArguments(before: Named<Member>, after: Named<Member>, report: Report): void {
  const known = new Map(before);
  const now = new Map(after);
  for (const [name, member] of now) {
    const old = known.get(name);
    if (old === undefined) {
      if (member.required) report('breaking', `The argument \`${name}\` is new and required.`);
      else report('additive', `The argument \`${name}\` is new.`);
      continue;
    }
    if (!old.required && member.required) report('breaking', `The argument \`${name}\` is required now.`);
    if (old.required && !member.required) report('additive', `The argument \`${name}\` is optional now.`);
    if (old.position !== undefined && old.position !== member.position)
      report('breaking', `The argument \`${name}\` is not at the same position any more.`);
    if (old.type !== member.type) {
      const level = takes(member.type, old.type) ? 'additive' : 'breaking';
      report(level, `The argument \`${name}\` is \`${member.type}\` in place of \`${old.type}\`.`);
    }
    if (old.doc !== member.doc) report('cosmetic', `The description of the argument \`${name}\` changed.`);
  }
  for (const name of known.keys())
    if (!now.has(name)) report('breaking', `The argument \`${name}\` is gone.`);
}

/** Whether whoever gives the narrow type may go on doing so. */
function takes(wide: string, narrow: string): boolean {
  if (wide === 'Any' || wide === narrow || wide === `Nullable[${narrow}]`) return true;
  if (wide === 'float' && narrow === 'int') return true;
  if (wide === 'str' && /^Literal\["/.test(narrow)) return true;
  const members = membersOf(wide);
  const wanted = membersOf(narrow);
  return members.length > 1 && wanted.every((member) => members.includes(member));
}

/** `Union[A, Dict[str, B]]` → `A`, `Dict[str, B]`. */
function membersOf(type: string): readonly string[] {
  const inner = /^(?:Union|Literal)\[(.*)\]$/.exec(type)?.[1];
  if (inner === undefined) return [type];
  const members: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < inner.length; at += 1) {
    const character = inner[at];
    if (character === '[') depth += 1;
    if (character === ']') depth -= 1;
    if (character === ',' && depth === 0) {
      members.push(inner.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...members, inner.slice(start).trim()];
}

function compareModels(before: Surface, after: Surface, reportOn: ReportOn): void {
  const known = new Map(before.models);
  const now = new Map(after.models);
  for (const [name, model] of now) {
    const report = reportOn(name);
    const old = known.get(name);
    if (old === undefined) report('additive', `The ${model.kind} is new.`);
    else if (old.kind !== model.kind)
      report('breaking', `It is ${article(model.kind)} in place of ${article(old.kind)}.`);
    else compareModel(old, model, report);
  }
  for (const [name, model] of known)
    if (!now.has(name)) reportOn(name)('breaking', `The ${model.kind} is gone.`);
}

function article(kind: ModelSurface['kind']): string {
  return kind === 'enum' || kind === 'error' ? `an ${kind}` : `a ${kind}`;
}

const memberWords: Readonly<Record<ModelSurface['kind'], string>> = {
  class: 'field',
  error: 'field',
  enum: 'value',
  union: 'member',
};

function compareModel(before: ModelSurface, after: ModelSurface, report: Report): void {
  const word = memberWords[after.kind];
  const known = new Map(before.members);
  const now = new Map(after.members);
  for (const [name, member] of now) {
    const old = known.get(name);
    if (old === undefined) {
      const asks = member.required && before.given;
      report(asks ? 'breaking' : 'additive', `The ${word} \`${name}\` is new${asks ? ' and required' : ''}.`);
    } else compareField(name, old, member, after, report);
  }
  for (const name of known.keys()) if (!now.has(name)) report('breaking', `The ${word} \`${name}\` is gone.`);
  if (before.doc !== after.doc) report('cosmetic', 'Its description changed.');
}

function compareField(name: string, old: Member, member: Member, model: ModelSurface, report: Report): void {
  if (!old.required && member.required)
    report(model.given ? 'breaking' : 'additive', `The field \`${name}\` is required now.`);
  if (old.required && !member.required)
    report(model.got ? 'breaking' : 'additive', `The field \`${name}\` is optional now.`);
  if (old.type !== member.type) {
    const fits =
      (!model.got && takes(member.type, old.type)) || (!model.given && takes(old.type, member.type));
    report(
      fits ? 'additive' : 'breaking',
      `The field \`${name}\` is \`${member.type}\` in place of \`${old.type}\`.`,
    );
  }
  if (old.doc !== member.doc) report('cosmetic', `The description of the field \`${name}\` changed.`);
}
