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
    defines: methods.map(({ method }) => `test_${method.name}`),
    body: join(
      methods.map((located) => testOf(located, plan)),
      '\n\n',
    ),
  });
  const path = `tests/test_${name}.py`;
  return { path, content: formatSource({ path, content: text }), write: 'always' };
}

function testOf(located: Located, plan: PythonPlan): Code {
  const { method } = located;
  const server = ref('mockserver', 'MockServer');
  const address = py`server_url=server.url`;
  const perCall = method.tail.includes('server_url');
  const needed = plan.client.constructorArguments.some(
    ({ role, required }) => role === 'serverUrl' && required,
  );
  const call = callExpression(located, plan, perCall ? [address] : [], false);
  return py`
    def ${ident(`test_${method.name}`)}(server: ${server}) -> None:
        server.expect(${lit(method.operation.id)})
        ${clientProgram(plan, checked(method, call, plan), perCall || needed ? [] : [address], false)}
  `;
}

function isStream({ operation }: MethodPlan, mediaType: string | undefined): boolean {
  const content = operation.responses.flatMap((response) => response.content);
  return content.some(({ type, kind }) => type === mediaType && (kind === 'sse' || kind === 'jsonl'));
}

/** The call, its result and what arrived at the server. */
function checked(method: MethodPlan, call: Code, plan: PythonPlan): Code {
  const { result } = method;
  const envelope = method.models.envelope && method.models.envelope.kind !== 'result';
  const answer = method.models.responses.find(({ field, error }) => field !== undefined && !error);
  const held = answer?.field;
  const isHidden = envelope && held === undefined;
  const skips = plan.config.generation.tests.skipResponseBodyAssertions || isHidden;
  const body = envelope && held !== undefined ? py`res.${ident(held)}` : py`res`;
  if (result.kind === 'simple' && result.name === 'None') {
    return py`
      ${call}
      server.check()
    `;
  }
  if (envelope && held !== undefined && isStream(method, answer?.mediaType)) {
    return py`
      res = ${call}
      assert ${body} is not None
      with ${body} as events:
          received = list(events)
      ${skips ? py`server.check()` : py`server.check(received)`}
    `;
  }
  const keep = skips ? noCode : py`res = `;
  const seen = skips ? py`server.check()` : py`server.check(${body})`;
  if (method.stream) {
    return py`
      with ${call} as events:
          ${keep}list(events)
      ${seen}
    `;
  }
  if (result.kind === 'external' && result.ref.name === 'Response') {
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
