/**
 * What type checkers know of `with_raw_response` and `with_streaming_response`: the methods of a class with
 * their own arguments, and with responses in the place of results.
 *
 *   if TYPE_CHECKING:
 *
 *       class ThingsWithRawResponse(RawMethods):
 *           def __init__(self, sdk: Things) -> None:
 *               self.get = raw(sdk.get)
 *               self.get_async = raw_async(sdk.get_async)
 */
import { type Code, type Hole, join, noCode, ref, typeRef } from '../../../code/code.ts';
import { docstring, ident } from '../../../code/printable.ts';
import { py } from '../../../code/template.ts';
import type { MethodPlan, NamespaceLink, PythonPlan } from '../plan/types.ts';
import { classNameFor, type Side } from './sub-sdks.ts';
import { typing } from './types.ts';

const runtime = '._runtime.raw';

const kinds = [
  { attribute: 'with_raw_response', suffix: 'WithRawResponse', base: 'RawMethods', wrap: 'raw' },
  {
    attribute: 'with_streaming_response',
    suffix: 'WithStreamingResponse',
    base: 'StreamedMethods',
    wrap: 'streamed',
  },
] as const;

type Kind = (typeof kinds)[number];

/** A class with methods, as far as its raw twins repeat it. */
interface Methods {
  readonly className: string;
  readonly methods: readonly MethodPlan[];
  readonly children: readonly NamespaceLink[];
  readonly sides: readonly Side[];
}

/** The base of classes that have `with_raw_response`, where that is asked for. */
export function rawHelpers({ config }: PythonPlan): readonly Hole[] {
  return config.python.rawResponseHelpers ? [ref(runtime, 'RawHelpers')] : [];
}

/** `with_raw_response: ThingsWithRawResponse`, for type checkers; what it is stands in the base. */
export function rawAttributes({ config }: PythonPlan, className: string): readonly Code[] {
  if (!config.python.rawResponseHelpers) return [];
  return [
    join(
      kinds.map(({ attribute, suffix }) => py`${ident(attribute)}: ${ident(className + suffix)}`),
      '\n',
    ),
  ];
}

/** The classes that `rawAttributes` mentions. */
export function rawClasses({ config }: PythonPlan, all: readonly Methods[]): Code {
  if (!config.python.rawResponseHelpers) return noCode;
  const classes = all.flatMap((methods) => kinds.map((kind) => rawClass(methods, kind)));
  return py`
    if ${typing('TYPE_CHECKING')}:

        ${join(classes, '\n\n')}
  `;
}

function rawClass({ className, methods, children, sides }: Methods, kind: Kind): Code {
  const links = children.map(({ attribute, namespace }) => {
    const name = classNameFor(namespace, sides) + kind.suffix;
    return py`${ident(attribute)}: ${typeRef(`.${namespace.module}`, name)}`;
  });
  const wrapped = methods.flatMap((method) => sides.map((side) => attribute(method, side, kind)));
  const initializer = py`
    def __init__(self, sdk: ${ident(className)}) -> None:
        ${wrapped.length > 0 ? join(wrapped, '\n') : py`super().__init__(sdk)`}
  `;
  const parts = [
    docstring(`What \`\`${kind.attribute}\`\` of \`\`${className}\`\` has.`),
    ...(links.length > 0 ? [join(links, '\n')] : []),
    initializer,
  ];
  return py`
    class ${ident(className + kind.suffix)}(${typeRef(runtime, kind.base)}):
        ${join(parts, '\n\n')}
  `;
}

function attribute(method: MethodPlan, side: Side, { wrap }: Kind): Code {
  const name = ident(side === 'async' ? method.asyncName : method.name);
  const wrapper = typeRef(runtime, side === 'async' ? `${wrap}_async` : wrap);
  return py`self.${name} = ${wrapper}(sdk.${name})`;
}
