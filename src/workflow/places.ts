/** What a workflow may name: it may come with a stranger's branch, and what it makes stays in the project. */
import { posix, resolve } from 'node:path';

/** Why one of the documents is not read. */
export function refusedInput(inputs: readonly string[]): string | undefined {
  const registry = inputs.find((input) => /^registry\./i.test(input));
  if (registry !== undefined)
    return `${JSON.stringify(registry)} is in a registry; hookline reads files and URLs.`;
  return inputs.includes('-') ? '"-" is standard input, which several targets cannot share.' : undefined;
}

/** Why the document of a source is not written there. */
export function refusedSourceOutput(
  name: string,
  output: string,
  inputs: readonly string[],
): string | undefined {
  const said = spoken(name, output);
  const refused = refusedPath(output);
  if (refused !== undefined) return `${said} ${refused}.`;
  if (!/\.(?:json|ya?ml)$/i.test(output)) return `${said} does not end in .yaml, .yml or .json.`;
  if (partsOf(output).some((part) => part.startsWith('.') && !ownFolders.has(part)))
    return `${said} is in a folder of another program.`;
  return inputs.some((input) => resolve('/', input) === resolve('/', output))
    ? `${said} is one of its inputs.`
    : undefined;
}

/** Why an SDK is not written there. */
export function refusedTargetOutput(name: string, output: string): string | undefined {
  const refused = refusedPath(output);
  if (refused !== undefined) return `${spoken(name, output)} ${refused}.`;
  const hidden = partsOf(output).some((part) => /^\.[^.]/.test(part));
  return hidden ? `${spoken(name, output)} is in a folder of another program.` : undefined;
}

function spoken(name: string, output: string): string {
  return `The output ${JSON.stringify(output)} of ${JSON.stringify(name)}`;
}

function partsOf(output: string): readonly string[] {
  return posix.normalize(output.replaceAll('\\', '/')).split('/');
}

const ownFolders = new Set(['.hookline', '.speakeasy']);

function refusedPath(output: string): string | undefined {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(output)) return 'is a URL; expected is a folder of the project';
  if (/^[\\/]|^[A-Za-z]:/.test(output) || partsOf(output)[0] === '..') return 'is not inside of the project';
  // What people expect a shell to fill in would become the name of a folder.
  if (/^~|\$\{?\w|%\w+%/.test(output)) return 'has a variable in it, and none are filled in';
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(output)) return 'has characters in it that cannot be seen';
  return output !== '' && output.trim() === '' ? 'is blank' : undefined;
}
