/** Credentials as snippets show them. */
import { type Code, join, plainRef, ref } from '../../../../code/code.ts';
import { ident, lit } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import type { ClassDecl, Field, PythonPlan } from '../../plan/types.ts';

/** `os.environ["ACME_API_KEY"]`, or a placeholder where environment variables have no prefix. */
export function secret(field: Field, plan: PythonPlan): Code {
  const prefix = plan.config.python.envVarPrefix;
  if (!prefix) return lit(`<YOUR_${field.name.toUpperCase()}_HERE>`);
  return py`${plainRef('os', 'environ')}[${lit(`${prefix}_${field.name}`.toUpperCase())}]`;
}

/** `models.Security(client_id=…, client_secret=…)`: all of the first alternative, at `tokenUrl` where one is given. */
export function credentialsExample(model: ClassDecl, plan: PythonPlan, tokenUrl?: Code): Code {
  const asked = new Set(firstAlternative(model.fields));
  const fields = model.fields.filter(
    (field) => asked.has(field) || (tokenUrl !== undefined && field.name === 'token_url'),
  );
  const shown = fields.map((field) => credential(field, plan, tokenUrl));
  return py`${modelPath(model, plan)}(${join(shown, ', ')})`;
}

const partners = new Map([
  ['client_id', 'client_secret'],
  ['username', 'password'],
]);

function firstAlternative(fields: readonly Field[]): readonly Field[] {
  const required = fields.filter((field) => field.required);
  const [first] = fields;
  if (required.length > 0 || !first) return required;
  return [first, ...fields.filter(({ name }) => name === partners.get(first.name))];
}

function credential(field: Field, plan: PythonPlan, tokenUrl?: Code): Code {
  const name = ident(field.name);
  if (tokenUrl && field.name === 'token_url') return py`${name}=${tokenUrl}`;
  const type = field.type.kind === 'nullable' ? field.type.of : field.type;
  if (type.kind !== 'declared' || type.decl.kind !== 'class') return py`${name}=${secret(field, plan)}`;
  return py`${name}=${credentialsExample(type.decl, plan, tokenUrl)}`;
}

function modelPath(model: ClassDecl, plan: PythonPlan): Code {
  const [root = 'models', ...inner] = model.exportedBy.split('.');
  const path = [...inner, model.name].map((part) => py`.${ident(part)}`);
  return py`${ref(plan.package.module, root)}${join(path, '')}`;
}
