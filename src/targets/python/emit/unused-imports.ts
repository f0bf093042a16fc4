/** Imports of the runtime's own files that nothing uses any more, once a variant is in place. */

const lineLength = 88;
const statement = /^( *)from (\S+) import (?:\(([^)]*)\)|([^\n(]+))\n|^ *import (\w+)\n/gm;

/** The text without them, laid out as before; its imports are the only ones of their names. */
export function withoutUnusedImports(text: string): string {
  const kept = withUsed(text)
    .replace(/^if TYPE_CHECKING:\n(?! {4}|\n {4})/m, '')
    .replace(/^("""[^"]*"""\n)(?=\S)/, '$1\n')
    .replace(/\n{3,}(?=from |import )/g, '\n\n')
    .replace(/^((?:from|import) .*|\))\n+(?=(?:class|def|async def|@))/gm, '$1\n\n\n');
  return kept === text ? text : withoutUnusedImports(kept);
}

function withUsed(text: string): string {
  const rest = text.replace(statement, '\n');
  const isUsed = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(rest);
  return text.replace(
    statement,
    (whole: string, indent = '', source = '', inside?: string, line?: string, module?: string) => {
      if (source === '__future__') return whole;
      if (module !== undefined) return isUsed(module) ? whole : '';
      const names = (inside ?? line ?? '').split(',').map((name) => name.trim());
      const wanted = names.filter((name) => name !== '');
      const kept = wanted.filter((name) => isUsed(name.replace(/^.* as /, '')));
      if (kept.length === wanted.length) return whole;
      return kept.length === 0 ? '' : importStatement(indent, source, kept);
    },
  );
}

function importStatement(indent: string, source: string, names: readonly string[]): string {
  const line = `${indent}from ${source} import ${names.join(', ')}`;
  if (line.length <= lineLength) return `${line}\n`;
  return `${indent}from ${source} import (\n${names.map((name) => `${indent}    ${name},\n`).join('')}${indent})\n`;
}
