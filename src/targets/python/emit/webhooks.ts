/** The method of the client that checks and reads the requests of signed webhooks. */
import { type Code, noCode, ref } from '../../../code/code.ts';
import { docstring, ident, lit } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import type { PyType, PythonPlan } from '../plan/types.ts';
import { memberNames } from './namespace.ts';
import { runtimeType, typing, valueType } from './types.ts';

/** Classes that a package with signed webhooks offers at its top. */
export const webhookErrors: readonly string[] = [
  'WebhookError',
  'WebhookPayloadError',
  'WebhookVerificationError',
];

const runtime = '._runtime.webhooks';

/** Name of the method: `validate_webhook`, with `_` behind it where the API has an operation of that name. */
export function webhookMethodName({ client }: PythonPlan): string {
  const taken = new Set([
    ...memberNames(client.methods, client.namespaces),
    ...client.methods.map(({ asyncName }) => asyncName),
  ]);
  let name = 'validate_webhook';
  while (taken.has(name)) name += '_';
  return name;
}

/** `def validate_webhook(self, *, body, headers, secret)`; nothing where the document says nothing of signatures. */
export function emitWebhookMethod(plan: PythonPlan): Code {
  const signature = plan.api.webhookSignature;
  if (!signature) return noCode;
  const payload = payloadType(plan);
  const union = typing('Union');
  const facts = py`${ref(runtime, 'WebhookSignature')}(${lit(signature.header)}, ${lit(signature.encoding)})`;
  return py`
    def ${ident(webhookMethodName(plan))}(
        self,
        *,
        body: ${union}[bytes, bytearray, str],
        headers: ${typing('Mapping')}[str, str],
        secret: ${union}[bytes, str],
    ) -> ${valueType(payload)}:
        ${docstring(doc(signature.header))}
        result: ${valueType(payload)} = ${ref(runtime, 'read_webhook')}(
            ${facts}, lambda: ${runtimeType(payload)}, body, headers, secret
        )
        return result
  `;
}

function doc(header: string): string {
  return [
    "Check that a webhook's request is the API's, and read its payload.",
    '',
    ":param body: The request's body as it came, byte for byte.",
    `:param headers: The request's headers; the signature stands in ${header}.`,
    ':param secret: The secret that you share with the API.',
    ':raises WebhookVerificationError: The signature is missing, or wrong.',
    ':raises WebhookPayloadError: The signature is right, but the body does not fit its description.',
  ].join('\n');
}

/** One of the payloads of all webhooks. */
export function payloadType({ api, models }: PythonPlan): PyType {
  const members: PyType[] = [];
  const seen = new Set<unknown>();
  for (const webhook of api.webhooks) {
    for (const { type, mediaType } of models.forOperation(webhook).bodies) {
      if (!/json/i.test(mediaType)) continue;
      const key = type.kind === 'declared' ? type.decl : JSON.stringify(type);
      if (!seen.has(key)) members.push(type);
      seen.add(key);
    }
  }
  const [only] = members;
  if (!only || members.some(({ kind }) => kind === 'any')) return { kind: 'any' };
  return members.length === 1 ? only : { kind: 'union', members };
}
