/** Parts of a Markdown file that are ours, each between two markers; the text around them is the user's. */

export interface Section {
  /** `usage` */
  readonly id: string;
  readonly title: string;
  readonly content: string;
}

/** `<!-- Start Usage [usage] -->` … `<!-- End Usage [usage] -->`. */
export function renderSection({ id, title, content }: Section): string {
  return `<!-- Start ${title} [${id}] -->\n## ${title}\n\n${content.trim()}\n<!-- End ${title} [${id}] -->`;
}
