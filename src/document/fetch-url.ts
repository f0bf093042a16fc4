/** Fetching a document over HTTP, with limits on time, size and redirects. */
import { mostBytes, mostMilliseconds, mostRedirects, tooLarge } from './limits.ts';
import type { FetchOptions, ReadResult } from './reader.ts';

/** Fetches a URL; every failure is a result. */
export async function fetchUrl(url: string, options: FetchOptions): Promise<ReadResult> {
  const signal = AbortSignal.timeout(mostMilliseconds);
  try {
    return await fetchFollowing(new URL(url), options, signal);
  } catch (error) {
    if (signal.aborted) return unreadable(`there was no answer within ${mostMilliseconds / 1000} seconds`);
    return unreadable(reasonOf(error));
  }
}

async function fetchFollowing(start: URL, options: FetchOptions, signal: AbortSignal): Promise<ReadResult> {
  let url = start;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const response = await fetch(withoutUser(url), {
      redirect: 'manual',
      signal,
      headers: { accept: 'application/json, application/yaml, text/yaml, */*;q=0.5', ...authorization(url) },
    });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null)
      return await readBody(response, url);
    await response.body?.cancel();
    url = new URL(location, url);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      return unreadable(`it redirects to ${url.protocol}, which is not fetched`);
    }
    if (!options.otherHosts && url.host !== start.host) {
      return { kind: 'failed', reason: 'other-host', detail: `it redirects to the host ${url.host}` };
    }
  }
  return unreadable(`it redirects more than ${mostRedirects} times`);
}

/** `fetch` refuses a URL with a user in it; the header means the same. Redirects elsewhere do not get it. */
function authorization(url: URL): { readonly authorization?: string } {
  if (url.username === '' && url.password === '') return {};
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { authorization: `Basic ${Buffer.from(user).toString('base64')}` };
}

function withoutUser(url: URL): URL {
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  return plain;
}

async function readBody(response: Response, url: URL): Promise<ReadResult> {
  if (!response.ok) {
    await response.body?.cancel();
    const detail = `the server answers with status ${response.status}`;
    return { kind: 'failed', reason: response.status === 404 ? 'missing' : 'unreadable', detail };
  }
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (announced > mostBytes) {
    await response.body?.cancel();
    return tooLarge(announced);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the body. What is unpacked counts, not what was sent.
    if (size > mostBytes) return tooLarge(size);
    chunks.push(chunk);
  }
  return { kind: 'read', bytes: Buffer.concat(chunks), url: url.href };
}

/** `fetch` hides what happened in the cause of its error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const code = 'code' in cause ? String(cause.code) : '';
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the name of the host is not known';
    case 'ECONNREFUSED':
      return 'the host refuses the connection';
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return 'the connection was broken off';
    default:
      return cause.message === '' ? code : cause.message;
  }
}

function unreadable(detail: string): ReadResult {
  return { kind: 'failed', reason: 'unreadable', detail };
}
