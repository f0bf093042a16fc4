/** Python types in Markdown, with links to what the package declares. */
import type { Declaration, Field, PyType } from '../../plan/types.ts';
import { code } from '../readme/markdown.ts';
import { type Pages, relativeLink } from './pages.ts';

/** Writes types for one page. */
export type TypeText = (type: PyType) => string;

/** Writes links from one page to what the package declares. */
export type DeclarationLink = (declaration: Declaration) => string;

/** `List[Thing]` where `Thing` links to its page. */
export function typeText(link: DeclarationLink): TypeText {
  const generic = (name: string, parts: string): string => `\`${name}\`\\[${parts}\\]`;
  const text: TypeText = (type) => {
    switch (type.kind) {
      case 'simple':
        return `\`${type.name}\``;
      case 'any':
        return '`Any`';
      case 'external': {
        const { module, name } = type.ref;
        const shown = module.startsWith('.') || module === 'typing' ? name : `${module}.${name}`;
        return type.arguments ? generic(shown, type.arguments.map(text).join(', ')) : `\`${shown}\``;
      }
      case 'declared':
        return link(type.decl);
      case 'list':
        return generic('List', text(type.item));
      case 'dict':
        return generic('Dict', `\`str\`, ${text(type.value)}`);
      case 'union':
        return generic('Union', type.members.map(text).join(', '));
      case 'literal':
        return generic('Literal', type.values.map(valueText).join(', '));
      case 'stream':
        return generic(type.format === 'sse' ? 'EventStream' : 'JsonLStream', text(type.of));
      case 'nullable':
        return generic('Nullable', text(type.of));
      case 'annotated':
        return text(type.of);
      default:
        return type satisfies never;
    }
  };
  return text;
}

/** ``[`models.Thing`](../models/thing.md#thing)``, each made once for the page. */
export function declarationLinks(from: string, pages: Pages): DeclarationLink {
  const known = new Map<Declaration, string>();
  return (declaration) => {
    const found = known.get(declaration);
    if (found !== undefined) return found;
    const shown = `\`${declaration.exportedBy}.${declaration.name}\``;
    const target = pages.declaration(declaration);
    const link = target === undefined ? shown : `[${shown}](${relativeLink(from, target)})`;
    known.set(declaration, link);
    return link;
  };
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
  if (required) return orNull ? `\`Nullable\`\\[${shown}\\]` : shown;
  return `\`${orNull ? 'OptionalNullable' : 'Optional'}\`\\[${shown}\\]`;
}
