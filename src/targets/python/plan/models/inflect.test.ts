import { expect, test } from 'vitest';
import { singular } from './inflect.ts';

test.each([
  ['splits', 'split'],
  ['callback_urls', 'callback_url'],
  ['categories', 'category'],
  ['additionalProperties', 'additionalProperty'],
  ['metadata', 'metadatum'],
  ['data', 'data'],
  ['statuses', 'status'],
  ['address', 'address'],
  ['addresses', 'address'],
  ['aliases', 'alias'],
  ['policies', 'policy'],
  ['cookies', 'cookie'],
  ['movies', 'movie'],
  ['people', 'person'],
  ['indices', 'index'],
  ['analyses', 'analysis'],
  ['responses', 'response'],
  ['values', 'value'],
  ['uses', 'use'],
  ['caches', 'cache'],
  ['IDs', 'ID'],
  ['', ''],
])('%s → %s', (given, want) => expect(singular(given)).toBe(want));
