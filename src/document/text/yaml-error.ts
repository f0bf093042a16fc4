/** Errors of the YAML parser, in words that say what to do. */
import type { YAMLParseError } from 'yaml';
import type { TextProblem } from './parsed.ts';
import { tooDeep } from './too-deep.ts';
import { firstTooDeep } from './yaml-depth.ts';

/** Errors that follow from the first one help nobody: a few are enough. */
const mostErrors = 3;

interface Words {
  readonly message?: string;
  readonly fix?: string;
}

/** What to say for a code of the parser, where its own message is not plain enough. */
const words: { readonly [code: string]: Words } = {
  BAD_INDENT: { fix: 'Indent the line like its neighbours.' },
  TAB_AS_INDENT: {
    message: 'A tab is used for indentation.',
    fix: 'Indent with spaces: YAML allows no tabs.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'There is a second ": " on the line, or the line is indented too far.',
    fix: 'Put text with a colon in quotes, and check the indentation.',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'A key goes over several lines; often its colon is missing.',
    fix: 'Put a colon and a blank after the key.',
  },
  MISSING_CHAR: { fix: 'Check quotes, brackets and the blank after the colon.' },
  BAD_ALIAS: { fix: 'An asterisk begins an alias: put text that begins with one in quotes.' },
  BAD_SCALAR_START: { fix: 'Put the text in quotes: it begins with a sign that means something in YAML.' },
  BAD_DQ_ESCAPE: { fix: 'Write a backslash as \\\\, or use single quotes.' },
  MULTIPLE_DOCS: {
    message: 'The file holds several YAML documents.',
    fix: 'Put each into a file of its own, or remove the line "---" between them.',
  },
  UNEXPECTED_TOKEN: { fix: 'Check the line above as well: quotes, brackets and indentation.' },
  IMPOSSIBLE: { fix: 'Check the line above as well: quotes, brackets and indentation.' },
  KEY_OVER_1024_CHARS: { message: 'A key is longer than 1,024 characters; often its colon is missing.' },
};

/** Messages of the parser that need other words, whatever their code. */
const phrases: readonly (readonly [pattern: RegExp, words: Words])[] = [
  [
    /^Flow (?:map|sequence)|end with a [}\]]/,
    {
      message: 'A "{" or "[" before this place is not closed, or what is in it is not indented.',
      fix: 'Close the bracket, and put text that begins with one in quotes.',
    },
  ],
  [
    /^Missing closing/,
    { message: 'A quote before this place is not closed.', fix: 'Close the text with a quote.' },
  ],
];

/** The errors as problems, in the order of the text. */
export function yamlErrors(errors: readonly YAMLParseError[], text: string): readonly TextProblem[] {
  const overflow = errors.find((error) => error.message.includes('call stack'));
  if (overflow !== undefined) {
    const start = firstTooDeep(text) ?? overflow.pos[0];
    return [tooDeep({ start, end: start + 1 })];
  }
  const problems = errors.slice(0, mostErrors).map((error) => yamlError(error, text));
  return problems.filter(({ span }, index) => {
    const before = problems[index - 1];
    return before === undefined || text.slice(before.span.start, span.start).includes('\n');
  });
}

function yamlError(error: YAMLParseError, text: string): TextProblem {
  const start = Math.min(error.pos[0], text.length);
  const phrase = phrases.find(([pattern]) => pattern.test(error.message));
  const { message, fix } = phrase?.[1] ?? words[error.code] ?? {};
  const span = { start, end: Math.max(start + 1, Math.min(error.pos[1], text.length)) };
  return {
    code: 'yaml-syntax',
    severity: 'error',
    message: message ?? sentence(error.message),
    span,
    ...(fix !== undefined && { fix }),
  };
}

function sentence(message: string): string {
  const line = message.split('\n')[0] ?? message;
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
