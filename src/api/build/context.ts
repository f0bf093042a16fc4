/** What every builder needs: the document, the options, a way to complain, and what was built already. */
import type { ProblemCode } from '../../diagnostics/catalogue.ts';
import type { ProblemSink } from '../../diagnostics/problem.ts';
import type { Document, JsonObject, Node } from '../../document/types.ts';
import { type Built, createBuilt } from './built.ts';
import type { ApiOptions } from './options.ts';
import type { ParameterResult } from './parameters.ts';
import type { ResponseBody } from './responses.ts';
import { createRegistry, type SchemaRegistry } from './schemas/registry.ts';

export interface Context {
  readonly document: Document;
  readonly options: ApiOptions;
  readonly schemas: SchemaRegistry;
  /** Names under which our extensions may stand too (`x-speakeasy-extension-rewrite`): ours to theirs. */
  readonly rewrites: ReadonlyMap<string, string>;
  /** Which objects have any of our extensions, of those that were asked for one. */
  readonly extended: Map<JsonObject, boolean>;
  /** Parameters that were built already: components are used many times. */
  readonly parameters: Built<ParameterResult>;
  /** The same for what responses hold. */
  readonly responses: Built<ResponseBody>;
  /** Where references lead that were followed already. */
  readonly hops: Map<string, Node>;
  /** Reports a warning at a place, once. */
  warn(code: ProblemCode, node: Node, message: string, fix?: string): void;
}

/** Makes the context of one build. */
export function createContext(
  document: Document,
  options: ApiOptions,
  sink: ProblemSink,
  rewrites: ReadonlyMap<string, string>,
): Context {
  const reported = new Set<string>();
  const context: Context = {
    document,
    options,
    rewrites,
    extended: new Map(),
    parameters: createBuilt(),
    responses: createBuilt(),
    hops: new Map(),
    schemas: createRegistry(() => context),
    warn(code, node, message, fix) {
      const key = `${code} ${node.source}${node.pointer} ${message}`;
      if (reported.has(key)) return;
      reported.add(key);
      sink.report(document.problem(node, code, 'warning', message, fix));
    },
  };
  return context;
}
