/** `x-speakeasy-webhooks` at the root: how requests of webhooks are signed. */
import type { Json } from '../../document/types.ts';
import type { WebhookSignature } from '../types.ts';
import type { Context } from './context.ts';
import { extensionOf, malformed } from './extensions.ts';
import { isObject } from './read.ts';

/** The signature; a warning and nothing where it is one that cannot be checked. */
export function webhookSignature(context: Context): WebhookSignature | undefined {
  const node = extensionOf(context, context.document.root, 'webhooks');
  if (node?.value === undefined) return undefined;
  const security = member(node.value, 'security');
  const wrong = (why: string): undefined => {
    malformed(context, node, 'webhooks', why);
    return undefined;
  };
  if (security === undefined) return undefined;
  if (member(security, 'type') !== 'signature')
    return wrong('has to have a security of the type `signature`');
  const header = member(security, 'name') ?? member(security, 'headerName');
  if (typeof header !== 'string' || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(header)) {
    return wrong('has to name the header of the signature as `name`');
  }
  const encoding = member(security, 'encoding') ?? 'base64';
  if (encoding !== 'base64' && encoding !== 'hex') return wrong('has to have `base64` or `hex` as encoding');
  const algorithm = member(security, 'algorithm') ?? 'hmac-sha256';
  if (algorithm !== 'hmac-sha256') return wrong('has to have `hmac-sha256` as algorithm');
  return { header, encoding, algorithm };
}

function member(value: Json, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined;
}
