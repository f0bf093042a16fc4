/** `.genignore`: files that are not generated, in the syntax of .gitignore. */
import ignore from 'ignore';

/** Whether a path is to be left alone. */
export function ignoredBy(genignore: string | undefined): (path: string) => boolean {
  if (genignore === undefined) return () => false;
  const rules = ignore({ ignorecase: false }).add(genignore);
  return (path) => rules.ignores(path);
}
