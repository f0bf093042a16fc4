/** The docstring of the client's constructor. */
import type { Code } from '../../../code/code.ts';
import { docstring } from '../../../code/printable.ts';
import { variables } from '../plan/client/constructor.ts';
import type { ConstructorArgument, PythonPlan } from '../plan/types.ts';
import { docField } from './doc-field.ts';

/** What each argument of the constructor means. */
export function constructorDoc(plan: PythonPlan): Code {
  const fields = plan.client.constructorArguments.map((argument) => {
    return docField(`param ${argument.name}`, meaning(argument, plan));
  });
  return docstring(`Make a client. Nothing is sent before the first call.\n\n${fields.join('\n')}`);
}

function meaning(argument: ConstructorArgument, plan: PythonPlan): string {
  switch (argument.role) {
    case 'security':
      return 'The credentials, or a callable that gives them (async methods may have an async one).';
    case 'securityField':
      return `${own(argument)} The value, or a callable that gives it (async methods may have an async one).`;
    case 'global':
      return (
        argument.field?.doc ?? `Used by every call that has a \`\`${argument.name}\`\` and is given none.`
      );
    case 'serverVariable': {
      const variable = variables(plan.client.servers).find(({ name }) => name === argument.variable);
      return variable?.description ?? `The \`\`${argument.variable}\`\` of the server's URL.`;
    }
    case 'serverIndex':
      return 'Which of ``SERVERS`` to use.';
    case 'serverUrl':
      return argument.required ? 'The server of the API.' : 'A server of your own choice.';
    case 'urlParams':
      return 'Values for the variables in ``server_url``.';
    case 'client':
      return 'The HTTP client of sync methods; you close it.';
    case 'asyncClient':
      return 'The HTTP client of async methods; you close it.';
    case 'retryConfig':
      return 'Retries of all calls.';
    case 'timeout':
      return `Timeout of all calls, in ${plan.config.python.methodTimeoutUnits}.`;
    case 'debugLogger':
      return 'Hears of every request and response, with secrets masked.';
    case 'hooks':
      return 'Hooks of your own; they run after those of the package.';
    case 'hookThreads':
      return 'How many worker threads run sync hooks in async methods.';
    default:
      return argument.role satisfies never;
  }
}

function own({ field }: ConstructorArgument): string {
  return field?.doc ?? '';
}
