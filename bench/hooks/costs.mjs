/** docs/hooks/costs.md, from what the bench of hooks reports. */
import { amount, machine } from '../report.mjs';

export function hookCosts({ costs, bridges, crowd }, python) {
  const kinds = [...new Set(costs.map(({ kind }) => kind))];
  const tables = kinds.map((kind) => {
    const rows = costs.filter((row) => row.kind === kind && row.what !== 'no hooks');
    const base = costs.find((row) => row.kind === kind && row.what === 'no hooks');
    return `## ${kind[0].toUpperCase()}${kind.slice(1)}

A call without hooks takes ${amount(base.micros)} µs through a transport without a network.

| before_request hooks | adds to a call |
|---|---|
${rows.map(({ what, added }) => `| ${what} | ${signed(added)} µs |`).join('\n')}
`;
  });
  return `# What hooks cost

Hooks that do nothing, CPU time, medians of rounds in which all took turns.

${tables.join('\n')}
## An async hook in a sync method

The process pinned to one CPU.

| | µs | |
|---|---|---|
| \`AsyncToSync…Adapter\` | ${amount(bridges.ours)} | |
| a bare \`call_soon_threadsafe\` and back | ${amount(bridges.bare)} | ours takes ${(bridges.ours / bridges.bare).toFixed(2)} × as long |
| \`asyncio.run\` for each call | ${amount(bridges.run)} | takes ${(bridges.run / bridges.ours).toFixed(1)} × as long as ours |

## A blocking hook in a crowd

1,000 concurrent async calls, each with a sync hook that blocks for 5 ms, with 32 threads.

| | all calls | an \`asyncio.to_thread\` meanwhile |
|---|---|---|
| adapted hook, \`hook_threads=32\` | ${amount(crowd.ours)} ms | ${amount(crowd.waits)} ms |
| \`run_in_executor\` on a pool of 32 | ${amount(crowd.raw)} ms | ${amount(crowd.waitsRaw)} ms |

${machine(python)}

Made by \`npm run bench -- hooks\`.
`;
}

function signed(value) {
  return `${value < 0 ? '−' : ''}${amount(Math.abs(value))}`;
}
