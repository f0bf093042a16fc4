/** docs/hooks/costs.md: measures every part in processes of its own and writes what hooks cost. */
import { amount, machine } from '../report.mjs';

const sides = [
  ['sync', 'Sync methods', ['sync']],
  ['async', 'Async methods', ['native', 'adapted']],
];

/** The text of the page. `measure` runs a script of the bench and gives what it reports. */
export function hookCosts(measure, python) {
  const run = (script, part, times) => middle(times, () => measure(`hooks/${script}.py`, part).seconds);
  const removed = middle(6, (turn) => measure('hooks/without.py', String(turn % 2)).seconds);
  const one = {};
  const many = {};
  for (const [side, , parts] of sides) {
    one[side] = parts.flatMap((part) => added(run('one', part, 3)));
    many[side] = parts.flatMap((part) => added(run('many', part, 1)));
  }
  const bridge = middle(3, () => measure('hooks/bridge.py').seconds);
  const crowd = middle(3, () => measure('hooks/crowd.py').seconds);
  return page({ removed, one, many, bridge, crowd }, python);
}

/** The medians of what several processes report. */
function middle(times, report) {
  const found = Array.from({ length: times }, (_, turn) => report(turn));
  const of = (name) => found.map((one) => one[name]).sort((a, b) => a - b);
  const median = (sorted) => (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  return Object.fromEntries(Object.keys(found[0]).map((name) => [name, median(of(name))]));
}

function added(seconds) {
  const base = seconds['no hooks'];
  return Object.entries(seconds)
    .filter(([what]) => what !== 'no hooks')
    .map(([what, whole]) => ({ what, base: base * 1e6, added: (whole - base) * 1e6 }));
}

function page(found, python) {
  const tables = sides.map(([side, title]) => costTable(title, found.one[side], found.many[side]));
  return `# What hooks cost

Hooks that do nothing, at \`before_request\`, with a transport without a network.

## What is promised

${promises(found)}

${tables.join('\n')}
## A blocking hook in a crowd

1,000 concurrent async calls, each with a sync hook that blocks for 5 ms, with 32 threads. Medians, and what nine of ten stay below.

| | all calls | an \`asyncio.to_thread\` meanwhile | nine of ten |
|---|---|---|---|
${crowdRow('adapted hook, `hook_threads=32`', 'ours', found.crowd)}
${crowdRow('`run_in_executor` on a pool of 32', 'raw', found.crowd)}

## How it is measured

Every part runs in processes of its own, of which the median counts. One call at a time: single calls of all kinds in shuffled order, their 5th percentile, wall time. 1,000 at a time (sync methods: in 1,000 threads): CPU time of a call, the fastest of a few rounds. What else the machine does only ever adds to a run, so the fast ones tell.

${machine(python)}

Made by \`npm run bench -- hooks\`.
`;
}

function promises({ removed, one, bridge, crowd }) {
  const cost = (what) => [...one.sync, ...one.async].find((row) => row.what === what).added;
  const rows = [
    atMost('no hooks registered, against the same code without them (sync)', removed.sync, 1.01, ' ×', 3),
    atMost('no hooks registered, against the same code without them (async)', removed.async, 1.01, ' ×', 3),
    atMost('a native async hook adds', cost('1 native'), 3, ' µs'),
    atMost('an inline hook adds', cost('1 inline (`blocking = False`)'), 2, ' µs'),
    atMost('ten neighbouring adapted hooks, against one', cost('10 adapted neighbours') / cost('1 adapted'), 1.3, ' ×'),
    atMost('`AsyncToSync…Adapter`, against a bare `call_soon_threadsafe` and back', bridge.ours / bridge.bare, 2.5, ' ×'),
    atLeast('`asyncio.run`, against `AsyncToSync…Adapter`', bridge.run / bridge.ours, 3, ' ×'),
    atMost('1,000 calls with a 5 ms hook, against `run_in_executor`', crowd.ours / crowd.raw, 1.5, ' ×'),
    atMost('`asyncio.to_thread` meanwhile (nine of ten)', crowd['ours waits long'] * 1e3, 20, ' ms'),
  ];
  return `| | measured | bar | holds |\n|---|---|---|---|\n${rows.join('\n')}`;
}

function atMost(what, value, bar, unit, digits = 2) {
  return `| ${what} | ${value.toFixed(digits)}${unit} | ≤ ${bar}${unit} | ${value <= bar ? 'yes' : '**no**'} |`;
}

function atLeast(what, value, bar, unit) {
  return `| ${what} | ${value.toFixed(2)}${unit} | ≥ ${bar}${unit} | ${value >= bar ? 'yes' : '**no**'} |`;
}

function costTable(title, one, many) {
  const rows = one.map(({ what, added: alone }, index) => {
    return `| ${what} | ${signed(alone)} µs | ${signed(many[index].added)} µs |`;
  });
  return `## ${title}

A call without hooks takes ${amount(one[0].base)} µs, one of 1,000 at a time ${amount(many[0].base)} µs.

| hooks | add to a call, one at a time | 1,000 at a time |
|---|---|---|
${rows.join('\n')}
`;
}

function crowdRow(what, name, crowd) {
  const ms = (key) => `${amount(crowd[key] * 1e3)} ms`;
  return `| ${what} | ${ms(name)} | ${ms(`${name} waits`)} | ${ms(`${name} waits long`)} |`;
}

function signed(value) {
  return `${value < 0 ? '−' : ''}${amount(Math.abs(value))}`;
}
