/** What an option takes, in words. */
import { z } from 'zod';

/** `true or false`, `one of "both", "split"`, `a list of text`. */
export function expected(type: z.core.$ZodType): string {
  if (type instanceof z.ZodBoolean) return 'true or false';
  if (type instanceof z.ZodEnum) return oneOf(type.options);
  if (type instanceof z.ZodLiteral) return quoted([...type.values]);
  if (type instanceof z.ZodNumber) return type.isInt ? 'a whole number, 0 or more' : 'a number, 0 or more';
  if (type instanceof z.ZodArray) return `a list of ${plain(type.element)}`;
  if (type instanceof z.ZodRecord) return 'a map of names and values';
  if (type instanceof z.ZodObject) return 'a map of options';
  if (type instanceof z.ZodUnion) return [...type.options].map(expected).join(', or ');
  if (type instanceof z.ZodExactOptional) return expected(type.unwrap());
  return 'text';
}

function plain(type: z.core.$ZodType): string {
  return type instanceof z.ZodString ? 'text' : expected(type);
}

/** Values that can be written as they are, to suggest the nearest. */
export function choices(type: z.core.$ZodType): readonly string[] {
  if (type instanceof z.ZodEnum) return type.options.map(String);
  if (type instanceof z.ZodBoolean) return ['true', 'false'];
  if (type instanceof z.ZodLiteral) return [...type.values].map(String);
  if (type instanceof z.ZodUnion) return [...type.options].flatMap(choices);
  if (type instanceof z.ZodExactOptional) return choices(type.unwrap());
  return [];
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? quoted(values) : `one of ${quoted(values)}`;
}

function quoted(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}
