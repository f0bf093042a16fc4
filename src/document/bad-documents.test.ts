import { expect, test } from 'vitest';
import { type Given, lineOf, loadGiven } from '../../test/support/load-given.ts';

interface Bad {
  readonly given: Given;
  readonly problems: readonly string[];
  /** Whether there is a document all the same. */
  readonly usable: boolean;
}

const head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";
const get = (schema: string): string =>
  `paths:\n  /a:\n    get:\n      responses:\n        '200':\n          description: ok\n          content:\n            application/json:\n              schema: ${schema}\n`;

/** JSON and YAML that is not a good OpenAPI document. */
const rows: { readonly [name: string]: Bad } = {
  'no version': {
    given: "info: {title: T, version: '1'}\npaths: {}\n",
    problems: [
      'error version-missing openapi.yaml:1:1 There is neither "openapi" nor "swagger" at the top of the document.',
    ],
    usable: false,
  },
  'a misspelt version key': {
    given: 'opnapi: 3.1.0\npaths: {}\n',
    problems: [
      'error version-missing openapi.yaml:1:1 There is no "openapi" at the top, but "opnapi". | Did you mean "openapi"?',
    ],
    usable: false,
  },
  'a version in capitals': {
    given: 'openAPI: 3.1.0\npaths: {}\n',
    problems: [
      'error version-missing openapi.yaml:1:1 There is no "openapi" at the top, but "openAPI". | Did you mean "openapi"?',
    ],
    usable: false,
  },
  'Swagger 1.2': {
    given: "swagger: '1.2'\npaths: {}\n",
    problems: [
      'error version-unsupported openapi.yaml:1:10 "1.2" is not a version of OpenAPI that is understood.',
    ],
    usable: false,
  },
  'OpenAPI 4': {
    given: 'openapi: 4.0.0\npaths: {}\n',
    problems: [
      'error version-unsupported openapi.yaml:1:10 "4.0.0" is not a version of OpenAPI that is understood. | Write openapi: 3.1.0.',
    ],
    usable: false,
  },
  'a version that is no version': {
    given: 'openapi: latest\npaths: {}\n',
    problems: [
      'error version-unsupported openapi.yaml:1:10 "latest" is not a version of OpenAPI that is understood. | Write openapi: 3.1.0.',
    ],
    usable: false,
  },
  'a version that is an object': {
    given: 'openapi: {}\npaths: {}\n',
    problems: [
      'error version-unsupported openapi.yaml:1:1 The value of "openapi" is an object, and not a version.',
    ],
    usable: false,
  },
  'a version as a number': {
    given: "openapi: 3.1\ninfo: {title: T, version: '1'}\npaths: {}\n",
    problems: [
      "warning version-form openapi.yaml:1:10 The version is a number, and not text. | Write openapi: '3.1.0'.",
    ],
    usable: true,
  },
  'a version under the wrong key': {
    given: "swagger: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {}\n",
    problems: [
      'warning version-form openapi.yaml:1:10 Version 3.0.0 stands under "swagger". | Write openapi: \'3.0.0\'.',
    ],
    usable: true,
  },
  'an AsyncAPI document': {
    given: 'asyncapi: 3.0.0\nchannels: {}\n',
    problems: ['error document-not-openapi openapi.yaml:1:1 This is an AsyncAPI document.'],
    usable: false,
  },
  'a Postman collection': {
    given: { 'openapi.json': '{"info": {"_postman_id": "1"}, "item": []}' },
    problems: [
      'error document-not-openapi openapi.json:1:2 This is a Postman collection. | Export it as OpenAPI.',
    ],
    usable: false,
  },
  'a configuration': {
    given: 'configVersion: 2.0.0\n',
    problems: [
      'error document-not-openapi openapi.yaml:1:1 This is a configuration file: give it with `--config`.',
    ],
    usable: false,
  },
  'an overlay': {
    given: 'overlay: 1.0.0\nactions: []\n',
    problems: [
      'error document-not-openapi openapi.yaml:1:1 This is an OpenAPI overlay: give it with `--overlay`.',
    ],
    usable: false,
  },
  'no paths': {
    given: head,
    problems: ['error document-shape openapi.yaml:1:1 The document has no "paths". | Add `paths`.'],
    usable: false,
  },
  'misspelt paths': {
    given: `${head}pahts: {}\n`,
    problems: [
      'error document-shape openapi.yaml:3:1 The document has no "paths". | Did you mean "paths" where there is "pahts"?',
    ],
    usable: false,
  },
  'paths that are a list': {
    given: `${head}paths: []\n`,
    problems: ['error document-shape openapi.yaml:3:1 "paths" is a list, and not an object.'],
    usable: false,
  },
  'info that is text': {
    given: 'openapi: 3.1.0\ninfo: T\npaths: {}\n',
    problems: ['error document-shape openapi.yaml:2:7 "info" is text, and not an object.'],
    usable: false,
  },
  'components that are a list': {
    given: `${head}paths: {}\ncomponents: []\n`,
    problems: ['error document-shape openapi.yaml:4:1 "components" is a list, and not an object.'],
    usable: false,
  },
  'schemas that are a list': {
    given: `${head}paths: {}\ncomponents:\n  schemas:\n    - a\n`,
    problems: ['error document-shape openapi.yaml:5:3 "schemas" is a list, and not an object.'],
    usable: false,
  },
  'servers that are an object': {
    given: `${head}paths: {}\nservers: {url: /}\n`,
    problems: ['error document-shape openapi.yaml:4:1 "servers" is an object, and not a list.'],
    usable: false,
  },
  'a path that is text': {
    given: `${head}paths:\n  /a: get\n`,
    problems: [
      'warning document-shape openapi.yaml:4:7 The value of "/a" is text, and not an object; it is left out.',
      'error document-shape openapi.yaml:3:1 No operation of the document can be used.',
    ],
    usable: false,
  },
  'an operation that is text': {
    given: `${head}paths:\n  /a:\n    get: x\n`,
    problems: [
      'warning document-shape openapi.yaml:5:10 The operation is text, and not an object; it is left out.',
      'error document-shape openapi.yaml:3:1 No operation of the document can be used.',
    ],
    usable: false,
  },
  'parameters that are an object': {
    given: `${head}paths:\n  /a:\n    get:\n      parameters: {}\n      responses: {}\n`,
    problems: [
      'warning document-shape openapi.yaml:6:7 "parameters" is an object, and not a list; the operation is left out.',
      'error document-shape openapi.yaml:3:1 No operation of the document can be used.',
    ],
    usable: false,
  },
  'a path without a slash': {
    given: `${head}paths:\n  a: {}\n`,
    problems: ['warning path-form openapi.yaml:4:3 The path "a" does not begin with a slash. | Write "/a".'],
    usable: true,
  },
  'a misspelt operation key': {
    given: `${head}paths:\n  /a:\n    get: {operationID: a, responses: {}}\n`,
    problems: [
      'warning unknown-key openapi.yaml:5:24 "operationID" is not known here. | Did you mean "operationId"?',
    ],
    usable: true,
  },
  'a dangling reference': {
    given: `${head + get("{$ref: '#/components/schemas/Pett'}")}components: {schemas: {Pet: {}}}\n`,
    problems: [
      'error ref-dangling openapi.yaml:11:30 #/components/schemas/Pett does not exist: there is no "Pett" in #/components/schemas. | Did you mean "Pet"?',
    ],
    usable: true,
  },
  'a reference to another kind of component': {
    given: `${head + get("{$ref: '#/components/schemas/Pet'}")}components: {schemas: {}, responses: {Pet: {description: a}}}\n`,
    problems: [
      'error ref-dangling openapi.yaml:11:30 #/components/schemas/Pet does not exist: there is no "Pet" in #/components/schemas. | Did you mean "#/components/responses/Pet"?',
    ],
    usable: true,
  },
  'a dangling reference within a schema': {
    given: head + get("{type: object, properties: {a: {$ref: '#/components/schemas/None'}}}"),
    problems: [
      'warning ref-dangling openapi.yaml:11:61 #/components/schemas/None does not exist: there is no "components" at the top.',
    ],
    usable: true,
  },
  'a reference to itself': {
    given: `${head + get("{$ref: '#/components/schemas/A'}")}components:\n  schemas:\n    A: {$ref: '#/components/schemas/A'}\n`,
    problems: [
      'error ref-circular openapi.yaml:11:30 #/components/schemas/A leads back to itself.',
      'error ref-circular openapi.yaml:14:15 #/components/schemas/A leads back to itself.',
    ],
    usable: true,
  },
  'references in a circle': {
    given: `${head + get("{$ref: '#/components/schemas/A'}")}components:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n`,
    problems: [
      'error ref-circular openapi.yaml:11:30 #/components/schemas/A leads back to itself.',
      'error ref-circular openapi.yaml:14:15 #/components/schemas/B leads back to itself.',
      'error ref-circular openapi.yaml:15:15 #/components/schemas/A leads back to itself.',
    ],
    usable: true,
  },
  'a reference that is a number': {
    given: head + get('{$ref: 5}'),
    problems: ['error ref-form openapi.yaml:11:30 The value of $ref is a number, and not text.'],
    usable: true,
  },
  'a reference to an unknown anchor': {
    given: `${head + get("{$ref: '#pett'}")}components: {schemas: {Pet: {$anchor: pet}}}\n`,
    problems: [
      'error ref-dangling openapi.yaml:11:30 #pett does not exist: there is no $anchor "pett". | Did you mean "#pet"?',
    ],
    usable: true,
  },
  'a reference without its slash': {
    given: `${head + get("{$ref: '#components/schemas/Pet'}")}components: {schemas: {Pet: {}}}\n`,
    problems: [
      'error ref-dangling openapi.yaml:11:30 #components/schemas/Pet does not exist: there is no $anchor "components/schemas/Pet". | Did you mean "#/components/schemas/Pet"?',
    ],
    usable: true,
  },
  'a reference to a file that is not there': {
    given: { 'openapi.yaml': head + get('{$ref: ./pet.yml}'), 'pet.yaml': '{}' },
    problems: [
      'error ref-unreadable openapi.yaml:11:30 pet.yml cannot be read: there is no such file. | Did you mean "pet.yaml"?',
    ],
    usable: true,
  },
  'a reference into a file that has no such part': {
    given: { 'openapi.yaml': head + get('{$ref: pet.yaml#/Dog}'), 'pet.yaml': 'Dogs: {}\n' },
    problems: [
      'error ref-dangling openapi.yaml:11:30 pet.yaml#/Dog does not exist: there is no "Dog" at the top of pet.yaml. | Did you mean "Dogs"?',
    ],
    usable: true,
  },
  'a reference to a broken file': {
    given: { 'openapi.yaml': head + get('{$ref: pet.yaml}'), 'pet.yaml': 'a: [\n' },
    problems: [
      'error yaml-syntax pet.yaml:2:1 A "{" or "[" before this place is not closed, or what is in it is not indented. | Close the bracket, and put text that begins with one in quotes.',
    ],
    usable: true,
  },
  'a reference out of the folder': {
    given: { 'api/openapi.yaml': head + get('{$ref: ../pet.yaml}'), 'pet.yaml': '{}' },
    problems: [
      'error ref-outside api/openapi.yaml:11:30 ../pet.yaml lies outside the folder of the document.',
    ],
    usable: true,
  },
  'a reference to an absolute path': {
    given: { 'api/openapi.yaml': head + get('{$ref: /etc/passwd}') },
    problems: [
      'error ref-outside api/openapi.yaml:11:30 /etc/passwd lies outside the folder of the document.',
    ],
    usable: true,
  },
  'a file URL': {
    given: { 'api/openapi.yaml': head + get("{$ref: 'file:///etc/passwd'}") },
    problems: [
      'error ref-outside api/openapi.yaml:11:30 file:///etc/passwd lies outside the folder of the document.',
    ],
    usable: true,
  },
  'a reference to another host': {
    given: head + get("{$ref: 'https://example.com/pet.yaml#/Pet'}"),
    problems: [
      'error ref-remote openapi.yaml:11:30 https://example.com/pet.yaml is on another host, example.com.',
    ],
    usable: true,
  },
  'a reference to the metadata service': {
    given: head + get("{$ref: 'http://169.254.169.254/latest'}"),
    problems: [
      'error ref-remote openapi.yaml:11:30 http://169.254.169.254/latest is on another host, 169.254.169.254.',
    ],
    usable: true,
  },
  'a reference without a scheme': {
    given: head + get("{$ref: '//example.com/pet.yaml'}"),
    problems: ['error ref-remote openapi.yaml:11:30 //example.com/pet.yaml is on another host, example.com.'],
    usable: true,
  },
  'a reference of another scheme': {
    given: head + get("{$ref: 'ftp://example.com/pet.yaml'}"),
    problems: [
      'error ref-unreadable openapi.yaml:11:30 ftp://example.com/pet.yaml cannot be read: only files and http(s) URLs can.',
    ],
    usable: true,
  },
  'a null in a reference': {
    given: head + get('{$ref: "a\\0b.yaml"}'),
    problems: ['error ref-unreadable openapi.yaml:11:30 a\u0000b.yaml is not a path.'],
    usable: true,
  },
  'an OAuth flow that Swagger does not know': {
    given:
      "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\nsecurityDefinitions:\n  o:\n    type: oauth2\n    flow: magic\n",
    problems: [
      'warning swagger-value openapi.yaml:5:3 The flow of this OAuth 2 scheme is not one that Swagger 2.0 knows. | Write one of implicit, password, application, accessCode.',
    ],
    usable: true,
  },
  'a collectionFormat that Swagger does not know': {
    given:
      "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      parameters:\n        - {name: a, in: query, type: array, items: {type: string}, collectionFormat: tsv}\n      responses: {}\n",
    problems: [
      'warning swagger-value openapi.yaml:7:86 The collectionFormat tsv is not understood; values are joined by commas. | Use csv, ssv, pipes or multi.',
    ],
    usable: true,
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
