/** The catalogue's entries for writing into the output folder. */
import type { Entry } from './entry.ts';

export const outputProblems = {
  'output-path-unsafe': {
    title: 'A file would be written where it must not be',
    cause: 'Names of files come from the document; they have to stay in the output folder on every system.',
    fix: 'Rename what the file is named after, in the document or with an overlay.',
  },
  'output-path-clash': {
    title: 'Two files would have the same name',
    cause: 'On many systems names that differ only in case are the same file.',
    fix: 'Rename one of the things that the files are named after, in the document or with an overlay.',
  },
  'output-not-ours': {
    title: 'There is a file that no run of hookline wrote',
    cause: 'Files that hookline did not write are never touched.',
    fix: 'Move or delete the file, or list it in `.genignore` to keep yours in place of the generated one.',
  },
  'output-edit-without-base': {
    title: 'An edited file cannot be merged',
    cause: 'The text that was last generated is not there, so your edits cannot be told from it.',
    fix: 'Commit the file and use `--force` to replace it, or list it in `.genignore` to keep it as it is.',
  },
  'output-edit-conflict': {
    title: 'An edit conflicts with the new text',
    cause: 'You and the new document changed the same lines; both are in the file, between markers.',
    fix: 'Resolve the places by hand, or use `--force` to take the generated lines.',
  },
  'output-edit-unresolved': {
    title: 'A conflict is not resolved',
    cause: 'The file has the markers of an earlier conflict.',
    fix: 'Resolve it by hand, or use `--force` to take the generated text.',
  },
  'output-edit-overwritten': {
    title: 'An edit was overwritten',
    cause: 'The configuration says `persistentEdits.enabled: false`.',
    fix: 'Remove that option to have edits merged, or list the file in `.genignore`.',
  },
  'output-edit-kept': {
    title: 'An edited file is no longer generated',
    cause: 'It is not part of the SDK any more, and has edits of yours, so it was not removed.',
    fix: 'Delete it, or list it in `.genignore` if you want to keep it.',
  },
  'output-left-behind': {
    title: 'A file of yours is no longer used',
    cause: 'The configuration or the document changed, and what used the file is not generated any more.',
    fix: 'Delete the file if you do not need it.',
  },
  'output-lock-unreadable': {
    title: 'The lock file cannot be read',
    cause: 'It is damaged, or has the markers of a merge conflict.',
    fix: 'Restore it from version control; after a merge conflict take either side, and generate again.',
  },
  'output-unwritable': {
    title: 'The output folder cannot be written',
    cause: 'A file or folder in it cannot be opened, made or replaced.',
    fix: 'Check its permissions and the space on the disk, and close programs that hold its files.',
  },
  'output-busy': {
    title: 'Another run is writing into the output folder',
    cause: 'Two runs at once would mix their files.',
    fix: 'Wait until the other run has ended, and start again.',
  },
} as const satisfies Readonly<Record<string, Entry>>;
