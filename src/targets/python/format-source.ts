/** One file through ruff. */
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';

const workspace = new Workspace(
  { 'line-length': 88, 'target-version': 'py39', lint: { select: ['E9', 'F'] } },
  PositionEncoding.Utf16,
);

interface Finding {
  readonly message: string;
  readonly start_location: { readonly row: number; readonly column: number };
}

/** The file's content formatted; throws where ruff finds something wrong with it. */
export function formatSource(file: { readonly path: string; readonly content: string }): string {
  const findings: readonly Finding[] = workspace.check(file.content);
  const [first] = findings;
  if (first) throw new Error(describe(file, first));
  return workspace.format(file.content);
}

function describe(file: { readonly path: string; readonly content: string }, finding: Finding): string {
  const { row, column } = finding.start_location;
  const line = file.content.split('\n')[row - 1] ?? '';
  return `the generated ${file.path}:${row}:${column} is not valid Python: ${finding.message}\n    ${line.trim()}`;
}
