/** What makes an option: its zod type, its defaults for new and for older projects, and what it does. */
import { z } from 'zod';

export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

export interface OptionFacts {
  /** Default where the output folder has no lock file yet; absent: none. */
  readonly initial?: Value;
  /** Default where the project is older than the option; as `initial` where absent. */
  readonly old?: Value;
  /** How a default is written in the documentation, where it comes from other options. */
  readonly derived?: string;
  /** What it does: a sentence or two, in Markdown. */
  readonly effect: string;
  /** `""` means that it is not given. */
  readonly blankIsAbsent?: boolean;
  /** For values that are accepted but not acted on: what is different from what the value asks for. */
  readonly notGenerated?: (value: unknown) => string | undefined;
}

const facts = new WeakMap<object, OptionFacts>();

/** An option: every use of a zod type in the schema becomes an instance of its own. */
export function option<T extends z.ZodType>(type: T, about: OptionFacts): T {
  const own: z.ZodType = z.clone<z.ZodType>(type);
  facts.set(own, about);
  return own as T;
}

/** The facts of an option; nothing for a group of options. */
export function factsOf(type: object): OptionFacts | undefined {
  return facts.get(type);
}

/** Text on one line: what ends up in a project file, a header or a name. */
export const line = z
  .string()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  .regex(/^[^\u0000-\u001f\u007f\u2028\u2029]*$/, 'text on one line, without control characters')
  .max(2000, 'at most 2000 characters');

export const identifier = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'an identifier: letters, digits and `_`, not starting with a digit')
  .max(200, 'at most 200 characters');
