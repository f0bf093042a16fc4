/** Questions on a terminal. */
import type { Prompter } from './commands/init.ts';

/** Nothing where there is nobody to ask. */
export async function terminalPrompter(): Promise<Prompter | undefined> {
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) return undefined;
  const { confirm, isCancel, note, text } = await import('@clack/prompts');
  return {
    text: async (message, suggestion, check) => {
      const answer = await text({
        message,
        placeholder: suggestion,
        defaultValue: suggestion,
        validate: (value) => (value === undefined || value === '' ? undefined : check(value)),
      });
      return isCancel(answer) ? undefined : answer;
    },
    confirm: async (message, initialValue) => {
      const answer = await confirm({ message, initialValue });
      return isCancel(answer) ? undefined : answer;
    },
    show: (title, content) => note(content.trimEnd(), title),
  };
}
