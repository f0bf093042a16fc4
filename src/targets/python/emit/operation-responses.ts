/** Responses of an operation as facts, by status. */
import type { MediaType, Response } from '../../../api/types.ts';
import { type Code, join, qualifiedRef } from '../../../code/code.ts';
import { lit, tuple } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import { rawResponse } from '../plan/models/scalars.ts';
import type { MethodPlan, PythonPlan, ResponseModel } from '../plan/types.ts';
import { call, typeSource } from './facts.ts';
import type { Shared } from './shared-facts.ts';

/** Which of the successful responses the constant is about: an overloaded method has one for each. */
export type Variant = 'all' | 'json' | 'sse';

/** All responses; those that several operations share are mentioned by name. */
export function responses(method: MethodPlan, plan: PythonPlan, variant: Variant, shared: Shared): Code {
  const items = method.operation.responses.map((response) => {
    const facts = shared.of(response) ?? responseFacts(response, method, plan, variant);
    return py`${lit(response.status)}: ${facts}`;
  });
  return py`{${join(items, ', ')}}`;
}

/** `Response((Content(…),), is_error=True)`. */
export function responseFacts(
  response: Response,
  method: MethodPlan,
  plan: PythonPlan,
  variant: Variant,
): Code {
  const media = response.content.filter((item) => response.isError || fits(item, variant));
  const content = media.map((item) => contentFacts(item, response.status, method, plan));
  return call('Response', [
    content.length > 0 && tuple(content),
    response.isError && py`is_error=${lit(true)}`,
  ]);
}

function fits(media: MediaType, variant: Variant): boolean {
  return variant === 'all' || media.kind === variant;
}

function contentFacts(media: MediaType, status: string, method: MethodPlan, plan: PythonPlan): Code {
  const model = method.models.responses.find(
    (candidate) => candidate.status === status && candidate.mediaType === media.type,
  );
  const kind = contentKind(media, model);
  const typed = model !== undefined && kind !== 'stream' && kind !== 'bytes';
  return call('Content', [
    lit(kind),
    lit(media.type),
    typed && typeSource(model.type),
    model?.error !== undefined && py`error=lambda: ${errorRef(model.error)}`,
    media.sentinel !== undefined && py`sentinel=${lit(media.sentinel)}`,
    kind === 'sse' && plan.config.python.sseFlatResponse && py`flat=${lit(true)}`,
    model?.field !== undefined && py`field=${lit(model.field)}`,
  ]);
}

function errorRef(error: { readonly exportedBy: string; readonly name: string }): Code {
  return py`${qualifiedRef(`.${error.exportedBy}`, error.name)}`;
}

/**
 * A binary body that succeeds is given as the open response, one of an error as bytes. What is binary by its
 * schema may come under any content type: a log file as `application/json`.
 */
function contentKind(media: MediaType, model: ResponseModel | undefined): string {
  if (model !== undefined && !model.error && model.type === rawResponse) return 'stream';
  switch (media.kind) {
    case 'binary':
      return model?.error ? 'bytes' : 'stream';
    case 'form':
    case 'multipart':
    case 'xml':
    case 'text':
      return 'text';
    case 'json':
    case 'sse':
    case 'jsonl':
      return media.kind;
    default:
      return media.kind satisfies never;
  }
}
