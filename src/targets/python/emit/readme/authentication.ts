/** The README's section on credentials. */
import type { SecurityScheme } from '../../../../api/types.ts';
import { py } from '../../../../code/template.ts';
import type { PythonPlan } from '../../plan/types.ts';
import { code, fence, inlineMarkdown, table } from './markdown.ts';
import { renderProgram } from './program.ts';
import type { Section } from './sections.ts';
import { clientProgram, everyMethod, usageSnippet } from './snippet.ts';

export function authenticationSection(plan: PythonPlan): Section | undefined {
  const { security } = plan.client;
  const own = everyMethod(plan).find(({ method }) => method.models.security);
  if (!security && !own) return undefined;
  const parts = security
    ? [
        schemesTable(plan),
        fence('python', renderProgram(clientProgram(plan, py`...`, [], false))),
        'Instead of a value you may give a function that returns one. It is asked for each attempt of each call, so ' +
          'that a renewed token is used; for async methods it may be `async def`.',
      ]
    : [];
  const single = own
    ? [
        'Operations with credentials of their own take them as `security`:',
        fence('python', usageSnippet(own, plan)),
      ]
    : [];
  return { id: 'security', title: 'Authentication', content: [...parts, ...single].join('\n\n') };
}

function schemesTable(plan: PythonPlan): string {
  const { security } = plan.client;
  const prefix = plan.config.python.envVarPrefix;
  const rows = (security?.model.fields ?? []).map((field) => {
    const scheme = security?.schemes.find(({ key }) => key === field.wire || sameWord(key, field.name));
    const variable = `${prefix}_${field.name}`.toUpperCase();
    return [code(field.name), scheme ? kindOf(scheme) : '', ...(prefix ? [code(variable)] : [])];
  });
  return table(['Name', 'Scheme', ...(prefix ? ['Environment variable'] : [])], rows);
}

function sameWord(a: string, b: string): boolean {
  const fold = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  return fold(a) === fold(b);
}

function kindOf(scheme: SecurityScheme): string {
  switch (scheme.kind) {
    case 'apiKey':
      return `API key in the ${scheme.in === 'query' ? 'query' : scheme.in} ${inlineMarkdown(code(scheme.name))}`;
    case 'httpBasic':
      return 'HTTP Basic';
    case 'httpBearer':
      return 'HTTP Bearer';
    case 'custom':
      return `HTTP, ${inlineMarkdown(scheme.scheme)}`;
    case 'oauth2':
      return `OAuth 2 (${scheme.flows.map(({ kind }) => inlineMarkdown(kind)).join(', ')})`;
    case 'openIdConnect':
      return 'OpenID Connect';
    case 'mutualTLS':
      return 'Mutual TLS';
    default:
      return scheme satisfies never;
  }
}
