/** The process that `guardOutput` starts: waits for the end of the one that writes. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const lines = (await text(process.stdin)).split('\n').filter((line) => line !== '');
for (const root of new Set(lines.map((line) => String(JSON.parse(line))))) {
  const journals = ['.hookline', '.speakeasy'].map((folder) => join(root, folder, 'staging', 'journal.json'));
  if (!journals.some((path) => existsSync(path))) continue;
  const { recoverOutput } = await import('./write.ts');
  recoverOutput(root);
}
