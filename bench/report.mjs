/** Tables and charts of what was measured. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { capture, root } from '../scripts/setup.mjs';

const titles = {
  calls: ['One call', 'Through a transport without a network, against the HTTP library and pydantic on the same model. CPU time, medians of 25 rounds in which both took turns.'],
  import: ['Starting', 'Fresh processes, CPU time, medians of 15. Raw is the HTTP library and a client of it; for the first call, pydantic and the same model as well.'],
  events: ['Server-sent events', '20,000 events, against pydantic alone on their data, a thousand of each in turns. CPU time.'],
  lists: ['A long list', '10,000 objects, against `TypeAdapter.validate_json` on the bytes. CPU time.'],
  concurrency: ['Concurrent calls', 'Async calls over warm loopback connections, against the same HTTP library and pydantic; wall time, medians of 9 rounds in which both took turns.'],
  generation: ['Generation', 'From a document to formatted and checked files on disk. CPU time of all processes, started afresh.'],
};

/** Writes a table and a chart of the ratios to docs/benchmarks/; gives the table. */
export function writeReport(name, rows, python) {
  const [title, about] = titles[name];
  const folder = join(root, 'docs/benchmarks');
  mkdirSync(folder, { recursive: true });
  const compared = rows.filter(({ ratio }) => ratio !== undefined);
  const others = [...new Set(compared.map(({ against }) => against ?? 'raw'))].join(' / ');
  const table = [
    `| | ours | ${others} | ours ÷ other | wanted |`,
    '|---|---|---|---|---|',
    ...rows.map(tableRow),
  ].join('\n');
  const chart = compared.length > 0 ? `\n![${title}](${name}.svg)\n` : '';
  const text = `# ${title}\n\n${about}\n\n${table}\n${chart}\n${machine(python)}\n\nMade by \`npm run bench -- ${name}\`.\n`;
  writeFileSync(join(folder, `${name}.md`), text);
  if (compared.length > 0) writeFileSync(join(folder, `${name}.svg`), chartOf(`${title}: ours ÷ other`, compared));
  return text;
}

function tableRow({ what, ours, other, unit, ratio, bar }) {
  const shown = (value) => (value === undefined ? '' : `${amount(value)} ${unit}`);
  return `| ${what} | ${shown(ours)} | ${shown(other)} | ${ratio === undefined ? '' : ratio.toFixed(2)} | ${bar ?? ''} |`;
}

/** Three digits that say something. */
export function amount(value) {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

/** What it was measured on, as a sentence. */
export function machine(python) {
  const facts = 'import sys, platform\nfrom importlib.metadata import version\nprint("Python " + platform.python_version(), *[f"{name} {version(name)}" for name in ("httpx", "httpx2", "pydantic")], sep=", ")';
  const versions = capture(python, ['-c', facts]).stdout.trim();
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Measured on ${cpus().length} × ${cpu?.model.trim()}, ${memory} GB, ${platform()} ${release()} ${arch()}; Node ${process.versions.node}, ${versions}. The machine was shared: the ratios say more than the figures.`;
}

const escapeText = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/`/g, '');

/** Bars of the ratios, with a line at 1, where both are the same. */
export function chartOf(title, rows) {
  const [left, width, height] = [330, 360, 34];
  const largest = Math.max(1.2, ...rows.map(({ ratio }) => ratio)) * 1.05;
  const at = (value) => left + (value / largest) * width;
  const bars = rows.map(({ what, ratio }, index) => {
    const y = 48 + index * height;
    return `  <text x="${left - 10}" y="${y + 15}" text-anchor="end">${escapeText(what)}</text>
  <rect x="${left}" y="${y}" width="${(at(ratio) - left).toFixed(1)}" height="20" rx="3" fill="#3b82c4"/>
  <text x="${(at(ratio) + 6).toFixed(1)}" y="${y + 15}">${ratio.toFixed(2)}</text>`;
  });
  const bottom = 56 + rows.length * height;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${left + width + 60} ${bottom + 20}" font-family="system-ui, sans-serif" font-size="13" fill="#24292f">
  <rect width="100%" height="100%" fill="#ffffff"/>
  <text x="16" y="26" font-size="16" font-weight="600">${escapeText(title)}</text>
${bars.join('\n')}
  <line x1="${at(1).toFixed(1)}" y1="40" x2="${at(1).toFixed(1)}" y2="${bottom}" stroke="#8b949e" stroke-dasharray="4 3"/>
  <text x="${at(1).toFixed(1)}" y="${bottom + 14}" text-anchor="middle" fill="#57606a">1</text>
</svg>
`;
}
