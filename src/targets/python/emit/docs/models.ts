/** Pages of what modules under `models` and `errors` declare. */
import type {
  AliasDecl,
  Argument,
  ClassDecl,
  Declaration,
  EnumDecl,
  ErrorDecl,
  Field,
} from '../../plan/types.ts';
import { code, inlineMarkdown, row, safeMarkdown, tableHead, tableOf } from '../readme/markdown.ts';
import { type ModulePage, moduleTitle, type Pages } from './pages.ts';
import { declarationLinks, placeType, type TypeText, typeText, valueText } from './type-text.ts';

/** `docs/models/thing.md` */
export function modulePage(page: ModulePage, pages: Pages): string {
  const text = typeText(declarationLinks(page.path, pages));
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

const fieldsHead = tableHead(['Field', 'Type', 'Required', 'Description']);

function fieldsTable(fields: readonly Field[], text: TypeText): string {
  const rows = fields.map((field) => placeRow(field, text, fieldDoc(field)));
  return tableOf(fieldsHead, rows);
}

/** A row about a field or an argument. */
export function placeRow(place: Field | Argument, text: TypeText, doc: string): string {
  return `| \`${place.name}\` | ${placeType(place, text)} | ${place.required ? 'yes' : 'no'} | ${doc} |`;
}

function fieldDoc({ deprecation, doc }: Field): string {
  return deprecation ? cells([`Deprecated. ${deprecation.message ?? ''}`, doc]) : cell(doc);
}

const valuesHead = tableHead(['Value', 'Description']);
const membersHead = tableHead(['Member', 'Value', 'Description']);

function enumBody({ members, style, open, type }: EnumDecl): readonly string[] {
  const isNamed = style === 'enum';
  const rows = members.map(({ name, value, doc }) => {
    const own = `| ${valueText(value)} | ${cell(doc)} |`;
    return isNamed ? `| \`${name}\` ${own}` : own;
  });
  return [
    tableOf(isNamed ? membersHead : valuesHead, rows),
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
    discriminator && tags.length > 0 ? tableOf(tableHead([cell(discriminator.property), 'Type']), tags) : '',
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
  return `**Deprecated.** ${cell(declaration.deprecation.message)}`.trimEnd();
}

/** The document's text, its headings below the page's own. */
export function description(doc: string | undefined): string {
  if (doc === undefined) return '';
  const text = safeMarkdown(doc);
  return text.includes('#') ? text.replace(/^ {0,3}#{1,6}(?=\s)/gm, '####') : text;
}

/** The document's text for a table. */
export function cell(text: string | undefined): string {
  return text === undefined ? '' : inlineMarkdown(text.trim());
}

/** One cell of those texts that there are. */
export function cells(parts: readonly (string | undefined)[]): string {
  return cell(parts.filter((part) => part !== undefined && part.trim() !== '').join(' '));
}

export function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
