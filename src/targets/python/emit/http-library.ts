/** The HTTP library that the package imports. */
import type { Config } from '../../../config/schema.ts';

/** The text with `httpx2` in place of `httpx`, where that is configured; it keeps the name `httpx` in the code. */
export function withHttpLibrary(text: string, config: Config): string {
  if (config.python.httpClientLibrary === 'httpx') return text;
  return text
    .replace(/^(\s*)import httpx$/gm, '$1import httpx2 as httpx')
    .replace(/^(\s*)from httpx(\.[\w.]+)? import /gm, '$1from httpx2$2 import ');
}
