/** TOML, written so that no text can be more than a string. */

export type TomlValue =
  | string
  | number
  | boolean
  | readonly TomlValue[]
  | { readonly [key: string]: TomlValue };

/** `[name]` and one line for each entry. */
export function tomlTable(
  name: readonly string[],
  entries: readonly (readonly [string, TomlValue])[],
): string {
  const head = `[${name.map(tomlKey).join('.')}]`;
  return [head, ...entries.map(([key, value]) => `${tomlKey(key)} = ${tomlValue(value)}`)].join('\n');
}

export function tomlValue(value: TomlValue): string {
  if (typeof value === 'string') return tomlString(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isList(value)) {
    if (value.length < 2) return `[${value.map(tomlValue).join('')}]`;
    return `[\n${value.map((item) => `    ${tomlValue(item)},\n`).join('')}]`;
  }
  const members = Object.entries(value).map(([key, member]) => `${tomlKey(key)} = ${tomlValue(member)}`);
  return `{ ${members.join(', ')} }`;
}

function isList(value: TomlValue): value is readonly TomlValue[] {
  return Array.isArray(value);
}

function tomlKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : tomlString(key);
}

function tomlString(text: string): string {
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
    .replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    })
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\\ufffd');
  return `"${escaped}"`;
}
