/** Python types in Markdown, with links to what the package declares. */
import type { Declaration, Field, PyType } from '../../plan/types.ts';
import { code } from '../readme/markdown.ts';
import { type Pages, relativeLink } from './pages.ts';

/** Writes types for one page. */
export type TypeText = (type: PyType) => string;

/** `List[Thing]` where `Thing` links to its page. */
export function typeText(from: string, pages: Pages): TypeText {
  const generic = (name: string, parts: readonly string[]): string =>
    `${code(name)}\\[${parts.join(', ')}\\]`;
  const text: TypeText = (type) => {
    switch (type.kind) {
      case 'simple':
        return code(type.name);
      case 'any':
        return code('Any');
      case 'external': {
        const { module, name } = type.ref;
        const shown = code(module.startsWith('.') || module === 'typing' ? name : `${module}.${name}`);
        return type.arguments ? `${shown}\\[${type.arguments.map(text).join(', ')}\\]` : shown;
      }
      case 'declared':
        return declarationLink(type.decl, from, pages);
      case 'list':
        return generic('List', [text(type.item)]);
      case 'dict':
        return generic('Dict', [code('str'), text(type.value)]);
      case 'union':
        return generic('Union', type.members.map(text));
      case 'literal':
        return generic('Literal', type.values.map(valueText));
      case 'stream':
        return generic(type.format === 'sse' ? 'EventStream' : 'JsonLStream', [text(type.of)]);
      case 'nullable':
        return generic('Nullable', [text(type.of)]);
      case 'annotated':
        return text(type.of);
      default:
        return type satisfies never;
    }
  };
  return text;
}

/** ``[`models.Thing`](../models/thing.md#thing)`` */
export function declarationLink(declaration: Declaration, from: string, pages: Pages): string {
  const shown = code(`${declaration.exportedBy}.${declaration.name}`);
  const target = pages.declaration(declaration);
  return target === undefined ? shown : `[${shown}](${relativeLink(from, target)})`;
}

/** A value of the document. What could end a code span or a table's cell is written as an entity. */
export function valueText(value: string | number | boolean): string {
  if (typeof value === 'boolean') return code(value ? 'True' : 'False');
  const text = JSON.stringify(value);
  if (/^[\w "#%'()+,./:;=?@^-]*$/.test(text)) return code(text);
  return [...text]
    .map((character) => (/[\w "]/.test(character) ? character : `&#${character.codePointAt(0)};`))
    .join('');
}

/** The type of a field or an argument: `Optional[T]` where it can be left out. */
export function placeType(
  { type, required, nullable }: Pick<Field, 'type' | 'required' | 'nullable'>,
  text: TypeText,
): string {
  const orNull = nullable || type.kind === 'nullable';
  const shown = text(type.kind === 'nullable' ? type.of : type);
  if (required) return orNull ? `${code('Nullable')}\\[${shown}\\]` : shown;
  return `${code(orNull ? 'OptionalNullable' : 'Optional')}\\[${shown}\\]`;
}
