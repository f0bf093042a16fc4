/** English plurals: a list's class is named for one of its items. */
import { remembered } from '../../remembered.ts';

const uncountable = new Set(
  'data equipment information rice money species series fish sheep jeans police news settings https dns'.split(
    ' ',
  ),
);

const irregular: readonly (readonly [string, string])[] = [
  ['people', 'person'],
  ['men', 'man'],
  ['children', 'child'],
  ['moves', 'move'],
  ['mice', 'mouse'],
  ['databases', 'database'],
  ['caches', 'cache'],
];

/** Special forms before general ones: the first that fits is taken. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/ss$/i, 'ss'],
  [/(quiz)zes$/i, '$1'],
  [/(matr)ices$/i, '$1ix'],
  [/(vert|ind)ices$/i, '$1ex'],
  [/^(ox)en$/i, '$1'],
  [/(alias|status|bonus|campus|census|corpus|virus)(es)?$/i, '$1'],
  [/(octop)(us|i)$/i, '$1us'],
  [/^(a)x[ie]s$/i, '$1xis'],
  [/(cris|test)(is|es)$/i, '$1is'],
  [/(shoe)s$/i, '$1'],
  [/(o)es$/i, '$1'],
  [/(bus)(es)?$/i, '$1'],
  [/(x|ch|ss|sh)es$/i, '$1'],
  [/(movie|cookie|^tie|^pie)s$/i, '$1'],
  [/([^aeiouy]|qu)ies$/i, '$1y'],
  [/([lr])ves$/i, '$1f'],
  [/(tive|hive|gave|ave|ove)s$/i, '$1'],
  [/([^f])ves$/i, '$1fe'],
  [/(analy|diagno|parenthe|progno|synop|the)(sis|ses)$/i, '$1sis'],
  [/([ti])a$/i, '$1um'],
  [/(us|is)$/i, '$1'],
  [/s$/i, ''],
];

/** The singular of a name's last word: `callback_urls` → `callback_url`, `metadata` → `metadatum`. */
export function singular(name: string): string {
  const word = /(?:[A-Z]?[a-z]+|[A-Z]+s?)$/.exec(name)?.[0] ?? '';
  return name.slice(0, name.length - word.length) + singularWord(word);
}

const singularWord = remembered((word) => {
  const lower = word.toLowerCase();
  if (uncountable.has(lower)) return word;
  const exception = irregular.find(([plural]) => plural === lower);
  if (exception) return word.charAt(0) + exception[1].slice(1);
  const rule = rules.find(([pattern]) => pattern.test(word));
  return rule ? word.replace(rule[0], rule[1]) : word;
});
