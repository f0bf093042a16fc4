import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSnippetByRuff } from '../format-source.ts';
import { layOut } from './layout.ts';

const long = (name: string): string => `${name}${'x'.repeat(40)}`;

const head = `# Generated.
"""What it is."""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, Union

import pydantic

from .other import Operation, Response, ${long('Aa')}, ${long('Bb')}, path

USED = [Any, Dict, List, Literal, Optional, Union, pydantic, Operation, Response, ${long('Aa')}, ${long('Bb')}, path]
`;

test.each<[string, string]>([
  [
    'a class of fields',
    'class A(Operation):\n    """A thing."""\n\n    a: int\n    """One."""\n\n    b: Optional[str] = None\nB = Literal["a"]\n',
  ],
  ['a class without a body of its own', 'class A(Operation):\n    """A thing."""\nB = A\n'],
  ['a list that does not fit', `A = Union[${long('Aa')}, ${long('Bb')}, Dict[str, List[int]]]\n`],
  ['what has one item gets no comma', `A = Optional[Union[${long('Aa')}, ${long('Bb')}]]\n`],
  [
    'an annotation opens where the value can not',
    `class A:\n    a: Dict[str, ${long('Aa')}] = pydantic.Field(alias="${'y'.repeat(30)}")\n`,
  ],
  [
    'a value gets parentheses of its own',
    `class A:\n    a: Optional[List[${long('Aa')}]] = "${'y'.repeat(20)}"\n`,
  ],
  ['a type gets parentheses', `class A:\n    ${'a'.repeat(50)}: ${long('Aa')}\n`],
  ['a name that no parentheses help', `class A:\n    a: path.${'y'.repeat(90)}\n`],
  [
    'parameters open',
    `def f(a: int, *, b: Optional[${long('Aa')}] = None, c: Optional[${long('Bb')}] = None) -> Any:\n    return path(a, b, c)\n`,
  ],
  [
    'parameters on one line of their own',
    `def f(a: int, *, bbbbbbbbbbbbbb: Optional[str] = None, cccccccccccccccc: bool = False) -> Any:\n    return a\n`,
  ],
  [
    'a result opens behind its parameters',
    `def f(a: int) -> Union[${long('Aa')}, ${long('Bb')}]:\n    return a\n`,
  ],
  ['a result gets parentheses', `def f(a: int) -> path.${'y'.repeat(76)}:\n    return a\n`],
  [
    'stubs',
    'class A:\n    def f(self, a: int) -> int: ...\n\n    def f(self, a: Any) -> Any:\n        return a\n',
  ],
  [
    'a last comma opens all around it',
    'A: Operation[Any] = Operation(id="a", parameters=(path("a", "A"),),)\n',
  ],
  [
    'the body of a lambda gets parentheses',
    `A = Response((path("json", "application/json", lambda: ${long('Aa')}, error=lambda: ${long('Bb')}),), lambda: List[${long('Aa')}])\n`,
  ],
  [
    'quotes of which fewer have to be escaped',
    'A = "say \\"a\\""\nB = "don\'t say \\"a\\""\nC = "it\'s \\"\'s"\n',
  ],
  ['text that is not ASCII', `A = Operation("${'é'.repeat(40)}", "${'–'.repeat(36)}")\n`],
  [
    'docstrings that are indented too far',
    'def f() -> None:\n    """One.\n\n        Two.\n          Three.\n    """\n',
  ],
  ['text below a field stays', 'class A:\n    a: int\n    """One.\n      Two.\n    """\n'],
  [
    'docstrings that begin with a blank or a quote',
    'class A:\n    """ One.\n    Two.\n    """\n\n    def f(self) -> None:\n        """"One" and two."""\n        return path(self)\n',
  ],
  [
    'choices that are too long end their lines in front of operators',
    `A = path(a=path(1) if USED is None else ${long('Aa')}, b={"y": [${long('Aa')} or ${long('Bb')}, 1]}, c=${long('Aa')}.a or ${long('Bb')}.b or 1)\n`,
  ],
  [
    'regions',
    'A = 1\n\n# region imports\n# endregion imports\n\nclass A2:\n    a: int\n\n    # region body\n    # endregion body\n\n    def f(self) -> Any:\n        return self\n\n    # region end\n\nclass B2:\n    b: int\n',
  ],
  [
    'contexts',
    `def f(a: Any) -> None:\n    with path(a.url, security=Operation(token="${'y'.repeat(40)}", name="z")) as b:\n        res = b.get(a)\n        assert_ = [item for item in res]\n        return assert_\n`,
  ],
  [
    'methods and their twins',
    `class A:\n    def f(self, *, a: Optional[str] = None, b: Optional[${long('Aa')}] = None) -> Any:\n        return self._call(path, {"a": a, "b": b, "${'c'.repeat(30)}": 1}, a, b)\n\n    async def f_async(self, *, a: Optional[str] = None, b: Optional[${long('Aa')}] = None) -> Any:\n        return await self._call(path, {"a": a, "b": b, "${'c'.repeat(30)}": 1}, a, b)\n\n    def g(self, a: Any) -> Any:\n        return self._g(path, {"a": a, "b": a, "${'c'.repeat(18)}": 1, "d": a})\n\n    async def g_async(self, a: Any) -> Any:\n        return await self._g(path, {"a": a, "b": a, "${'c'.repeat(18)}": 1, "d": a})\n`,
  ],
  [
    'aliases that mention themselves',
    `from typing_extensions import TypeAliasType\nA = TypeAliasType("A", "Union[List[A], ${long('Aa')}, int]")\n`,
  ],
  ...[59, 62, 66, 67, 71, 72, 80].flatMap((length): readonly [string, string][] =>
    ['', 'a=1', `a=[1], b="${'z'.repeat(50)}", c="${'z'.repeat(50)}"`].map((values) => [
      `a name of ${length} letters that is called with ${values}`,
      `async def f(a: Any) -> None:\n    try:\n        res = a.${'y'.repeat(length)}(${values})\n        res = await a.${'y'.repeat(length)}(${values})\n    except path.a as error:\n        for res in error.a():\n            await a.${'y'.repeat(length)}(${values})\n            a.b.${'y'.repeat(length)}(${values})\n`,
    ]),
  ),
  [
    'tables of names',
    '__all__ = [\n    "Any",\n    "Dict",\n]\n_HOME: Dict[str, str] = {\n    "Any": ".typing",\n    "Dict": ".typing",\n}\n',
  ],
  [
    'what is looked up late',
    'if not USED:\n\n    def f(a: str) -> str:\n        if a != "b":\n            raise AttributeError(f"no {a!r}")\n        globals()[a] = a\n        return (a or "").rstrip("/")\n',
  ],
  [
    'decorators, conditions, errors',
    '@path\ndef f(a: int) -> Any:\n    if not a:  # nothing\n        raise ValueError(f"{a} of {len(USED)} {path(a)}")\n    return a, USED[0 if a else 1]\ntry:\n    A = 1\nexcept ValueError:\n    pass\n',
  ],
])('%s', (_, text) => {
  const source = `${head}\n${text}`;
  expect(layOut(source)).toBe(formatSnippetByRuff(source));
});

test.each<[string, string]>([
  ['a name that is not there', 'A = Missing\n'],
  ['an import that nothing uses', 'from .other import Unused\n'],
  ['a name that is defined twice', 'class A:\n    a: int\n\nclass A:\n    a: int\n'],
  ['a string that does not end', 'A = "a\n'],
  ['brackets that do not match', 'A = List[int)\n'],
  ['two statements on one line', 'A = 1; B = 2\n'],
  ['a body that is missing', 'def f() -> None:\n'],
  ['an indent out of nowhere', 'A = 1\n    B = 2\n'],
  ['parameters of the same name', 'def f(a: int, a: int) -> None:\n    return a\n'],
  ['a default in front of what has none', 'def f(a: int = 1, b: int) -> None:\n    return a\n'],
  ['keywords as names', 'class A:\n    from: int\n'],
  ['what is not written as it should be', 'A=1\n'],
  ['comments right below a statement', 'A = 1\n# more\nB = 2\n'],
  ['a comment in front of all else in a body', 'class A:\n    # more\n    B = 2\n'],
  ['an attempt that a comment ends', 'def f() -> None:\n    try:\n        A = 1\n\n    # more\n\nB = 2\n'],
  ['a keyword as a parameter', 'def f(if: int) -> None:\n    return None\n'],
  ['a keyword as an argument', 'A = path(in=1)\n'],
  ['a keyword in a type', 'class A:\n    a: List[from]\n'],
  ['a lambda in a type', 'class A:\n    a: List[lambda]\n'],
  ['a line that ends with blanks in a docstring', 'def f() -> None:\n    """One.\n\n    Two.  \n    """\n'],
  [
    'a name that an alias alone mentions',
    `A = Operation("A", "List[Missing]")\nB = TypeAliasType("B", "C")\n`,
  ],
  ['a docstring that goes on behind its end', 'class A:\n    """a""" + path()\n'],
  ['wide characters', 'A = "日本"\n'],
])('leaves to ruff: %s', (_, text) => {
  expect(layOut(`${head}\n${text}`)).toBeUndefined();
});

const names = fc.constantFrom('Any', 'path', 'Operation', long('Aa'), long('Bb'), 'Aa'.repeat(12));
const words = fc.string({ minLength: 0, maxLength: 30 }).map((text) => JSON.stringify(text));

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const items = fc.array(tie('expression'), { minLength: 1, maxLength: 4 });
  const pairs = fc.array(fc.tuple(words, tie('expression')), { maxLength: 3 });
  const arguments_ = fc.array(fc.tuple(fc.constantFrom('', 'a=', 'b='), tie('expression')), { maxLength: 4 });
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'medium' },
      names,
      words,
      fc.constantFrom('None', 'True', '1', '-2.5'),
      fc.tuple(names, items).map(([name, list]) => `${name}[${list.join(', ')}]`),
      fc.tuple(names, arguments_).map(([name, list]) => `${name}(${unique(list).join(', ')})`),
      items.map((list) => `[${list.join(', ')}]`),
      items.map((list) => `(${list.join(', ')},)`),
      pairs.map((list) => `{${list.map(([key, value]) => `${key}: ${value}`).join(', ')}}`),
      tie('expression').map((body) => `lambda: ${body}`),
    ),
  };
});

/** Positional arguments first, and no keyword twice. */
function unique(list: readonly (readonly [string, string])[]): readonly string[] {
  const keywords = new Map(list.filter(([name]) => name !== ''));
  const positional = list.filter(([name]) => name === '').map(([, value]) => value);
  return [...positional, ...[...keywords].map(([name, value]) => name + value)];
}

const statement = fc.oneof(
  expression.map((value) => `NAME = ${value}`),
  fc.tuple(names, expression).map(([name, value]) => `NAME: List[${name}] = ${value}`),
  fc
    .tuple(names, expression)
    .map(([name, value]) => `class A:\n    field: Optional[${name}] = ${value}\n    """It."""`),
  fc
    .tuple(names, fc.array(expression, { maxLength: 3 }))
    .map(([name, list]) => `def f(a: ${name} = None) -> ${name}:\n    return path(${list.join(', ')})`),
);

test('whatever it lays out, ruff would lay out the same way', () => {
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), (list) => {
      const source = `${head}\n${list.map((text, index) => text.replace(/\bNAME\b|\bA(?=:)|\bf(?=\()/, (name) => `${name}${index}`)).join('\n\n')}\n`;
      const laidOut = layOut(source);
      if (laidOut !== undefined) expect(laidOut).toBe(formatSnippetByRuff(source));
    }),
    { numRuns: 300 },
  );
});
