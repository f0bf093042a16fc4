/** Swagger 2.0 `schemes`, `host` and `basePath` as servers. */
import type { Json } from '../../types.ts';
import type { Context } from './context.ts';

/** One server for each scheme; without a host it is relative, to where the document came from. */
export function serversOf(context: Context, schemes: readonly string[], pointer: string): Json {
  const { host, basePath, scheme } = context.server;
  const path = basePath.replace(/\/+$/, '');
  if (host === '') return path === '' ? [] : [{ url: path }];
  const known = schemes.filter((name) => name === 'http' || name === 'https');
  const used = known.length > 0 ? known : [scheme];
  context.moves.made(pointer === '' ? '/host' : `${pointer}/schemes`, `${pointer}/servers`);
  return used.map((name) => {
    return { url: `${name}://${host}${path.startsWith('/') || path === '' ? path : `/${path}`}` };
  });
}
