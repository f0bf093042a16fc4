/** Generation: CPU and memory for large documents beside openapi-python-client, and the cost as documents grow. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { capture, cli, fail } from '../scripts/setup.mjs';

/** Starts a program and tells the CPU seconds and peak memory of it and of what it started. */
const usage = `
import json, os, resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps({"code": code, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * unit / 1e6}))
`;

function used(python, command) {
  const path = `${dirname(python)}${delimiter}${process.env.PATH}`;
  const result = capture(python, ['-c', usage, ...command], { env: { ...process.env, PATH: path } });
  if (result.code !== 0) fail(`${command.join(' ')} could not be measured.\n${result.stderr}`);
  return JSON.parse(result.stdout);
}

/** The median by CPU of several runs. */
function median(runs) {
  return [...runs].sort((a, b) => a.cpu - b.cpu)[Math.floor(runs.length / 2)];
}

function ours(folder, python, document, name) {
  const config = join(folder, `${name}.gen.yaml`);
  const out = join(folder, name);
  rmSync(out, { recursive: true, force: true });
  writeFileSync(config, `configVersion: 2.0.0\ngeneration:\n  sdkClassName: SDK\npython:\n  packageName: generated_sdk\n`);
  const run = used(python, [process.execPath, cli, 'generate', '--schema', document, '--config', config, '--out', out]);
  if (run.code !== 0) fail(`hookline generate failed for ${document}.`);
  rmSync(out, { recursive: true, force: true });
  return run;
}

function theirs(folder, python, document, name) {
  const out = join(folder, `${name}-peer`);
  rmSync(out, { recursive: true, force: true });
  const command = [join(dirname(python), 'openapi-python-client'), 'generate', '--path', document];
  const run = used(python, [...command, '--output-path', out, '--overwrite']);
  rmSync(out, { recursive: true, force: true });
  return run;
}

/** The rows of the report. */
export function generationRows({ folder, corpus, python }) {
  return [...beside(folder, corpus, python), ...growth(folder, python)];
}

function beside(folder, corpus, python) {
  const rows = [];
  for (const [title, file] of [['GitHub', 'github.json'], ['OpenAI', 'openai.yaml']]) {
    const document = join(corpus, file);
    if (!existsSync(document)) continue;
    console.log(`bench: generation of ${title}`);
    // One turn: the peer takes minutes.
    const runs = [0].map((turn) => [
      ours(folder, python, document, `generation-${turn}`),
      theirs(folder, python, document, `generation-${turn}`),
    ]);
    const mine = median(runs.map(([run]) => run));
    const peer = median(runs.map(([, run]) => run));
    const against = 'openapi-python-client';
    rows.push({ what: title, ours: mine.cpu, other: peer.cpu, unit: 's', ratio: mine.cpu / peer.cpu, bar: '≤ 0.17', against });
    rows.push({ what: `${title}, peak memory`, ours: mine.memory, other: peer.memory, unit: 'MB', ratio: mine.memory / peer.memory, bar: file === 'github.json' ? '≤ 700 MB' : '', against });
  }
  return rows;
}

function growth(folder, python) {
  const rows = [];
  for (const count of [10, 100, 1000, 10_000]) {
    console.log(`bench: generation of ${count} operations`);
    const document = join(folder, `repeated-${count}.json`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(document, JSON.stringify(repeated(count)));
    const runs = Array.from({ length: count >= 1000 ? 1 : 3 }, () => ours(folder, python, document, 'repeated'));
    const { cpu, memory } = median(runs);
    rows.push({ what: `${count.toLocaleString('en-US')} operations, each (whole: ${cpu.toFixed(2)} s, ${Math.round(memory)} MB)`, ours: (cpu / count) * 1000, unit: 'ms' });
  }
  return rows;
}

/** A document with as many operations, twenty in each tag, each with models of its own. */
function repeated(count) {
  const paths = {};
  const schemas = {};
  const answer = (name) => ({
    description: 'What is asked for.',
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  for (let index = 0; index < count; index++) {
    const [thing, part] = [`Thing${index}`, `Part${index}`];
    paths[`/things${index}/{id}`] = {
      put: {
        operationId: `putThing${index}`,
        summary: 'Changes a thing.',
        tags: [`group${Math.floor(index / 20)}`],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'verbose', in: 'query', schema: { type: 'boolean' }, description: 'Whether to tell all.' },
        ],
        requestBody: { required: true, content: answer(thing).content },
        responses: { 200: answer(thing), 404: { description: 'It is not there.' } },
      },
    };
    schemas[thing] = {
      type: 'object',
      required: ['id'],
      description: 'A thing with parts.',
      properties: {
        id: { type: 'string' },
        kind: { type: 'string', enum: ['small', 'large'] },
        createdAt: { type: 'string', format: 'date-time' },
        parts: { type: 'array', items: { $ref: `#/components/schemas/${part}` } },
      },
    };
    schemas[part] = { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer' } } };
  }
  return { openapi: '3.1.0', info: { title: 'Repeated', version: '1' }, servers: [{ url: 'http://bench.test' }], paths, components: { schemas } };
}
