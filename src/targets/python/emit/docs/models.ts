/** Pages of what modules under `models` and `errors` declare. */
import type { AliasDecl, ClassDecl, Declaration, EnumDecl, ErrorDecl, Field } from '../../plan/types.ts';
import { code, inlineMarkdown, row, safeMarkdown, tableOf } from '../readme/markdown.ts';
import { type ModulePage, moduleTitle, type Pages } from './pages.ts';
import { placeType, type TypeText, typeText, valueText } from './type-text.ts';

/** `docs/models/thing.md` */
export function modulePage(page: ModulePage, pages: Pages): string {
  const text = typeText(page.path, pages);
  const parts = page.declarations.map((declaration) => section(declaration, text));
  return `# ${code(moduleTitle(page.path))}\n\n${parts.join('\n\n')}\n`;
}

function section(declaration: Declaration, text: TypeText): string {
  return paragraphs([
    `## ${code(declaration.name)}`,
    deprecated(declaration),
    description(declaration.doc),
    ...body(declaration, text),
  ]);
}

function body(declaration: Declaration, text: TypeText): readonly string[] {
  switch (declaration.kind) {
    case 'class':
      return classBody(declaration, text);
    case 'enum':
      return enumBody(declaration);
    case 'alias':
      return aliasBody(declaration, text);
    case 'error':
      return errorBody(declaration, text);
    default:
      return declaration satisfies never;
  }
}

function classBody({ fields, additional, twin }: ClassDecl, text: TypeText): readonly string[] {
  return [
    fields.length > 0 ? fieldsTable(fields, text) : 'It has no declared fields.',
    additional ? `Other properties are kept in ${code('additional_properties')}: ${text(additional)}.` : '',
    twin ? `A dict of the same fields is accepted in its place: ${code(twin)}.` : '',
  ];
}

function fieldsTable(fields: readonly Field[], text: TypeText): string {
  const rows = fields.map((field) =>
    row([`\`${field.name}\``, placeType(field, text), field.required ? 'yes' : 'no', fieldDoc(field)]),
  );
  return tableOf(['Field', 'Type', 'Required', 'Description'], rows);
}

function fieldDoc({ deprecation, doc }: Field): string {
  if (deprecation) return cell([`Deprecated. ${deprecation.message ?? ''}`, doc]);
  return doc === undefined ? '' : inlineMarkdown(doc.trim());
}

function enumBody({ members, style, open, type }: EnumDecl): readonly string[] {
  const rows = members.map(({ name, value, doc }) =>
    row([...(style === 'enum' ? [code(name)] : []), valueText(value), cell([doc])]),
  );
  const head = [...(style === 'enum' ? ['Member'] : []), 'Value', 'Description'];
  return [
    tableOf(head, rows),
    open ? `Values that are not listed here are kept as a plain ${code(type)}.` : '',
  ];
}

function aliasBody({ type, discriminator, unknown }: AliasDecl, text: TypeText): readonly string[] {
  const members = type.kind === 'union' ? type.members : [type];
  const list = members.map((member) => `* ${text(member)}`).join('\n');
  const tags = discriminator?.tags.map(({ value, member }) => row([valueText(value), text(member)])) ?? [];
  return [
    type.kind === 'union' ? 'One of:' : 'Stands for:',
    list,
    discriminator && tags.length > 0 ? tableOf([cell([discriminator.property]), 'Type'], tags) : '',
    unknown ? `A value of another kind is kept as ${code(unknown)}, with the JSON in ${code('raw')}.` : '',
  ];
}

function errorBody({ data, messagePaths }: ErrorDecl, text: TypeText): readonly string[] {
  const message = messagePaths?.map((path) => path.join('.')).join(' or ');
  return [
    'An exception; `message`, `status_code`, `headers`, `body` and `raw_response` are those of every error.' +
      (message === undefined ? '' : ` Its message is ${code(`data.${message}`)}.`),
    `### ${code('data')}`,
    ...(data.kind === 'class' ? classBody(data, text) : aliasBody(data, text)),
  ];
}

// --- Text -----------------------------------------------------------------------------------------------

function deprecated(declaration: Declaration): string {
  if (declaration.kind !== 'class' || !declaration.deprecation) return '';
  return `**Deprecated.** ${cell([declaration.deprecation.message])}`.trimEnd();
}

/** The document's text, its headings below the page's own. */
export function description(doc: string | undefined): string {
  return safeMarkdown(doc ?? '').replace(/^ {0,3}#{1,6}(?=\s)/gm, '####');
}

/** The document's text for a table. */
export function cell(parts: readonly (string | undefined)[]): string {
  return inlineMarkdown(
    parts
      .filter((part) => part !== undefined && part.trim() !== '')
      .join(' ')
      .trim(),
  );
}

export function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
