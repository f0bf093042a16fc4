/** The package's own tests: one for each operation, against a server that knows the document. */
import { type Code, join, noCode, plainRef, ref } from '../../../../code/code.ts';
import { renderModule } from '../../../../code/file.ts';
import type { OutputFile } from '../../../../code/output-file.ts';
import { docstring, ident, lit } from '../../../../code/printable.ts';
import { py } from '../../../../code/template.ts';
import type { Json } from '../../../../document/types.ts';
import { formatSource } from '../../format-source.ts';
import type { MethodPlan, PythonPlan } from '../../plan/types.ts';
import { banner } from '../banner.ts';
import { callExpression, clientProgram, everyMethod, type Located } from '../readme/snippet.ts';
import { readRuntime } from '../runtime-files.ts';
import { operationFacts } from './facts.ts';

/** Everything under `tests/`; nothing where no tests are asked for. */
export function testFiles(plan: PythonPlan): readonly OutputFile[] {
  if (!plan.config.generation.tests.generateTests) return [];
  const modules = new Map<string, Located[]>();
  for (const located of everyMethod(plan)) {
    const name = located.attributes.join('_') || plan.client.className.toLowerCase();
    modules.set(name, [...(modules.get(name) ?? []), located]);
  }
  const facts: { readonly [id: string]: Json } = Object.fromEntries(
    plan.api.operations.map((operation) => [operation.id, operationFacts(operation, plan.api)]),
  );
  return [
    ...['conftest.py', 'mockserver.py'].map((name) => file(name, readRuntime(`package-tests/${name}`))),
    file('operations.json', `${JSON.stringify(facts, null, 1)}\n`),
    ...[...modules].map(([name, methods]) => testModule(name, methods, plan)),
  ];
}

function file(name: string, content: string): OutputFile {
  return { path: `tests/${name}`, content, write: 'always' };
}

function testModule(name: string, methods: readonly Located[], plan: PythonPlan): OutputFile {
  const text = renderModule({
    module: '__main__',
    isPackage: false,
    header: py`
      ${banner}
      ${docstring(`Each operation of ${name}, with the document's examples.`)}
    `,
    future: true,
    defines: methods.flatMap(({ method }) => [testName(method, false), testName(method, true)]),
    body: join(
      methods.flatMap((located) => [testOf(located, plan, false), testOf(located, plan, true)]),
      '\n\n',
    ),
  });
  const path = `tests/test_${name}.py`;
  return { path, content: formatSource({ path, content: text }), write: 'always' };
}

function testName({ name }: MethodPlan, isAsync: boolean): string {
  return isAsync ? `test_${name}_async` : `test_${name}`;
}

function testOf(located: Located, plan: PythonPlan, isAsync: boolean): Code {
  const { method } = located;
  const server = ref('mockserver', 'MockServer');
  const address = py`server_url=server.url`;
  const perCall = method.tail.includes('server_url');
  const needed = plan.client.constructorArguments.some(
    ({ role, required }) => role === 'serverUrl' && required,
  );
  const call = callExpression(located, plan, perCall ? [address] : [], isAsync);
  const result = isAsync ? checkedAsync(method, call, plan) : checked(method, call, plan);
  const more = perCall || needed ? [] : [address];
  return py`
    def ${ident(testName(method, isAsync))}(server: ${server}) -> None:
        server.expect(${lit(method.operation.id)})
        ${clientProgram(plan, result, more, isAsync, py`server.token_url`)}
  `;
}

/** What is compared with the example: the whole result, or a field of it; nothing where that is not wanted. */
function compared(method: MethodPlan, plan: PythonPlan, isAsync: boolean): Code | undefined {
  if (plan.config.generation.tests.skipResponseBodyAssertions) return undefined;
  const { envelope, responses } = method.models;
  if (!envelope || envelope.kind === 'result') return py`res`;
  const held = responses.find(({ field, error }) => field !== undefined && !error);
  if (held?.field === undefined) return undefined;
  const value = py`res.${ident(held.field)}`;
  if (!isStream(method, held.mediaType)) return value;
  return isAsync ? py`[event async for event in ${value}]` : py`list(${value})`;
}

function comparison(method: MethodPlan, body: Code | undefined): Code {
  if (!body) return py`server.check()`;
  const { envelope, responses } = method.models;
  const held = responses.find(({ field, error }) => field !== undefined && !error);
  const isHeld = envelope && envelope.kind !== 'result' && held?.field !== undefined;
  if (!isHeld || !isStream(method, held.mediaType)) return py`server.check(${body})`;
  return py`
    assert res.${ident(held.field)} is not None
    server.check(${body})
  `;
}

function isStream({ operation }: MethodPlan, mediaType: string): boolean {
  const content = operation.responses.flatMap((response) => response.content);
  return content.some(({ type, kind }) => type === mediaType && (kind === 'sse' || kind === 'jsonl'));
}

function isNothing({ result }: MethodPlan): boolean {
  return result.kind === 'simple' && result.name === 'None';
}

function isDownload({ result }: MethodPlan): boolean {
  return result.kind === 'external' && result.ref.name === 'Response';
}

/** The call, its result and what arrived at the server. */
function checked(method: MethodPlan, call: Code, plan: PythonPlan, isAsync = false): Code {
  if (isNothing(method))
    return py`
    ${call}
    server.check()
  `;
  const body = compared(method, plan, isAsync);
  const keep = body ? py`res = ` : noCode;
  const seen = comparison(method, body);
  if (method.stream) {
    return py`
      with ${call} as events:
          ${keep}list(events)
      ${seen}
    `;
  }
  if (isDownload(method)) {
    return py`
      with ${plainRef('contextlib', 'closing')}(${call}) as response:
          ${keep}response.read()
      ${seen}
    `;
  }
  return py`
    ${keep}${call}
    ${seen}
  `;
}

/** The same in a coroutine; `call` is awaited. */
function checkedAsync(method: MethodPlan, call: Code, plan: PythonPlan): Code {
  const body = compared(method, plan, true);
  const keep = body ? py`res = ` : noCode;
  const seen = comparison(method, body);
  if (method.stream && !isNothing(method)) {
    return py`
      async with ${call} as events:
          ${keep}[event async for event in events]
      ${seen}
    `;
  }
  if (isDownload(method)) {
    return py`
      response = ${call}
      try:
          ${keep}await response.aread()
      finally:
          await response.aclose()
      ${seen}
    `;
  }
  return checked(method, call, plan, true);
}
