/** The README's section on requests that the API sends: their payloads, and how they are checked and read. */
import { type Code, plainRef, ref } from '../../../../code/code.ts';
import { ident, lit } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import type { PyType, PythonPlan } from '../../plan/types.ts';
import { webhookMethodName } from '../webhooks.ts';
import { code, fence, inlineMarkdown } from './markdown.ts';
import { renderProgram } from './program.ts';
import type { Section } from './sections.ts';
import { clientVariable } from './snippet.ts';

/** Nothing where the API sends no requests. */
export function webhooksSection(plan: PythonPlan): Section | undefined {
  const payloads = plan.api.webhooks.flatMap((webhook) => {
    const json = plan.models.forOperation(webhook).bodies.find(({ mediaType }) => /json/i.test(mediaType));
    return json ? [{ name: webhook.path, type: json.type }] : [];
  });
  if (payloads.length === 0) return undefined;
  const rows = payloads.map(({ name, type }) => `* ${inlineMarkdown(name)}: ${code(nameOf(type) ?? 'Any')}`);
  const content = [
    'The API sends requests of its own. Their payloads are models:',
    rows.join('\n'),
    ...(plan.api.webhookSignature
      ? signed(plan)
      : unsigned(
          payloads.map(({ type }) => type),
          plan,
        )),
  ];
  return { id: 'webhooks', title: 'Webhooks', content: content.join('\n\n') };
}

function signed(plan: PythonPlan): readonly string[] {
  const { module } = plan.package;
  const method = webhookMethodName(plan);
  const variable = ident(clientVariable(plan));
  const secret = py`${plainRef('os', 'environ')}["WEBHOOK_SECRET"]`;
  const program = py`
    ${variable} = ${ref(module, plan.client.className)}(${needed(plan)})


    def receive(body: bytes, headers: ${ref('typing', 'Mapping')}[str, str]) -> None:
        try:
            payload = ${variable}.${ident(method)}(body=body, headers=headers, secret=${secret})
        except ${ref(module, 'WebhookError')} as error:
            print("not from the API:", error)
        else:
            print(payload)
  `;
  return [
    `They are signed. ${code(method)} checks the signature over the body as it came, and gives the payload:`,
    fence('python', renderProgram(program)),
    `${code('WebhookVerificationError')}: the signature is missing or wrong. ${code('WebhookPayloadError')}: it is ` +
      `right, but the body does not fit its description. Both are ${code('WebhookError')}.`,
  ];
}

function needed({ client }: PythonPlan): Code {
  const url = client.constructorArguments.find(({ role, required }) => role === 'serverUrl' && required);
  return url ? py`server_url=${lit('https://api.example.com')}` : py``;
}

function unsigned(types: readonly PyType[], plan: PythonPlan): readonly string[] {
  const path = types.map(nameOf).find((name) => name !== undefined);
  if (path === undefined) return [];
  const [root = 'models', ...inner] = path.split('.');
  const model = inner.reduce((all, part) => py`${all}.${ident(part)}`, py`${ref(plan.package.module, root)}`);
  const program = py`
    def receive(body: bytes) -> None:
        payload = ${model}.model_validate_json(body)
        print(payload)
  `;
  return ['A payload is read by its model:', fence('python', renderProgram(program))];
}

/** `models.OrderShipped`, where the type is a class of the package. */
function nameOf(type: PyType): string | undefined {
  if (type.kind === 'nullable' || type.kind === 'annotated') return nameOf(type.of);
  const isClass = type.kind === 'declared' && type.decl.kind === 'class';
  return isClass ? `${type.decl.exportedBy}.${type.decl.name}` : undefined;
}
