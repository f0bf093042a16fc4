/** The Python of a new hook: a typed stub, and its registration. */

/** What is known of a lifecycle point: the method's signature and a body that changes nothing. */
interface Point {
  /** `BeforeRequest`: the class is `BeforeRequestHook`. */
  readonly name: string;
  readonly parameters: readonly string[];
  readonly result: string;
  readonly note: string;
  readonly body: string;
  /** Whether there is an async form. */
  readonly canBeAsync: boolean;
}

const response = 'response: httpx.Response';

const points: Readonly<Record<string, Point>> = {
  sdk_init: {
    name: 'SDKInit',
    parameters: ['config: SDKConfiguration'],
    result: 'SDKConfiguration',
    note: 'Runs once, while the SDK object is made.',
    body: 'return config',
    canBeAsync: false,
  },
  before_request: {
    name: 'BeforeRequest',
    parameters: ['hook_ctx: BeforeRequestContext', 'request: httpx.Request'],
    result: 'Union[httpx.Request, Exception]',
    note: 'Runs before each attempt: change the request, or return an exception to stop it.',
    body: 'return request',
    canBeAsync: true,
  },
  around_request: {
    name: 'AroundRequest',
    parameters: ['hook_ctx: AroundRequestContext', 'request: httpx.Request', 'call_next: CALL_NEXT'],
    result: 'httpx.Response',
    note: 'Wraps each attempt.',
    body: 'return CALL(request)',
    canBeAsync: true,
  },
  after_success: {
    name: 'AfterSuccess',
    parameters: ['hook_ctx: AfterSuccessContext', response],
    result: 'Union[httpx.Response, Exception]',
    note: 'Runs once for a response that is no error.',
    body: 'return response',
    canBeAsync: true,
  },
  after_error: {
    name: 'AfterError',
    parameters: [
      'hook_ctx: AfterErrorContext',
      'response: Optional[httpx.Response]',
      'error: Optional[Exception]',
    ],
    result: 'Union[Tuple[Optional[httpx.Response], Optional[Exception]], Exception]',
    note: 'Runs for an error status, or with None and the error where there was no response.',
    body: 'return response, error',
    canBeAsync: true,
  },
  after_parse_error: {
    name: 'AfterParseError',
    parameters: ['hook_ctx: AfterParseErrorContext', response, 'error: Exception'],
    result: 'Exception',
    note: 'Runs where a response becomes an exception: returns the one to raise.',
    body: 'return error',
    canBeAsync: true,
  },
};

export const hookPoints: readonly string[] = Object.keys(points);

export interface NewHook {
  /** `AuditHook`. */
  readonly className: string;
  /** `audit_hook`. */
  readonly module: string;
  readonly points: readonly string[];
  readonly isAsync: boolean;
}

/** Names from what the user wrote: `audit-log` → `AuditLogHook` in `audit_log_hook`. */
export function newHook(name: string, chosen: readonly string[], isAsync: boolean): NewHook {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const named = words.at(-1)?.toLowerCase() === 'hook' ? words : [...words, 'hook'];
  return {
    className: named.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''),
    module: named.join('_').toLowerCase(),
    points: hookPoints.filter((point) => chosen.includes(point)),
    isAsync,
  };
}

/** Points of the list that have no async form. */
export function syncOnly(chosen: readonly string[]): readonly string[] {
  return chosen.filter((point) => points[point]?.canBeAsync === false);
}

/** The stub's text. */
export function hookSource(hook: NewHook): string {
  const facts = hook.points.flatMap((point) => points[point] ?? []);
  const prefix = hook.isAsync ? 'Async' : '';
  const bases = facts.map(({ name }) => `${prefix}${name}Hook`);
  const methods = hook.points.map((point) => methodSource(point, hook.isAsync)).join('\n');
  return `"""${hook.className}."""\n\n${importLines(facts, bases, methods, hook.isAsync)}\n\n\nclass ${hook.className}(${bases.join(', ')}):\n${methods}`;
}

function methodSource(point: string, isAsync: boolean): string {
  const facts = points[point];
  if (facts === undefined) return '';
  const next = isAsync
    ? 'Callable[[httpx.Request], Awaitable[httpx.Response]]'
    : 'Callable[[httpx.Request], httpx.Response]';
  const parameters = ['self', ...facts.parameters].map(
    (text) => `        ${text.replace('CALL_NEXT', next)},\n`,
  );
  const call = isAsync ? 'await call_next' : 'call_next';
  return `    ${isAsync ? 'async ' : ''}def ${point}(\n${parameters.join('')}    ) -> ${facts.result}:\n        """${facts.note}"""\n        ${facts.body.replace('CALL', call)}\n`;
}

function importLines(
  facts: readonly Point[],
  bases: readonly string[],
  methods: string,
  isAsync: boolean,
): string {
  const typing = ['Awaitable', 'Callable', 'Optional', 'Tuple', 'Union'].filter((name) =>
    new RegExp(`\\b${name}\\[`).test(methods),
  );
  const contexts = facts.filter(({ name }) => name !== 'SDKInit').map(({ name }) => `${name}Context`);
  const configuration = methods.includes('SDKConfiguration');
  const groups = [
    typing.length > 0 ? [`from typing import ${typing.join(', ')}`] : [],
    methods.includes('httpx.') ? ['import httpx'] : [],
    [
      ...(configuration ? ['from ..sdkconfiguration import SDKConfiguration'] : []),
      ...(isAsync ? [importFrom('.asynctypes', bases)] : []),
      importFrom('.types', isAsync ? contexts : [...contexts, ...bases]),
    ],
  ];
  return groups
    .filter((group) => group.length > 0)
    .map((group) => group.join('\n'))
    .join('\n\n');
}

function importFrom(module: string, names: readonly string[]): string {
  const sorted = [...names].sort();
  const line = `from ${module} import ${sorted.join(', ')}`;
  return line.length <= 88
    ? line
    : `from ${module} import (\n${sorted.map((name) => `    ${name},\n`).join('')})`;
}

/**
 * `registration.py` with the hook registered: an import after the others, and the calls at the end of the
 * function. Nothing where the file has no such function.
 */
export function registered(source: string, hook: NewHook): string | undefined {
  const lines = source.split('\n');
  const start = lines.findIndex((line) => /^(async )?def init_(async_)?hooks\(/.test(line));
  if (start < 0) return undefined;
  const signature = lines.findIndex((line, index) => index >= start && /:\s*(#.*)?$/.test(line));
  const end = bodyEnd(lines, signature + 1);
  const variable = hook.module;
  const calls =
    hook.points.length === 1
      ? [`    hooks.register_${hook.points[0]}_hook(${hook.className}())`]
      : [
          `    ${variable} = ${hook.className}()`,
          ...hook.points.map((point) => `    hooks.register_${point}_hook(${variable})`),
        ];
  const body = lines.slice(0, end);
  const withCalls = [...body, ...(endsInDocstring(body) ? [''] : []), ...calls, ...lines.slice(end)];
  withCalls.splice(importPlace(lines, start), 0, `from .${hook.module} import ${hook.className}`);
  return withCalls.join('\n');
}

/** Index of the line after the last one of the function's body. */
function bodyEnd(lines: readonly string[], from: number): number {
  let end = from;
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (/^\S/.test(line)) break;
    if (line.trim() !== '') end = index + 1;
  }
  return end;
}

function endsInDocstring(lines: readonly string[]): boolean {
  return /"""\s*$/.test(lines.at(-1) ?? '');
}

/** Behind the last import above the function. */
function importPlace(lines: readonly string[], before: number): number {
  let place = 0;
  let open = false;
  lines.slice(0, before).forEach((line, index) => {
    if (/^(from|import) /.test(line)) open = true;
    if (!open) return;
    place = index + 1;
    if (!/\([^)]*$/.test(line) && !/^\s/.test(line)) open = false;
    if (/\)/.test(line)) open = false;
  });
  return place;
}
