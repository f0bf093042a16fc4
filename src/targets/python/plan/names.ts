/**
 * From the document's words to Python identifiers: one function for each style. Every function gives a valid
 * identifier for any text; that names differ from each other is settled elsewhere.
 */
import { createHash } from 'node:crypto';
import { remembered } from '../remembered.ts';

/** Words written in capitals as a whole inside a class name: `userId` → `UserID`. */
const initialisms = new Set(
  (
    'ACL API ASCII CPU CSS DNS EOF GUID HTML HTTP HTTPS ID IP JSON LHS QPS RAM RHS RPC SDK SLA SMTP SQL SSH TCP ' +
    'TLS TTL UDP UI UID URI URL UTF8 UUID VM XML XMPP XSRF XSS'
  ).split(' '),
);

/** The parts of a text between anything that is neither letter nor digit, in ASCII: `é` → `e`, `中` → `u4e2d`. */
export function parts(text: string): readonly string[] {
  return ascii(text).match(/[A-Za-z0-9]+/g) ?? [];
}

function ascii(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is meant
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{ASCII}]/gu, (character) =>
      /[\p{L}\p{N}]/u.test(character) ? `u${character.codePointAt(0)?.toString(16) ?? ''}` : ' ',
    );
}

/** The words of a text, by its capitals too: `maxHTTPRetries2 go` → `max`, `HTTP`, `Retries2`, `go`. */
function words(text: string): readonly string[] {
  return ascii(text).match(/[A-Z]+(?![a-z])[a-z0-9]*|[A-Z]?[a-z0-9]+/g) ?? [];
}

const capitalized = remembered((word) => {
  const upper = word.toUpperCase();
  return initialisms.has(upper) ? upper : upper.charAt(0) + word.slice(1);
});

/** `user_id list` → `UserIDList`; words that are capitals already stay so. May be empty or start with a digit. */
function pascalWords(text: string): string {
  return words(text).map(capitalized).join('');
}

/** A class name: `user-id` → `UserID`, `2fa` → `TwoFa`. */
export function className(text: string): string {
  return clearClassName(leadingWords(text) || 'Unknown');
}

/** The words of a class name's beginning: `2fa` → `TwoFa`. May be empty. */
export function leadingWords(text: string): string {
  return pascalWords(spellLeading(withAnd(text)));
}

/** The words of what follows in a class name: `2fa` → `2fa`. */
export function followingWords(text: string): string {
  return pascalWords(withAnd(text));
}

/** Kept away from names that every module of models needs: `Any` → `AnyT`. */
export function clearClassName(name: string): string {
  return reservedClassNames.has(name) ? `${name}T` : name;
}

function withAnd(text: string): string {
  return text.includes('&') ? text.replaceAll('&', ' and ') : text;
}

/** The words in lower case, joined by `_`: `getV1HTTPThing` → `get_v1_http_thing`. May be empty. */
export function snakeWords(text: string): string {
  return isSnake(text) ? text : words(text).join('_').toLowerCase();
}

/** Most names of a document are in snake_case already. */
function isSnake(text: string): boolean {
  return /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(text);
}

/** A valid name in snake_case, not yet kept away from keywords. */
function snakeName(text: string): string {
  return isSnake(text) ? text : snakeWords(spellLeading(text)) || 'unknown';
}

/** Name of a model's field: `createdAt` → `created_at`, `from` → `from_`, `$or` → `dollar_or`. */
export const fieldName = remembered((wire) => {
  const name = snakeName(wire.replace(/^\$(?=\w)/, 'dollar_'));
  return keywords.has(name) || reservedFields.has(name) ? `${name}_` : name;
});

/** Name of a parameter: as a field's, but `$` is dropped: `$filter[tags]` → `filter_tags`. */
export function parameterFieldName(wire: string): string {
  return fieldName(wire.replace(/^\$+/, ''));
}

/** Name of a method's argument: keywords, and builtins that are not in `allowed`, get a `_`. */
export function argumentName(name: string, allowed: readonly string[]): string {
  const shadows = builtins.has(name) && !allowed.includes(name);
  return keywords.has(name) || shadows || name === 'self' ? `${name}_` : name;
}

/** Name of a method or a namespace attribute: `import` → `import_`. */
export function methodName(text: string): string {
  const name = snakeName(text);
  return keywords.has(name) ? `${name}_` : name;
}

/** A module's name: lower case, other than letters and digits become one `_`: `batch-payload` → `batch_payload`. */
export const moduleName = remembered((text) => {
  const name = parts(text).join('_').toLowerCase();
  const valid = shortened(/^[0-9]/.test(name) ? `_${name}` : name || 'unknown');
  return keywords.has(valid) || deviceNames.test(valid) ? `${valid}_` : valid;
});

/** What Windows takes for a device, whatever stands behind the dot. */
const deviceNames = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/** File systems end names at 255 bytes; what is added to a module's name has to fit too. */
const longestModule = 120;

/** A module's name that has become too long for a file, cut and told apart by a checksum. */
export function shortened(name: string): string {
  if (name.length <= longestModule) return name;
  const sum = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, longestModule)}_${sum}`;
}

/** A constant in SCREAMING_SNAKE_CASE: `us-east-1` → `US_EAST_1`. */
export function constantName(text: string): string {
  return snakeName(text).toUpperCase();
}

/**
 * Name of an enum's member, from its value: `1.3.1` → `ONE_DOT_3_DOT_1`, `''` → `UNKNOWN`,
 * `>=` → `GREATER_THAN_EQUAL_`, `A+` → `A_PLUS`.
 */
export function memberName(value: string | number | boolean): string {
  return memberNameOf(String(value));
}

const memberNameOf = remembered((given) => {
  if (isSnake(given)) return given.toUpperCase();
  if (parts(given).length === 0) return symbolWords(given);
  const text = given.replace(/(?<=.)\+/g, '_plus_').replace(/(?<=_plus)_$/, '');
  const name = snakeWords(spellLeading(text, true)).toUpperCase() || 'UNKNOWN';
  return text.endsWith('_') ? `${name}_` : name;
});

/** A text without letters and digits: each symbol's word, with `_` after a comparison. */
function symbolWords(text: string): string {
  const known = [...text].flatMap((symbol) => symbolNames.get(symbol) ?? []);
  if (known.length === 0) return 'UNKNOWN';
  const name = known.join('_');
  return /[<=>!]/.test(text) ? `${name}_` : name;
}

/** What a leading digit or symbol is called, so that the name starts with a letter and stays telling. */
function spellLeading(given: string, symbols = false): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is meant
  if (/^[A-Za-z][\x00-\x7f]*$/.test(given)) return given;
  const text = ascii(given);
  const trimmed = symbols ? text.trimStart() : text.replace(/^[^A-Za-z0-9]+/, '');
  const symbol = symbols ? leadingSymbols.get(trimmed[0] ?? '') : undefined;
  if (symbol !== undefined && parts(trimmed).length > 0) return `${symbol}_${trimmed.slice(1)}`;
  const bare = trimmed.replace(/^[^A-Za-z0-9]+/, '');
  const digits = /^[0-9]+/.exec(bare)?.[0];
  if (digits === undefined) return bare;
  const rest = bare.slice(digits.length);
  const spelled = symbols ? rest.replace(/\.(?=\d)/g, '_dot_') : rest;
  return `${spellNumber(digits)}_${spelled}`;
}

/** `31` → `thirty_one`; digit by digit from a hundred on: `150` → `one_hundred_and_fifty`. */
function spellNumber(digits: string): string {
  const number = Number(digits);
  if (!Number.isInteger(number) || number >= 1e15)
    return [...digits].map((d) => small[Number(d)] ?? d).join('_');
  return spell(number);
}

const small = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ');
const tens = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const scales: readonly (readonly [number, string])[] = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
  [1000, 'thousand'],
  [100, 'hundred'],
];

function spell(number: number): string {
  if (number < 20) return small[number] ?? 'zero';
  if (number < 100) {
    const ten = tens[Math.floor(number / 10)] ?? '';
    return number % 10 === 0 ? ten : `${ten}_${spell(number % 10)}`;
  }
  const [size, word] = scales.find(([limit]) => number >= limit) ?? [100, 'hundred'];
  const head = `${spell(Math.floor(number / size))}_${word}`;
  const rest = number % size;
  if (rest === 0) return head;
  return `${head}_${rest < 100 ? 'and_' : ''}${spell(rest)}`;
}

const symbolNames = new Map([
  ['!', 'NOT'],
  ['"', 'QUOTE'],
  ['#', 'HASH'],
  ['$', 'DOLLAR'],
  ['%', 'PERCENT'],
  ['&', 'AMPERSAND'],
  ["'", 'APOSTROPHE'],
  ['(', 'LEFT_PARENTHESIS'],
  [')', 'RIGHT_PARENTHESIS'],
  ['*', 'WILDCARD'],
  ['+', 'PLUS'],
  [',', 'COMMA'],
  ['-', 'MINUS'],
  ['.', 'DOT'],
  ['/', 'ROOT'],
  [':', 'COLON'],
  [';', 'SEMICOLON'],
  ['<', 'LESS_THAN'],
  ['=', 'EQUAL'],
  ['>', 'GREATER_THAN'],
  ['?', 'QUESTION_MARK'],
  ['@', 'AT'],
  ['[', 'LEFT_BRACKET'],
  ['\\', 'BACKSLASH'],
  [']', 'RIGHT_BRACKET'],
  ['^', 'CARET'],
  ['_', 'UNDERSCORE'],
  ['`', 'BACKTICK'],
  ['{', 'LEFT_BRACE'],
  ['|', 'PIPE'],
  ['}', 'RIGHT_BRACE'],
  ['~', 'TILDE'],
]);

/** Symbols that are spelled in front of letters and digits too; the others only separate. */
const leadingSymbols = new Map([
  ['+', 'plus'],
  ['-', 'minus'],
  ['/', 'root'],
  ['<', 'less_than'],
  ['>', 'greater_than'],
  ['=', 'equal'],
  ['!', 'not'],
  ['*', 'wildcard'],
]);

/** Python's keywords, soft ones that may stand anywhere left out. */
export const keywords: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** Names of Python's builtins that a lower-case argument could hide. */
export const builtins: ReadonlySet<string> = new Set(
  (
    'abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex ' +
    'copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr ' +
    'globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max ' +
    'memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice ' +
    'sorted staticmethod str sum super tuple type vars zip'
  ).split(' '),
);

/** Field names that would hide a type used in annotations or a member of the base class. */
const reservedFields = new Set(
  (
    'bool bytes date dict filter float format int list str ' +
    'construct copy from_orm json parse_file parse_obj parse_raw schema schema_json update_forward_refs validate ' +
    'model_computed_fields model_config model_construct model_copy model_dump model_dump_json model_extra ' +
    'model_fields model_fields_set model_json_schema model_parametrized_name model_post_init model_rebuild ' +
    'model_validate model_validate_json model_validate_strings'
  ).split(' '),
);

/** Class names that would hide what every module of models is written with. */
export const reservedClassNames: ReadonlySet<string> = new Set(
  (
    'None True False Any Annotated Awaitable Callable Dict Enum Exception List Literal NotRequired Optional ' +
    'TypeAliasType TypedDict Union TYPE_CHECKING BaseModel Nullable OptionalNullable UNSET UNSET_SENTINEL Unset'
  ).split(' '),
);
