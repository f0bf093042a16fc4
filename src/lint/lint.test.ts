import { expect, test } from 'vitest';
import { defaultConfig } from '../config/load.ts';
import { memoryReader } from '../document/memory-reader.ts';
import { inspectApi } from '../generate.ts';
import { lintApi } from './lint.ts';

async function lint(text: string): Promise<readonly string[]> {
  const { document, api } = await inspectApi(
    { schemas: [{ kind: 'file', path: 'api.yaml' }], reader: memoryReader({ 'api.yaml': text }) },
    defaultConfig({ isNewProject: true }),
  );
  if (document === undefined || api === undefined) throw new Error('the document cannot be used');
  return lintApi(api, document).map(({ code, place, message }) => `${code}:${place?.line} ${message}`);
}

test('what hurts callers comes before what the documentation lacks', async () => {
  const found = await lint(`openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /things:
    get:
      tags: [things]
      operationId: listThings
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties: {items: {type: array, items: {type: string}}}
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
      responses:
        '200': {description: ok, content: {application/json: {}}}
components:
  schemas:
    A: {type: object, properties: {x: {type: string}}}
`);
  expect(found).toEqual([
    'lint-no-server:1 No server has an absolute URL.',
    'lint-operation-id:17 POST /things has no operationId; its method is named `post_/things`.',
    'lint-no-group:17 POST /things has no tag.',
    'lint-inline-model:14 An object in GET /things has no name.',
    'lint-untyped-response:20 The response 200 of POST /things has no schema.',
    'lint-no-pagination:5 GET /things takes `cursor`, and has no pagination.',
    'lint-no-errors:5 GET /things declares no error with a schema.',
    'lint-no-errors:17 POST /things declares no error with a schema.',
    'lint-no-description:5 GET /things has neither summary nor description.',
    'lint-no-description:17 POST /things has neither summary nor description.',
    'lint-no-example:18 The request body of POST /things has no example.',
  ]);
});

test('a document that has everything gets no advice', async () => {
  const found = await lint(`openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: 'https://a.example'}]
paths:
  /a:
    get:
      operationId: getA
      summary: Get.
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
        4XX: {description: bad, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
components:
  schemas:
    A: {type: object, properties: {x: {type: string}}}
`);
  expect(found).toEqual([]);
});
