/** The arguments at the end of every method: how they are written, and what they are for. */
import { type Code, type Hole, ref, typeRef } from '../../../code/code.ts';
import { ident } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import type { MethodPlan, PythonPlan, Tail } from '../plan/types.ts';
import { docField } from './doc-field.ts';

const optional = ref('typing', 'Optional');

/** What all methods of a package have in common. */
interface Written {
  readonly codes: Map<Tail, Code>;
  readonly docs: Map<Tail, string>;
}

const ofPlans = new WeakMap<PythonPlan, Written>();

function writtenFor(plan: PythonPlan): Written {
  const known = ofPlans.get(plan) ?? { codes: new Map<Tail, Code>(), docs: new Map<Tail, string>() };
  ofPlans.set(plan, known);
  return known;
}

/** The parameters, with their types and defaults. */
export function tailParameters(method: MethodPlan, plan: PythonPlan): readonly Code[] {
  const { codes } = writtenFor(plan);
  return method.tail.map((name) => {
    const code = codes.get(name) ?? tailCode(name, method, plan);
    // The media types are each method's own.
    if (name !== 'accept_header_override') codes.set(name, code);
    return code;
  });
}

/** The fields of the docstring. */
export function tailDocs(method: MethodPlan, plan: PythonPlan): readonly string[] {
  const { docs } = writtenFor(plan);
  return method.tail.map((name) => {
    const doc = docs.get(name) ?? docField(`param ${name}`, tailText(name, plan));
    docs.set(name, doc);
    return doc;
  });
}

function tailCode(name: Tail, method: MethodPlan, plan: PythonPlan): Code {
  const types = '.types';
  const mapping = (value: Hole): Code => {
    return py`${optional}[${ref('typing', 'Mapping')}[str, ${value}]] = None`;
  };
  switch (name) {
    case 'retries':
      return py`retries: ${ref(types, 'OptionalNullable')}[${typeRef('.utils.retries', 'RetryConfig')}] = ${ref(types, 'UNSET')}`;
    case 'server_url':
      return py`server_url: ${optional}[str] = None`;
    case 'timeout_ms':
    case 'timeout':
      return py`${ident(name)}: ${timeoutType(plan)} = None`;
    case 'accept_header_override':
      return py`accept_header_override: ${optional}[${ident(method.accept?.name ?? 'str')}] = None`;
    case 'http_headers':
    case 'extra_headers':
      return py`${ident(name)}: ${mapping(py`str`)}`;
    case 'extra_query':
    case 'extra_body':
      return py`${ident(name)}: ${mapping(ref('typing', 'Any'))}`;
    default:
      return name satisfies never;
  }
}

/** Milliseconds are whole; seconds may be a fraction. */
export function timeoutType(plan: PythonPlan): Code {
  const seconds = plan.config.python.methodTimeoutUnits === 'seconds';
  return seconds ? py`${optional}[float]` : py`${optional}[int]`;
}

/** What an argument that every method has is for. */
export function tailText(name: Tail, plan: PythonPlan): string {
  const unit = plan.config.python.methodTimeoutUnits;
  switch (name) {
    case 'retries':
      return 'Retries of this call, in place of the configured ones; None for none.';
    case 'server_url':
      return 'Server of this call.';
    case 'timeout_ms':
    case 'timeout':
      return `Timeout of this call, in ${unit}.`;
    case 'accept_header_override':
      return 'Media type to ask for.';
    case 'http_headers':
    case 'extra_headers':
      return 'Headers to add or replace.';
    case 'extra_query':
      return 'Query parameters to add or replace.';
    case 'extra_body':
      return 'Fields of the body to add or replace.';
    default:
      return name satisfies never;
  }
}
