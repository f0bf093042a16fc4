/** Ours beside published SDKs: runs the parts in an environment of their own and writes the tables. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, environment, root } from '../../scripts/setup.mjs';
import { amount, chartOf, machine } from '../report.mjs';

const parts = {
  start: {
    title: 'Starting',
    about:
      'Fresh processes, CPU time, medians of 7. “÷ raw” is against the HTTP library and its client; for the first call, against the same with pydantic and models by hand.',
    columns: ['import and client', '÷ raw', 'memory beyond raw', 'modules', 'to the end of the first call', '÷ raw'],
    units: ['ms', '×', 'MB', '', 'ms', '×'],
    charted: 5,
    chart: 'Time to first call',
  },
  calls: {
    title: 'One call',
    about: 'Through a transport without a network; CPU time, medians of 15 rounds in turns.',
    columns: ['sync', '÷ HTTP alone', '÷ HTTP and pydantic', 'async', '÷ HTTP alone', '÷ HTTP and pydantic'],
    units: ['µs', '×', '×', 'µs', '×', '×'],
    charted: 2,
    chart: 'One sync call',
  },
  concurrency: {
    title: '200 calls at once',
    about:
      'Over warm loopback connections, with the client that each makes for itself; wall time, medians of up to 3 crowds. Raw is the HTTP library as it comes, with pydantic; above 1 is faster than that. A dash: a call ran out of its time, or the crowd took more than 30 s.',
    columns: ['calls each second', 'raw', 'SDK ÷ raw'],
    units: ['', '', '×'],
  },
  lists: {
    title: 'A list of 10,000 items',
    about: 'Against `TypeAdapter.validate_json` on the same bytes. CPU time, medians of up to 9.',
    columns: ['the call', '÷ pydantic'],
    units: ['ms', '×'],
    charted: 1,
    chart: 'A list of 10,000 items',
  },
  events: {
    title: 'Up to 20,000 server-sent events',
    about: 'An event (of 20,000, or of as many as come in 5 s), in chunks of 64 bytes and of 64 KiB, against pydantic alone on its data. CPU time, medians of up to 3.',
    columns: ['64 bytes', '÷ pydantic', '64 KiB', '÷ pydantic'],
    units: ['µs', '×', 'µs', '×'],
    charted: 1,
    chart: 'One event, in chunks of 64 bytes',
  },
};

/** The environment with the SDKs in it; one that the registry does not have is left out. */
export function peersEnvironment() {
  const python = environment('peers-venv', 'bench/peers/requirements.txt');
  for (const name of ['openai', 'anthropic', 'mistralai', 'cohere']) {
    if (capture(python, ['-m', 'pip', 'show', '--quiet', name]).code === 0) continue;
    console.log(`bench: installing ${name}`);
    capture(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', name]);
  }
  return python;
}

/** Measures all parts and writes docs/benchmarks/peers.md and its charts; gives the text. */
export function comparePeers({ python, ours }) {
  const sections = [];
  const notes = new Set();
  for (const [name, part] of Object.entries(parts)) {
    console.log(`bench: peers, ${name}`);
    const found = measure(python, ours, name);
    for (const note of found.notes) notes.add(note);
    sections.push(section(name, part, found.rows));
  }
  const text = `# Beside published SDKs

Each SDK makes the same kind of call to an API that answers at once, and is measured against the same by hand: the HTTP library that it uses, and pydantic models of what the API answers. Ours is generated from OpenAI's document, as it is published.

${sections.join('\n\n')}

${[...notes].map((note) => `- ${note}\n`).join('')}
${machine(python)}

Made by \`npm run bench -- peers\`.
`;
  writeFileSync(join(root, 'docs/benchmarks/peers.md'), text);
  return text;
}

function measure(python, ours, part) {
  const env = {
    ...process.env,
    PYTHONPATH: existsSync(ours) ? ours : '',
    PYTHONDONTWRITEBYTECODE: '',
    PYTHONWARNINGS: 'ignore',
  };
  const result = capture(python, [join(root, 'bench/peers/compare.py'), part], { env });
  if (result.code !== 0) return { rows: [], notes: [`${part} could not be measured: ${lastLine(result.stderr)}`] };
  return JSON.parse(result.stdout);
}

const lastLine = (text) => text.trim().split('\n').at(-1);

function section(name, { title, about, columns, units, charted, chart }, rows) {
  const lines = rows.map(({ what, values }) => {
    const cells = values.map((value, index) => shown(value, units[index]));
    return `| ${what} | ${cells.join(' | ')} |`;
  });
  const table = [`| | ${columns.join(' | ')} |`, `|---|${columns.map(() => '---|').join('')}`, ...lines].join('\n');
  if (charted === undefined || rows.length === 0) return `## ${title}\n\n${about}\n\n${table}`;
  const bars = rows.map(({ what, values }) => ({ what, ratio: values[charted] }));
  writeFileSync(join(root, `docs/benchmarks/peers-${name}.svg`), chartOf(`${chart}: SDK ÷ by hand`, bars));
  return `## ${title}\n\n${about}\n\n${table}\n\n![${chart}](peers-${name}.svg)`;
}

function shown(value, unit) {
  if (value === null) return '—';
  if (unit === '×') return value.toFixed(2);
  return unit === '' ? Math.round(value).toLocaleString('en-US') : `${amount(value)} ${unit}`;
}
