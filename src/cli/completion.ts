/** Completion scripts of shells, made of the commands and options that there are. */
import type { Command } from 'commander';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

interface Entry {
  /** `hooks add`; empty for the program itself. */
  readonly path: string;
  readonly command: Command;
}

/** The script for a shell, to be evaluated by it. */
export function completionScript(shell: Shell, program: Command): string {
  const entries = entriesOf(program, '');
  switch (shell) {
    case 'bash':
      return bash(entries);
    case 'zsh':
      return `#compdef hookline\nautoload -U +X compinit bashcompinit\n(( $+functions[compdef] )) || compinit -u\nbashcompinit\n${bash(entries)}`;
    case 'fish':
      return fish(entries);
  }
}

function entriesOf(command: Command, path: string): readonly Entry[] {
  const join = (name: string): string => (path === '' ? name : `${path} ${name}`);
  return [{ path, command }, ...command.commands.flatMap((one) => entriesOf(one, join(one.name())))];
}

function bash(entries: readonly Entry[]): string {
  const names = entries.filter(({ path }) => path !== '').map(({ path }) => path.split(' ').at(-1));
  const cases = entries.map(({ path, command }) => {
    const words = wordsOf(command).join(' ');
    return `    ${JSON.stringify(path)}) words=${JSON.stringify(words)} options=${JSON.stringify(optionsOf(command))} ;;`;
  });
  const values = entries.flatMap(({ path, command }) =>
    command.options.flatMap(({ long, argChoices }) =>
      long == null || argChoices === undefined
        ? []
        : [
            `    ${JSON.stringify(`${path} ${long}`)}) words=${JSON.stringify(argChoices.join(' '))} options="" ;;`,
          ],
    ),
  );
  return `_hookline() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" path="" words="" options="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
      ${[...new Set(names)].join('|')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  case "$path $before" in
${values.join('\n')}
    *" --"*) words="" ;;
  esac
  case "$current" in
    -*) words="$options" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _hookline hookline
`;
}

/** What may stand next: commands, or the choices of an argument. Nothing leaves it to the shell, which knows files. */
function wordsOf(command: Command): readonly string[] {
  return [
    ...command.commands.map((one) => one.name()),
    ...command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  ];
}

function optionsOf(command: Command): string {
  return [...command.options.flatMap(({ long }) => (long == null ? [] : [long])), '--help'].join(' ');
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
      ...command.registeredArguments.flatMap(({ argChoices }) =>
        argChoices === undefined ? [] : [`complete -c hookline${when} -f -a ${quoted(argChoices.join(' '))}`],
      ),
      ...command.options.flatMap(({ long, description, required, argChoices }) => {
        if (long == null) return [];
        const value =
          argChoices === undefined ? (required ? ' -r' : '') : ` -x -a ${quoted(argChoices.join(' '))}`;
        return [
          `complete -c hookline${when} -l ${long.replace(/^--/, '')}${value} -d ${quoted(description)}`,
        ];
      }),
    ];
  });
  return `${lines.join('\n')}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
