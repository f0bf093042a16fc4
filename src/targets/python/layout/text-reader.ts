/** Goes over a source, word by word. */
import { pythonKeywords } from '../../../code/printable.ts';
import { endOfName, type KnownText, type Mentions } from './flat.ts';
import { RunDraft } from './run-draft.ts';
import type { Run } from './tree.ts';

/** A position in a source, what was met on the way to it, and the run that is being read. */
export class TextReader {
  readonly text: string;
  at = 0;
  /** Names whose values are asked for. */
  readonly used = new Set<string>();
  readonly parameters = new Set<string>();
  /** Whether what is read is made into runs, for lines that may not stay as they are. */
  protected builds = true;
  /** Not building, met what its line can't keep: brackets that have to open, or other quotes. */
  protected changes = false;
  protected run = new RunDraft(0);
  protected readonly known: KnownText;

  constructor(text: string, known: KnownText) {
    this.text = text;
    this.known = known;
  }

  /** Notes the names that flat text asks for; false where it has to be read in another way. */
  mentions(from: number, to: number): boolean {
    const mentions = this.known.mentions(this.text.slice(from, to));
    if (mentions === undefined) return false;
    this.uses(mentions);
    return true;
  }

  protected uses(mentions: Mentions): void {
    if (mentions.seenBy === this) return;
    mentions.seenBy = this;
    for (const name of mentions.names) this.used.add(name);
  }

  /** Whether `read` goes over text that may stay as it is up to there. */
  skims(read: () => boolean, end: number): boolean {
    this.builds = false;
    this.changes = false;
    const isRead = read();
    this.builds = true;
    return isRead && !this.changes && this.at === end;
  }

  /** Begins a run at the position; what it was part of is to be handed to `end`. */
  begin(): RunDraft {
    const outer = this.run;
    this.run = new RunDraft(this.at);
    return outer;
  }

  end(outer: RunDraft): Run {
    this.flush();
    const run = this.run.run();
    this.run = outer;
    return run;
  }

  protected flush(): void {
    if (this.builds) this.run.upTo(this.at, this.text);
  }

  /** Goes over the word where it comes next. */
  takes(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  /** An identifier that is no keyword; empty where there is none. */
  name(): string {
    const end = endOfName(this.text, this.at);
    if (end === 0) return '';
    const name = this.text.slice(this.at, end);
    if (pythonKeywords.has(name)) return '';
    this.at = end;
    return name;
  }

  /** Takes other text of one line in place of the source up to there. */
  protected replace(text: string, end: number): void {
    this.changes = true;
    this.flush();
    this.run.push(text, text.length, end);
    this.at = end;
  }
}
