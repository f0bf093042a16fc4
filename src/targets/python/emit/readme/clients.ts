/** The README's sections on the client itself: servers, timeouts, raw responses, HTTP client, logging. */

import { plainRef } from '../../../../code/code.ts';
import { ident, lit } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import type { PythonPlan } from '../../plan/types.ts';
import { code, fence, inlineMarkdown, table } from './markdown.ts';
import { renderProgram } from './program.ts';
import { showcase } from './readme.ts';
import type { Section } from './sections.ts';
import { clientProgram, clientVariable, usageSnippet } from './snippet.ts';

export function clientSections(plan: PythonPlan): readonly (Section | undefined)[] {
  return [
    serversSection(plan),
    timeoutsSection(plan),
    rawSection(plan),
    httpClientSection(plan),
    loggingSection(plan),
  ];
}

function serversSection(plan: PythonPlan): Section {
  const { servers, serversById } = plan.client;
  const selector = serversById ? 'server' : 'server_idx';
  const rows = servers.map((server, index) => [
    code(serversById ? (server.id ?? String(index)) : String(index)),
    inlineMarkdown(code(server.url)),
    inlineMarkdown(server.description ?? ''),
  ]);
  const choose = servers.length > 1 ? `Choose one by ${code(selector)}, or give` : 'Give';
  const variables = plan.client.constructorArguments.filter(({ role }) => role === 'serverVariable');
  const names = variables.map(({ name }) => code(name)).join(', ');
  const one = py`server_url=${lit(servers[0]?.url.includes('{') === false ? servers[0].url : 'https://api.example.com')}`;
  const more = plan.client.constructorArguments.some(
    ({ role, required }) => role === 'serverUrl' && required,
  );
  const content = [
    rows.length > 0 && table([serversById ? 'Id' : 'Index', 'Server', ''], rows),
    `${choose} another address as ${code('server_url')}, for the client or for one call.`,
    operationServers(plan),
    names !== '' && `Parts of the address are arguments of the constructor: ${names}.`,
    fence('python', renderProgram(clientProgram(plan, py`...`, more ? [] : [one], false))),
  ];
  return { id: 'servers', title: 'Servers', content: content.filter((part) => part !== false).join('\n\n') };
}

/** Where operations with servers of their own are called, and how to choose another. */
function operationServers({ models }: PythonPlan): string | false {
  const [first] = models.servers;
  if (!first) return false;
  const example = `server_url=${first.exportedBy}.${first.name}[${JSON.stringify(first.ids?.[0] ?? 0)}]`;
  const whose =
    'Operations that have servers of their own are called there, whatever the server of the client is:';
  return `${whose} the first of them, or the one with the same id. Choose another for a call: ${code(example)}.`;
}

function timeoutsSection(plan: PythonPlan): Section | undefined {
  const shown = showcase(plan);
  if (!shown) return undefined;
  const name = plan.config.python.methodTimeoutArgument === 'timeout' ? 'timeout' : 'timeout_ms';
  const seconds = plan.config.python.methodTimeoutUnits === 'seconds';
  const value = py`${ident(name)}=${lit(seconds ? 5 : 5000)}`;
  const content = [
    `${code(name)} is in ${seconds ? 'seconds' : 'milliseconds'}, for the client or for one call.`,
    fence('python', usageSnippet(shown, plan, { tail: [value] })),
  ];
  return { id: 'timeouts', title: 'Timeouts', content: content.join('\n\n') };
}

/** Responses as they came, where the package offers them. */
function rawSection(plan: PythonPlan): Section | undefined {
  const shown = showcase(plan);
  if (!shown || !plan.config.python.rawResponseHelpers) return undefined;
  const path = shown.attributes.map((attribute) => `${attribute}.`).join('');
  const call = (attribute: string): string =>
    code(`${clientVariable(plan)}.${path}${attribute}.${shown.method.name}(…)`);
  const content = [
    `${call('with_raw_response')} takes the same arguments and gives the response instead of the result: its ` +
      '`status_code`, `headers`, `text` and `json()`; `parse()` gives the result.',
    `${call('with_streaming_response')} is a context manager around a response that has not been read yet.`,
  ];
  return { id: 'raw-responses', title: 'Raw responses', content: content.join('\n\n') };
}

function httpClientSection(plan: PythonPlan): Section {
  const library = plan.config.python.httpClientLibrary;
  const client = plainRef(library, 'Client');
  const made = py`client=${client}(headers={"x-custom-header": "value"})`;
  const content = [
    `Connections are made by ${library}. To configure them (proxies, certificates, limits), give a client of your own; ` +
      'you close it, too. `async_client=` is the one of async methods. Anything with `send`, `build_request` and ' +
      '`close` (`aclose`) will do.',
    'The client that is made for you opens at most 100 connections. Further calls wait for a ' +
      'free one, as long as it takes: a timeout counts from when a call has its connection. An open stream or ' +
      'download holds one until it is closed.',
    fence('python', renderProgram(clientProgram(plan, py`...`, [made], false))),
  ];
  return { id: 'http-client', title: 'HTTP client', content: content.join('\n\n') };
}

function loggingSection(plan: PythonPlan): Section {
  const prefix = plan.config.python.envVarPrefix;
  const variable = prefix ? ` The environment variable ${code(`${prefix}_DEBUG`)} switches it on, too.` : '';
  const logger = plainRef('logging', 'getLogger');
  const level = plainRef('logging', 'basicConfig');
  const debug = plainRef('logging', 'DEBUG');
  const made = py`debug_logger=${logger}("${ident('sdk')}")`;
  const program = py`
    ${level}(level=${debug})

    ${clientProgram(plan, py`...`, [made], false)}
  `;
  const content = [
    `Requests and responses are written to a logger that you give.${variable} Credentials are masked.`,
    fence('python', renderProgram(program)),
  ];
  return { id: 'logging', title: 'Logging', content: content.join('\n\n') };
}
