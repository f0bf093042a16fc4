/** Completion scripts of shells, made of the commands and options that there are. */
import type { Command } from 'commander';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

interface Entry {
  /** `hooks add`; empty for the program itself. */
  readonly path: string;
  readonly words: readonly string[];
  readonly command: Command;
}

/** The script for a shell, to be evaluated by it. */
export function completionScript(shell: Shell, program: Command): string {
  const entries = entriesOf(program, '');
  switch (shell) {
    case 'bash':
      return bash(entries);
    case 'zsh':
      return `#compdef hookline\nautoload -U +X bashcompinit && bashcompinit\n${bash(entries)}`;
    case 'fish':
      return fish(entries);
  }
}

function entriesOf(command: Command, path: string): readonly Entry[] {
  const inner = command.commands.map((one) => one.name());
  const options = command.options.flatMap(({ long }) => (long == null ? [] : [long]));
  const join = (name: string): string => (path === '' ? name : `${path} ${name}`);
  return [
    { path, words: [...inner, ...options, '--help'], command },
    ...command.commands.flatMap((one) => entriesOf(one, join(one.name()))),
  ];
}

function bash(entries: readonly Entry[]): string {
  const names = entries.filter(({ path }) => path !== '').map(({ path }) => path.split(' ').at(-1));
  const cases = entries.map(
    ({ path, words }) => `    ${JSON.stringify(path)}) words=${JSON.stringify(words.join(' '))} ;;`,
  );
  return `_hookline() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" words="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
      ${[...new Set(names)].join('|')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _hookline hookline
`;
}

function fish(entries: readonly Entry[]): string {
  const lines = entries.flatMap(({ path, command }) => {
    const inner = command.commands.map((one) => one.name());
    const seen = path.split(' ').filter((word) => word !== '');
    const conditions = [
      ...seen.map((word) => `__fish_seen_subcommand_from ${word}`),
      ...(inner.length > 0 ? [`not __fish_seen_subcommand_from ${inner.join(' ')}`] : []),
    ];
    const when = conditions.length > 0 ? ` -n ${quoted(conditions.join('; and '))}` : '';
    return [
      ...command.commands.map(
        (one) => `complete -c hookline${when} -f -a ${one.name()} -d ${quoted(one.description())}`,
      ),
      ...command.options.flatMap(({ long, description }) =>
        long == null
          ? []
          : [`complete -c hookline${when} -l ${long.replace(/^--/, '')} -d ${quoted(description)}`],
      ),
    ];
  });
  return `${lines.join('\n')}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
