import { expect, test } from 'vitest';
import { collectProblems } from '../../diagnostics/problem.ts';
import { loadDocument } from '../../document/load.ts';
import { memoryReader } from '../../document/memory-reader.ts';
import type { Json } from '../../document/types.ts';
import { buildApi } from './api.ts';
import { defaultApiOptions } from './options.ts';

async function read(extensions: { readonly [key: string]: Json }) {
  const info = { title: 'T', version: '1' };
  const text = JSON.stringify({ openapi: '3.1.0', info, paths: {}, ...extensions });
  const sink = collectProblems();
  const { document } = await loadDocument({
    schemas: [{ kind: 'text', name: 'api.json', text }],
    reader: memoryReader({}),
    sink,
  });
  if (!document) throw new Error('no document');
  return {
    signature: buildApi(document, defaultApiOptions, sink).webhookSignature,
    codes: sink.problems.map(({ code }) => code),
  };
}

const given = (security: Json): { readonly [key: string]: Json } => ({
  'x-speakeasy-webhooks': { security },
});
const plain = { type: 'signature', name: 'X-Sig' } as const;

test.each<[string, { readonly [key: string]: Json }, object | undefined]>([
  ['nothing', {}, undefined],
  ['no security', { 'x-speakeasy-webhooks': {} }, undefined],
  ['the usual', given(plain), { header: 'X-Sig', encoding: 'base64', algorithm: 'hmac-sha256' }],
  [
    'ours before theirs',
    { ...given(plain), 'x-hookline-webhooks': { security: { ...plain, encoding: 'hex' } } },
    { header: 'X-Sig', encoding: 'hex', algorithm: 'hmac-sha256' },
  ],
])('%s', async (_, extensions, wanted) => {
  expect(await read(extensions)).toEqual({ signature: wanted, codes: [] });
});

test.each<[string, Json]>([
  ['another type', { ...plain, type: 'custom' }],
  ['no header', { type: 'signature' }],
  ['a header that is none', { ...plain, name: 'a b\n' }],
  ['another encoding', { ...plain, encoding: 'base32' }],
  ['another algorithm', { ...plain, algorithm: 'md5' }],
])('a warning for %s', async (_, security) => {
  expect(await read(given(security))).toEqual({ signature: undefined, codes: ['extension-malformed'] });
});
