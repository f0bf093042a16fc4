/** Puts the definitions of one Python module in place of those of the same name in another. */

/** A statement at the top level of a module, with the comments and decorators in front of it. */
interface Block {
  readonly text: string;
  /** What it defines; absent for imports, docstrings and the like. */
  readonly name?: string;
  readonly isImport: boolean;
}

/**
 * `base` with every top-level class, function and assignment of `replacement` in place of its namesake.
 *
 * A class that is written as its own base (`class Hooks(Hooks):`) replaces only the members that it defines.
 */
export function spliceDefinitions(base: string, replacement: string): string {
  const own = blocks(base);
  const other = blocks(replacement);
  const byName = replacements(own, other);
  const replaced = own.map((block) => {
    return { ...block, text: (block.name !== undefined && byName.get(block.name)) || block.text };
  });
  const known = new Set(own.filter(({ isImport }) => isImport).map(({ text }) => text.trim()));
  const imports = other.filter(({ isImport, text }) => isImport && !known.has(text.trim()));
  const lastImport = Math.max(
    replaced.findLastIndex(({ isImport }) => isImport),
    0,
  );
  const all = [
    ...replaced.slice(0, lastImport),
    ...closed([...replaced.slice(lastImport, lastImport + 1), ...imports]),
    ...replaced.slice(lastImport + 1),
  ];
  return all.map(({ text }) => text).join('');
}

/** The blocks line by line, with the blank lines that followed the first of them behind the last. */
function closed(group: readonly Block[]): readonly Block[] {
  const gap = gapOf(group[0]?.text ?? '');
  return group.map((block, index) => {
    const end = index === group.length - 1 ? gap : '\n';
    return { ...block, text: block.text.trimEnd() + end };
  });
}

function gapOf(text: string): string {
  return text.slice(text.trimEnd().length);
}

/** New text by name; what the base does not have stands in front of what comes next. */
function replacements(own: readonly Block[], other: readonly Block[]): ReadonlyMap<string, string> {
  const present = new Map(own.map((block) => [block.name, block.text]));
  const byName = new Map<string, string>();
  let pending = '';
  for (const { name, text } of other) {
    if (name === undefined) continue;
    const namesake = present.get(name);
    if (namesake !== undefined) byName.set(name, pending + definition(name, namesake, text));
    pending = namesake === undefined ? pending + text : '';
  }
  if (pending !== '')
    throw new Error(`a variant ends with what its base does not have: ${pending.slice(0, 80)}`);
  return byName;
}

function definition(name: string, own: string, other: string): string {
  if (!other.startsWith(`class ${name}(${name}):`)) return other.trimEnd() + gapOf(own);
  const [head, body] = classParts(own);
  const [, members] = classParts(other);
  return head + indented(spliceDefinitions(dedented(body), dedented(members)));
}

/** What comes before a class's members, and those. */
function classParts(text: string): readonly [head: string, body: string] {
  const end = /:\n(?= {4})/.exec(text);
  if (end === null) throw new Error(`a class without members: ${text.slice(0, 80)}`);
  return [text.slice(0, end.index + 2), text.slice(end.index + 2)];
}

function dedented(text: string): string {
  return text.replace(/^ {4}/gm, '');
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}

function blocks(source: string): readonly Block[] {
  const found: string[][] = [];
  let quotes = false;
  let joins = true;
  for (const line of source.split(/(?<=\n)/)) {
    const starts = !quotes && /^[^\s)\]}]/.test(line);
    if (starts && !joins) found.push([line]);
    else if (found.length === 0) found.push([line]);
    else found.at(-1)?.push(line);
    if (starts) joins = /^[@#]/.test(line);
    if ((line.match(/"""/g)?.length ?? 0) % 2 === 1) quotes = !quotes;
  }
  return found.map((lines) => describe(lines.join('')));
}

function describe(text: string): Block {
  const code = text.split('\n').find((line) => line !== '' && !/^[@#\s)\]}]/.test(line)) ?? '';
  const name = /^(?:async def|def|class)\s+(\w+)|^(\w+)\s*[:=](?!=)/.exec(code);
  const isImport = /^(?:import|from)\s/.test(code);
  const defined = name?.[1] ?? name?.[2];
  return { text, isImport, ...(defined !== undefined && { name: defined }) };
}
