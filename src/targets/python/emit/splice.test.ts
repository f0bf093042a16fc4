import { expect, test } from 'vitest';
import { spliceDefinitions } from './splice.ts';

const base = `"""Doc.

With: a colon.
"""

import httpx

LIMIT = 1


@decorated
class Hook:
    """def other"""

    def run(self) -> None: ...


def other(
    a: int,
) -> None:
    pass
`;

test('a definition replaces its namesake, and brings its imports', () => {
  const variant = `"""Variant."""

from typing import Tuple


class Hook:
    def run(self) -> Tuple[int, int]: ...
`;
  const text = spliceDefinitions(base, variant);
  expect(text).toContain('def run(self) -> Tuple[int, int]: ...');
  expect(text).not.toContain('@decorated');
  expect(text).toContain('import httpx\n');
  expect(text).toContain('import httpx\nfrom typing import Tuple\n\nLIMIT = 1\n');
  expect(text).toContain('def other(\n    a: int,\n) -> None:\n    pass\n');
  expect(text).toContain('With: a colon.');
});

test('an assignment replaces its namesake', () => {
  expect(spliceDefinitions(base, 'LIMIT = 2\n')).toContain('LIMIT = 2\n');
});

test('a new definition stands in front of the one that follows it', () => {
  const text = spliceDefinitions(base, 'def helper() -> None: ...\n\n\ndef other() -> None: ...\n');
  expect(text).toContain('def helper() -> None: ...\n\n\ndef other() -> None: ...\n');
});

test('a new definition with nothing behind it is a mistake', () => {
  expect(() => spliceDefinitions(base, 'def nowhere() -> None: ...\n')).toThrow('nowhere');
});

test('a class that is its own base replaces only the members that it defines', () => {
  const whole = `import httpx


class Hook(Base):
    """Doc.

    More.
    """

    limit: int

    def run(
        self,
    ) -> None:
        pass

    @property
    def other(self) -> int:
        return 1


NEXT = 1
`;
  const variant = `from typing import Tuple


class Hook(Hook):
    def run(self) -> Tuple[int, int]:
        return 1, 2
`;
  expect(spliceDefinitions(whole, variant)).toBe(`import httpx
from typing import Tuple


class Hook(Base):
    """Doc.

    More.
    """

    limit: int

    def run(self) -> Tuple[int, int]:
        return 1, 2

    @property
    def other(self) -> int:
        return 1


NEXT = 1
`);
});
