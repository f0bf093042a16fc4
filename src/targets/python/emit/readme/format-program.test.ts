import { expect, test } from 'vitest';
import { formatSnippet } from '../../format-source.ts';
import { formatProgram } from './format-program.ts';

const call = (values: string): string => `with SDK() as sdk:\n    res = sdk.things.get_thing(${values})\n`;
const long = 'a_rather_long_name_of_an_argument="value"';

test.each([
  call('a=1'),
  call(`${long}, b=1`),
  call(`${long}, ${long}, b=[1, 2]`),
  call(`${long}, ${long.replace('a', 'b')}, ${long.replace('a', 'c')}`),
  call(`${long}, ${long}, ${long}, c={"key": ["a, b"]}`),
  call(`a="it's", b="say \\"hi\\""`),
  call(`first="${'x'.repeat(90)}"`),
  `import asyncio\n\nfrom acme import SDK\n\nasync def main() -> None:\n    pass\n\n\nasyncio.run(main())\n`,
  `with SDK() as sdk:\n    res = await sdk.${'very_long_name_'.repeat(6)}(a=1)\n`,
])('writes what the formatter writes: %s', (text) => {
  expect(formatProgram(text)).toBe(formatSnippet(text));
});
