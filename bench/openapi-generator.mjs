/** openapi-generator for the bench: one file from Maven Central, kept between runs and never taken apart. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../scripts/setup.mjs';

const version = '7.25.0';
const sha256 = '41ce4f6b07f196676439d710759fa1ced7a08066d06ff1bf314681470289efae';
const url = `https://repo1.maven.org/maven2/org/openapitools/openapi-generator-cli/${version}/openapi-generator-cli-${version}.jar`;

/** The program, or nothing where there is no Java or it cannot be had; then the bench says so and goes on. */
export function openapiGenerator(folder) {
  const java = 'java';
  if (capture(java, ['-version']).code !== 0) return leftOut('Java is not there');
  const jar = join(folder, `openapi-generator-cli-${version}.jar`);
  if (!existsSync(jar) && !fetched(jar)) return leftOut(`${url} cannot be fetched`);
  if (createHash('sha256').update(readFileSync(jar)).digest('hex') !== sha256) {
    rmSync(jar);
    return leftOut(`${url} is not the file that it was`);
  }
  return { java, jar, against: `openapi-generator ${version}` };
}

function leftOut(reason) {
  console.log(`bench: openapi-generator is left out: ${reason}.`);
  return undefined;
}

/** In a process of its own: the bench is not asynchronous. */
function fetched(jar) {
  const program = `
    const answer = await fetch(process.argv[1]);
    if (!answer.ok) process.exit(1);
    const { writeFileSync, renameSync } = await import('node:fs');
    writeFileSync(process.argv[2] + '.part', Buffer.from(await answer.arrayBuffer()));
    renameSync(process.argv[2] + '.part', process.argv[2]);
  `;
  return capture(process.execPath, ['--input-type=module', '-e', program, url, jar]).code === 0;
}
