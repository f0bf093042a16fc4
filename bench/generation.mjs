/**
 * Generation: CPU and memory for large documents beside openapi-python-client, and openapi-generator where Java is
 * there; and the cost as documents grow.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { capture, cli, fail } from '../scripts/setup.mjs';
import { openapiGenerator } from './openapi-generator.mjs';

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

/** Output folders: new ones each time, because removing thousands of files slows down what is written after it. */
const made = [];

function fresh(folder, name) {
  const parent = mkdtempSync(join(folder, 'generation-'));
  made.push(parent);
  return join(parent, name);
}

function ours(folder, python, document) {
  const config = join(folder, 'bench.gen.yaml');
  writeFileSync(config, `configVersion: 2.0.0\ngeneration:\n  sdkClassName: SDK\npython:\n  packageName: generated_sdk\n`);
  const out = fresh(folder, 'ours');
  const run = used(python, [process.execPath, cli, 'generate', '--schema', document, '--config', config, '--out', out]);
  if (run.code !== 0) fail(`hookline generate failed for ${document}.`);
  return run;
}

/** With its own formatting, for which ruff has to be there. */
function theirs(folder, python, document) {
  const out = fresh(folder, 'peer');
  const command = [join(dirname(python), 'openapi-python-client'), 'generate', '--path', document];
  const run = used(python, [...command, '--output-path', out]);
  if (run.code !== 0) fail(`openapi-python-client failed for ${document}.`);
  return run;
}

/** The rows of the report. */
export function generationRows({ folder, corpus, python }) {
  mkdirSync(folder, { recursive: true });
  const ruff = join(dirname(python), process.platform === 'win32' ? 'ruff.exe' : 'ruff');
  if (!existsSync(ruff)) fail(`${ruff} is missing: the peer would not format.`);
  try {
    return [...beside(folder, corpus, python), ...growth(folder, python)];
  } finally {
    for (const out of made.splice(0)) rmSync(out, { recursive: true, force: true });
  }
}

/** How often ours and openapi-python-client take turns; openapi-generator, which needs a minute, runs once. */
const rounds = 5;

function beside(folder, corpus, python) {
  const documents = [['GitHub', 'github.json', '≤ 700 MB'], ['OpenAI', 'openai.yaml', undefined]];
  const there = documents.filter(([, file]) => existsSync(join(corpus, file)));
  if (there.length === 0) console.log('bench: generation beside peers needs ../shared/corpus; left out.');
  const jar = there.length > 0 ? openapiGenerator(folder) : undefined;
  return there.flatMap(([title, file, most]) => {
    const document = join(corpus, file);
    console.log(`bench: generation of ${title}`);
    const turns = Array.from({ length: rounds }, () => [ours(folder, python, document), theirs(folder, python, document)]);
    const mine = median(turns.map(([run]) => run));
    const rows = compared(title, mine, median(turns.map(([, run]) => run)), 'openapi-python-client', most);
    if (jar === undefined) return rows;
    return [...rows, ...compared(`${title}, ${jar.against}`, mine, ofJava(folder, python, document, jar), jar.against)];
  });
}

function compared(title, mine, peer, against, most = '') {
  const bar = against === 'openapi-python-client' ? '≤ 0.17' : '';
  return [
    { what: title, ours: mine.cpu, other: peer.cpu, unit: 's', ratio: mine.cpu / peer.cpu, bar, against },
    { what: `${title}, peak memory`, ours: mine.memory, other: peer.memory, unit: 'MB', ratio: mine.memory / peer.memory, bar: most, against },
  ];
}

/** Without formatting, which it leaves to others; it refuses documents of this size unless told not to validate. */
function ofJava(folder, python, document, { java, jar, against }) {
  const command = [java, '-jar', jar, 'generate', '-g', 'python', '--skip-validate-spec', '-i', document];
  const run = used(python, [...command, '-o', fresh(folder, 'java')]);
  if (run.code !== 0) fail(`${against} failed for ${document}.`);
  return run;
}

const counts = [10, 100, 1000, 10_000];
/** From here on what operations add can be told from how much starting varies. */
const told = 100;

function growth(folder, python) {
  const runsOf = (count) => {
    console.log(`bench: generation of ${count} operations`);
    const document = join(folder, `repeated-${count}.json`);
    writeFileSync(document, JSON.stringify(repeated(count)));
    return median(Array.from({ length: count >= 1000 ? 1 : 5 }, () => ours(folder, python, document)));
  };
  const start = runsOf(1);
  const beyond = (cpu, count) => ((cpu - start.cpu) / (count - 1)) * 1000;
  const runs = counts.map((count) => ({ count, ...runsOf(count) }));
  const rows = runs.flatMap(({ count, cpu, memory }) => {
    const title = `${count.toLocaleString('en-US')} operations`;
    const whole = { what: `${title}, each (whole: ${cpu.toFixed(2)} s, ${Math.round(memory)} MB)`, ours: (cpu / count) * 1000, unit: 'ms' };
    return count < told ? [whole] : [whole, { what: `${title}, each beyond the first`, ours: beyond(cpu, count), unit: 'ms' }];
  });
  const marginal = runs.filter(({ count }) => count >= told).map(({ count, cpu }) => beyond(cpu, count));
  return [
    { what: 'One operation: what starting takes', ours: start.cpu * 1000, unit: 'ms' },
    ...rows,
    { what: 'Dearest ÷ cheapest operation beyond the first', ours: Math.max(...marginal) / Math.min(...marginal), unit: '×', bar: '≤ 1.5' },
  ];
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
