/** Fields of a docstring's list: `:param thing_id: The thing's own number.` */

const width = 100;

/** A field of the list, its text wrapped and indented under it. */
export function docField(head: string, text: string): string {
  let row = `:${head}: ${oneLine(text)}`.trimEnd();
  // Where the row may break first: its first word stays, however long it is.
  let first = head.length + 2;
  if (row.length <= width) return row;
  const rows: string[] = [];
  while (row.length > width) {
    const fitting = row.lastIndexOf(' ', width);
    const end = fitting >= first ? fitting : row.indexOf(' ', first);
    if (end < 0) break;
    rows.push(row.slice(0, end));
    row = `    ${row.slice(end + 1)}`;
    first = 4;
  }
  return [...rows, row].join('\n');
}

/** The text with one blank for all that are in a row. */
export function oneLine(text: string): string {
  return unusualBlanks.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

const unusualBlanks = /[^\S ]| {2}|^ | $/;
