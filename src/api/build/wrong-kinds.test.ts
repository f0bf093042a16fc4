/** What is of a wrong kind is left out, and never in silence. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../document/types.ts';
import { apiOf, operationOf, schemaOf } from '../testing/api-of.ts';

describe('keywords of a schema', () => {
  test.each<[string, Json]>([
    ['type', 5],
    ['type', { string: true }],
    ['type', ['string', 1]],
    ['enum', 'red'],
    ['required', 'name'],
    ['allOf', { type: 'object' }],
    ['oneOf', 'Pet'],
    ['anyOf', 1],
    ['items', [{ type: 'string' }]],
    ['additionalProperties', 'string'],
    ['discriminator', 'kind'],
    ['discriminator', {}],
  ])('%s: %j', async (keyword, value) => {
    const { problems } = await schemaOf({ [keyword]: value });
    const messages = problems.map(({ code, message, place }) => `${code} ${place?.line} ${message}`);
    expect(messages).toContainEqual(
      expect.stringMatching(`^schema-invalid 1 ${keyword} has to be (?:an?|the) .*left out`),
    );
  });

  test('null is as if the keyword were not there', async () => {
    expect((await schemaOf({ type: 'object', required: null, enum: null, items: null })).codes).toEqual([]);
  });
});

describe('operations', () => {
  const responses = { 204: { description: '' } };
  test.each([
    ['gett', '"gett" of /a is left out: it is no method. Did you mean "get"?'],
    ['GET', '"GET" of /a is left out: the method is there twice.'],
  ])('%s', async (key, message) => {
    const { api, problems } = await apiOf({ paths: { '/a': { get: { responses }, [key]: { responses } } } });
    expect(api.operations).toHaveLength(1);
    expect(problems).toMatchObject([{ code: 'operation-dropped', severity: 'warning', message }]);
  });

  test('extensions are nobody’s mistake', async () => {
    expect((await apiOf({ paths: { '/a': { get: { responses }, 'x-get': { responses } } } })).codes).toEqual(
      [],
    );
  });

  test('a response that is text', async () => {
    const { codes, operation } = await operationOf({ responses: { 200: 'ok' } });
    expect(codes).toEqual(['body-invalid']);
    expect(operation.responses).toMatchObject([{ status: '200', content: [] }]);
  });
});
