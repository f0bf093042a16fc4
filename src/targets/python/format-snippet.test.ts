import { expect, test } from 'vitest';
import { formatSnippet, formatSnippetByRuff } from './format-source.ts';

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
  call(`body={"key": ["${'a'.repeat(40)}", "${'b'.repeat(40)}"], "other": {"inner": "${'c'.repeat(70)}"}}`),
  call(`body=[{"key": "${'a'.repeat(40)}", "other": date.fromisoformat("2026-01-31")}]`),
  call(`security=models.Credentials(option1=models.${'Long'.repeat(12)}(key="<KEY>", app="<APP>")), b=[]`),
  call(`path=Path("${'a'.repeat(60)}").read_bytes(), key=os.environ["${'B'.repeat(60)}"]`),
  call(`${long}, b="it's, (so) [far]", c={}, d="${'x'.repeat(40)}"`),
  ...[6, 7, 8, 9, 10, 11, 12, 13, 14].flatMap((count) => {
    const method = `sdk.things.get_all_of_those_things_that_are_${'x'.repeat(count * 2 + 12)}`;
    return [
      `with SDK() as sdk:\n    res = await ${method}(a=1, b="value")\n`,
      `with SDK() as sdk:\n    res = await ${method}(a=1, b="${'y'.repeat(90)}")\n`,
      `with SDK() as sdk:\n    res = await ${method}()\n`,
      `with SDK() as sdk:\n    res = ${method}xxxxxx(a=1)\n`,
      `with SDK() as sdk:\n    await ${method}xxxxxx(a=1, b=[2])\n`,
      `with SDK() as sdk:\n    ${method}${'x'.repeat(12)}(a=1)\n`,
      `with SDK(a="${'x'.repeat(40)}", b=models.Security(c="${'y'.repeat(count)}")) as sdk:\n    ...\n`,
    ];
  }),
])('writes what the formatter writes: %s', (text) => {
  expect(formatSnippet(text)).toBe(formatSnippetByRuff(text));
});
