import { expect, test } from 'vitest';
import { type Given, lineOf, loadGiven } from '../../test/support/load-given.ts';

interface Bad {
  readonly given: Given;
  readonly problems: readonly string[];
  /** Whether there is a document all the same. */
  readonly usable: boolean;
}

const head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";
const json = '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, ';
const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])),
  );
const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`),
].join('\n');
const chain = [
  'a0: &a0 {}',
  ...Array.from({ length: 20_000 }, (_, i) => `a${i + 1}: &a${i + 1} {x: *a${i}}`),
].join('\n');

/** Text that is not the JSON or YAML of an object. */
const rows: { readonly [name: string]: Bad } = {
  'an empty file': {
    given: '',
    problems: ['error document-empty openapi.yaml:1:1 There is nothing in this file.'],
    usable: false,
  },
  'a file of comments': {
    given: '# nothing yet\n',
    problems: ['error document-empty openapi.yaml:1:1 There is no value in this file.'],
    usable: false,
  },
  'a web page': {
    given: '<!doctype html><html></html>',
    problems: [
      'error document-not-openapi openapi.yaml:1:1 This is a web page or XML, and not an OpenAPI document.',
    ],
    usable: false,
  },
  'plain text': {
    given: 'hello',
    problems: [
      'error document-not-openapi openapi.yaml:1:1 An OpenAPI document is an object, and this is text.',
    ],
    usable: false,
  },
  'a list': {
    given: '- a\n- b\n',
    problems: [
      'error document-not-openapi openapi.yaml:1:1 An OpenAPI document is an object, and this is a list.',
    ],
    usable: false,
  },
  'JSON with a comma too many': {
    given: { 'openapi.json': `${json}"paths": {},}` },
    problems: [
      'error json-syntax openapi.json:1:73 The comma before "}" is one too many. | Remove the comma: JSON has none after the last member.',
    ],
    usable: false,
  },
  'JSON with a comma missing': {
    given: { 'openapi.json': `${json}"paths": {} "tags": []}` },
    problems: [
      'error json-syntax openapi.json:1:74 A comma or "}" is missing before "\\"". | Put a comma after the value before it.',
    ],
    usable: false,
  },
  'JSON with a comment': {
    given: { 'openapi.json': '{\n  // the API\n  "openapi": "3.1.0"}' },
    problems: [
      'error json-syntax openapi.json:2:3 JSON has no comments. | Remove the comment, or name the file .yaml and write it as YAML.',
    ],
    usable: false,
  },
  'JSON with single quotes': {
    given: { 'openapi.json': "{'openapi': '3.1.0'}" },
    problems: [
      'error json-syntax openapi.json:1:2 Text stands in single quotes. | Use double quotes: JSON knows no others.',
    ],
    usable: false,
  },
  'JSON with a bare key': {
    given: { 'openapi.json': '{openapi: "3.1.0"}' },
    problems: [
      'error json-syntax openapi.json:1:2 The key openapi has no quotes. | Write "openapi" with the quotes.',
    ],
    usable: false,
  },
  'JSON with None': {
    given: { 'openapi.json': `${json}"paths": None}` },
    problems: ['error json-syntax openapi.json:1:71 None is not a value of JSON. | Write null.'],
    usable: false,
  },
  'JSON that was cut off': {
    given: { 'openapi.json': `${json}"paths": {` },
    problems: [
      'error json-syntax openapi.json:1:71 The text ends while the "{" of line 1 is still open. | Close it with "}"; the file may have been cut off.',
    ],
    usable: false,
  },
  'JSON with a line break in text': {
    given: { 'openapi.json': `${json}"paths": {"/a\n": {}}}` },
    problems: [
      'error json-syntax openapi.json:1:72 The text that begins here is not closed on its line. | Close the text with a double quote; write a line break inside it as \\n.',
    ],
    usable: false,
  },
  'JSON with a bad escape': {
    given: { 'openapi.json': `${json}"paths": {"\\x": {}}}` },
    problems: [
      'error json-syntax openapi.json:1:73 JSON has no escape \\x of this form. | Write a backslash as \\\\.',
    ],
    usable: false,
  },
  'JSON with a wrong bracket': {
    given: { 'openapi.json': `${json}"paths": {]}` },
    problems: ['error json-syntax openapi.json:1:72 A key in double quotes is expected, and not "]".'],
    usable: false,
  },
  'JSON with more behind it': {
    given: { 'openapi.json': `${json}"paths": {}}\n{}` },
    problems: [
      'error json-syntax openapi.json:2:1 There is more text after the end of the JSON value. | Remove it, or join the parts into one object.',
    ],
    usable: false,
  },
  'a key twice in JSON': {
    given: { 'openapi.json': `${json}\n"paths": {},\n"paths": {}}` },
    problems: ['error duplicate-key openapi.json:3:1 The key "paths" appears twice in this object.'],
    usable: false,
  },
  'a key twice in YAML': {
    given: `${head}paths: {}\npaths: {}\n`,
    problems: ['error duplicate-key openapi.yaml:4:1 The key "paths" appears twice in this object.'],
    usable: false,
  },
  'a tab for indentation': {
    given: `${head}paths:\n\t/a: {}\n`,
    problems: [
      'error yaml-syntax openapi.yaml:4:1 A tab is used for indentation. | Indent with spaces: YAML allows no tabs.',
    ],
    usable: false,
  },
  'a bad indentation': {
    given: `${head}paths:\n  /a:\n    get: {}\n   post: {}\n`,
    problems: [
      'error yaml-syntax openapi.yaml:6:1 All mapping items must start at the same column. | Indent the line like its neighbours.',
    ],
    usable: false,
  },
  'a second colon': {
    given: head
      .replace('title: T', 'title: T')
      .replace("info: {title: T, version: '1'}", 'info:\n  title: My API: the best\n  version: 1'),
    problems: [
      'error yaml-syntax openapi.yaml:3:10 There is a second ": " on the line, or the line is indented too far. | Put text with a colon in quotes, and check the indentation.',
    ],
    usable: false,
  },
  'a key without a colon': {
    given: `${head}paths\n  /a: {}\n`,
    problems: [
      'error yaml-syntax openapi.yaml:3:1 A key goes over several lines; often its colon is missing. | Put a colon and a blank after the key.',
    ],
    usable: false,
  },
  'an open quote': {
    given: `${head}paths: {"/a: {}}\n`,
    problems: [
      'error yaml-syntax openapi.yaml:4:1 A quote before this place is not closed. | Close the text with a quote.',
    ],
    usable: false,
  },
  'an open bracket': {
    given: `${head}tags: [a, b\npaths: {}\n`,
    problems: [
      'error yaml-syntax openapi.yaml:4:1 A "{" or "[" before this place is not closed, or what is in it is not indented. | Close the bracket, and put text that begins with one in quotes.',
    ],
    usable: false,
  },
  'a reserved sign': {
    given: `${head}x-a: @b\n`,
    problems: [
      'error yaml-syntax openapi.yaml:3:6 Plain value cannot start with reserved character @. | Put the text in quotes: it begins with a sign that means something in YAML.',
    ],
    usable: false,
  },
  'a template': {
    given: `${head}paths: {}\nx-a: {{ name }}\n`,
    problems: [
      'error yaml-syntax openapi.yaml:4:7 The key of an object is itself an object or a list. | Put the key in quotes: {{ and [ begin objects and lists in YAML.',
    ],
    usable: false,
  },
  'several YAML documents': {
    given: `${head}paths: {}\n---\nopenapi: 3.1.0\n`,
    problems: [
      'error yaml-syntax openapi.yaml:4:1 The file holds several YAML documents. | Put each into a file of its own, or remove the line "---" between them.',
    ],
    usable: false,
  },
  'an unknown alias': {
    given: `${head}paths: *none\n`,
    problems: ['error yaml-aliases openapi.yaml:3:8 There is no anchor &none before this alias.'],
    usable: false,
  },
  'an alias within itself': {
    given: `${head}paths: &p\n  /a: *p\n`,
    problems: ['error yaml-aliases openapi.yaml:4:7 The alias *p stands inside the value it stands for.'],
    usable: false,
  },
  'an alias bomb': {
    given: bomb,
    problems: [
      'error yaml-aliases openapi.yaml:6:45 The aliases up to this one stand for more than 1000000 values.',
    ],
    usable: false,
  },
  'a chain of aliases': {
    given: chain,
    problems: [
      'error document-too-deep openapi.yaml:500:17 Objects and lists are nested more than 500 deep here.',
    ],
    usable: false,
  },
  'a merge of text': {
    given: `${head}paths:\n  <<: text\n`,
    problems: [
      'error yaml-syntax openapi.yaml:4:3 What is merged with "<<" is not an object. | Let the alias refer to an object, or put "<<" in quotes to use it as a plain key.',
    ],
    usable: false,
  },
  '20,000 lists in JSON': {
    given: { 'openapi.json': '['.repeat(20000) + ']'.repeat(20000) },
    problems: [
      'error document-too-deep openapi.json:1:501 Objects and lists are nested more than 500 deep here.',
    ],
    usable: false,
  },
  '20,000 lists in YAML': {
    given: `a: ${'['.repeat(20000)}${']'.repeat(20000)}`,
    problems: [
      'error document-too-deep openapi.yaml:1:503 Objects and lists are nested more than 500 deep here.',
    ],
    usable: false,
  },
  '20,000 objects in JSON': {
    given: { 'openapi.json': `${'{"a":'.repeat(20000)}1${'}'.repeat(20000)}` },
    problems: [
      'error document-too-deep openapi.json:1:2501 Objects and lists are nested more than 500 deep here.',
    ],
    usable: false,
  },
  '20,000 lists in block style': {
    given: `${'- '.repeat(20000)}a`,
    problems: [
      'error document-too-deep openapi.yaml:1:1001 Objects and lists are nested more than 500 deep here.',
    ],
    usable: false,
  },
  '600 levels by indentation': {
    given: Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    problems: [
      'error document-too-deep openapi.yaml:501:501 Objects and lists are nested more than 500 deep here.',
    ],
    usable: false,
  },
  'bad UTF-8': {
    given: bytes(head, 'paths: {}\nx-a: caf', 0xe9, '\n'),
    problems: ['error document-encoding openapi.yaml:4:9 The byte 0xe9 here is not valid UTF-8.'],
    usable: false,
  },
  'bad UTF-16': {
    given: bytes(0xff, 0xfe, 0x00, 0xd8),
    problems: [
      'error document-encoding openapi.yaml:1:1 The file begins with the mark of UTF-16LE, but is not valid in it.',
    ],
    usable: false,
  },
};

test.each(Object.entries(rows))('%s', async (_, { given, problems, usable }) => {
  const loaded = await loadGiven(given);
  expect(loaded.problems.map(lineOf)).toEqual(problems);
  expect(loaded.document !== undefined).toBe(usable);
  for (const { place, frame } of loaded.problems) {
    expect(frame).toContain(`> ${place?.line} |`);
  }
});
