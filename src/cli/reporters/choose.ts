/** Which reporter fits. */
import type { Terminal } from '../terminal.ts';
import { githubReporter } from './github.ts';
import { jsonReporter } from './json.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { plainReporter, prettyReporter } from './text.ts';

export function chooseReporter(
  terminal: Terminal,
  options: ReporterOptions & { readonly json: boolean },
): Reporter {
  if (options.json) return jsonReporter(terminal);
  if (terminal.environment.GITHUB_ACTIONS === 'true') return githubReporter(terminal, options);
  return terminal.isInteractive ? prettyReporter(terminal, options) : plainReporter(terminal, options);
}
