/** Facts that several operations of a module have in common: written once, as constants of their own. */
import type { Code } from '../../../code/code.ts';
import { ident } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import { constantName } from '../plan/names.ts';
import type { MethodPlan, PythonPlan } from '../plan/types.ts';
import { retryFacts } from './operation.ts';
import { responseFacts } from './operation-responses.ts';

export interface Shared {
  readonly definitions: readonly Code[];
  /** The constant that stands for these facts, where there is one. */
  named(code: Code): Code | undefined;
}

interface Candidate {
  readonly code: Code;
  readonly wish: string;
  count: number;
}

/** Retries and error responses that occur more than once. */
export function sharedFacts(methods: readonly MethodPlan[], plan: PythonPlan): Shared {
  const candidates = new Map<string, Candidate>();
  const add = (wish: string, code: Code): void => {
    const key = textOf(code);
    const known = candidates.get(key);
    if (known) known.count += 1;
    else candidates.set(key, { code, wish, count: 1 });
  };
  for (const method of methods) {
    const { retries, responses } = method.operation;
    if (retries) add('_RETRIES', retryFacts(retries));
    for (const response of responses) {
      if (response.isError)
        add(wishFor(response.status, method), responseFacts(response, method, plan, 'all'));
    }
  }
  return settle(candidates, new Set(methods.flatMap(({ constant }) => [constant, `${constant}_STREAM`])));
}

/** After the error it raises: `_NOT_FOUND_ERROR`. */
function wishFor(status: string, method: MethodPlan): string {
  const model = method.models.responses.find((candidate) => candidate.status === status && candidate.error);
  return `_${model?.error ? constantName(model.error.name) : `ERROR_${status.toUpperCase()}`}`;
}

function settle(candidates: ReadonlyMap<string, Candidate>, taken: Set<string>): Shared {
  const names = new Map<string, string>();
  const definitions: Code[] = [];
  for (const [key, { code, wish, count }] of candidates) {
    if (count < 2) continue;
    let name = wish;
    for (let number = 2; taken.has(name); number++) name = `${wish}_${number}`;
    taken.add(name);
    names.set(key, name);
    definitions.push(py`${ident(name)} = ${code}`);
  }
  return {
    definitions,
    named(code) {
      const name = names.get(textOf(code));
      return name === undefined ? undefined : ident(name);
    },
  };
}

function textOf(code: Code): string {
  return code.segments
    .map((segment) => (typeof segment === 'string' ? segment : `\0${segment.module}\0${segment.name}`))
    .join('');
}
