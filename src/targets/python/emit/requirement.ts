/** Version ranges of gen.yaml as PEP 440 has them. */

/** `^1.2.3` is `>=1.2.3,<2`, `~1.2` is `>=1.2,<1.3`, `1.2` is `==1.2`. */
export function pep440(range: string): string {
  const text = range.trim();
  if (text === '' || text === '*') return '';
  return text
    .split(/\s*,\s*|\s*\|\|\s*/)
    .map(clause)
    .join(',');
}

function clause(text: string): string {
  const caret = /^\^\s*([0-9][0-9A-Za-z.+-]*)$/.exec(text)?.[1];
  if (caret !== undefined) return `>=${caret},<${nextAfterCaret(caret)}`;
  const tilde = /^~\s*([0-9][0-9A-Za-z.+-]*)$/.exec(text)?.[1];
  if (tilde !== undefined) return `>=${tilde},<${nextAfterTilde(tilde)}`;
  if (/^[0-9]/.test(text)) return `==${text}`;
  return text.replace(/\s+/g, '');
}

/** The leftmost part that is not zero may not change. */
function nextAfterCaret(version: string): string {
  const parts = numbers(version);
  const index = parts.findIndex((part) => part !== 0);
  const fixed = index === -1 ? parts.length - 1 : index;
  return [...parts.slice(0, fixed), (parts[fixed] ?? 0) + 1].join('.');
}

function nextAfterTilde(version: string): string {
  const [major = 0, minor] = numbers(version);
  return minor === undefined ? String(major + 1) : `${major}.${minor + 1}`;
}

function numbers(version: string): readonly number[] {
  return (version.match(/^[0-9]+(\.[0-9]+)*/)?.[0] ?? '0').split('.').map(Number);
}
