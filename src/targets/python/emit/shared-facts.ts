/** Facts that several operations of a module have in common: written once, as constants of their own. */
import type { Response, Retries } from '../../../api/types.ts';
import type { Code } from '../../../code/code.ts';
import { ident } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import { constantName } from '../plan/names.ts';
import type { MethodPlan, PythonPlan } from '../plan/types.ts';
import { retryFacts } from './operation.ts';
import { responseFacts } from './operation-responses.ts';

export interface Shared {
  readonly definitions: readonly Code[];
  /** The facts of retries or of an error response, or the constant that stands for them. */
  of(facts: Retries | Response): Code | undefined;
}

interface Candidate {
  readonly code: Code;
  readonly wish: () => string;
  count: number;
}

/** Retries and error responses that occur more than once. */
export function sharedFacts(methods: readonly MethodPlan[], plan: PythonPlan): Shared {
  // Equal code is one key: while the program runs, code is text.
  const candidates = new Map<Code, Candidate>();
  const byFacts = new Map<Retries | Response, Candidate>();
  const add = (facts: Retries | Response, wish: () => string, code: Code): void => {
    const candidate = candidates.get(code) ?? { code, wish, count: 0 };
    candidate.count += 1;
    candidates.set(code, candidate);
    byFacts.set(facts, candidate);
  };
  for (const method of methods) {
    const { retries, responses } = method.operation;
    if (retries) add(retries, () => '_RETRIES', retryFacts(retries));
    for (const response of responses) {
      if (!response.isError) continue;
      const wish = () => wishFor(response.status, method);
      add(response, wish, responseFacts(response, method, plan, 'all'));
    }
  }
  const names = settle(
    candidates.values(),
    new Set(methods.flatMap(({ constant }) => [constant, `${constant}_STREAM`])),
  );
  return {
    definitions: [...names].map(([{ code }, name]) => py`${name} = ${code}`),
    of(facts) {
      const candidate = byFacts.get(facts);
      return candidate && (names.get(candidate) ?? candidate.code);
    },
  };
}

/** After the error it raises: `_NOT_FOUND_ERROR`. */
function wishFor(status: string, method: MethodPlan): string {
  const model = method.models.responses.find((candidate) => candidate.status === status && candidate.error);
  return `_${model?.error ? constantName(model.error.name) : `ERROR_${status.toUpperCase()}`}`;
}

/** Names for what occurs more than once. */
function settle(candidates: Iterable<Candidate>, taken: Set<string>): ReadonlyMap<Candidate, Code> {
  const names = new Map<Candidate, Code>();
  for (const candidate of candidates) {
    if (candidate.count < 2) continue;
    const wish = candidate.wish();
    let name = wish;
    for (let number = 2; taken.has(name); number++) name = `${wish}_${number}`;
    taken.add(name);
    names.set(candidate, ident(name));
  }
  return names;
}
