import { expect, test } from 'vitest';
import { packBase, unpackBase } from './base.ts';
import { type Lock, lockText, parseLock } from './lock.ts';

const lock: Lock = {
  version: '1.2.3-rc.1',
  defaults: 'new',
  inputs: new Map([['openapi.yaml', 'ab12']]),
  files: new Map([
    ['README.md', { write: 'always', checksum: 'cd34' }],
    ['src/acme/_hooks/registration.py', { write: 'once' }],
  ]),
};

test.each([
  ['as it was written', (text: string) => text],
  ['with Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
  ['with a comment of its own', (text: string) => `${text}# kept\n`],
  ['in another order', (text: string) => text.replace('lockVersion: 1\n', '').concat('lockVersion: 1\n')],
])('a lock is read %s', (_, changed) => {
  expect(parseLock(changed(lockText(lock)))).toMatchObject({ kind: 'own', lock });
});

test.each([
  ['a path out of the folder', '  "../evil.py": "ab"\n'],
  ['a reserved one', '  ".git/config": "ab"\n'],
])('%s in a lock is nothing of ours', (_, line) => {
  expect(parseLock(`${lockText(lock)}${line}`)).toMatchObject({ kind: 'own', lock });
});

test('a base gives the texts back; a damaged one gives none', () => {
  const texts = new Map([
    ['b.py', 'é\n"\\\n€ \u{1f600}\n'],
    ['a.py', ''],
    ['c.py', 'plain\n'],
  ]);
  expect(unpackBase(packBase(texts))).toEqual(texts);
  expect(unpackBase(packBase(new Map()))).toEqual(new Map());
  expect(unpackBase(Buffer.from('damaged'))).toBeUndefined();
});
