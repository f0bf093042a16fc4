import { expect, test } from 'vitest';
import { formatByRuff } from '../format-source.ts';
import { planOf } from '../plan/models/testing.ts';
import { runtimeFiles } from './runtime-files.ts';

const flag = [true, false];
const variants = flag.flatMap((access) =>
  flag.flatMap((hooks) => flag.map((tokens) => ({ access, hooks, tokens }))),
);

test.each(variants)('the runtime needs no formatting: %o', async ({ access, hooks, tokens }) => {
  const scheme = { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/token', scopes: {} } } };
  const document = { paths: {}, components: { securitySchemes: { o: scheme } } };
  const gen = [
    'generation:',
    `  sdkHooksConfigAccess: ${access}`,
    `  auth: {oAuth2ClientCredentialsEnabled: ${tokens}}`,
    'python:',
    `  useAsyncHooks: ${hooks}`,
  ];
  const { api, config } = await planOf(document, gen.join('\n'));
  for (const file of runtimeFiles({ api, config })) {
    // Throws where there is something unused or undefined.
    expect(formatByRuff(file)).toBe(file.content);
  }
});
