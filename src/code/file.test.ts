import { expect, test } from 'vitest';
import { type Code, join, plainRef, qualifiedRef, ref, typeRef } from './code.ts';
import { type ModuleFile, renderModule } from './file.ts';
import { comment, docstring, ident, lit, quoted } from './printable.ts';
import { py } from './template.ts';

function module(body: Code, more: Partial<ModuleFile> = {}): string {
  const file = { module: 'models.thing', isPackage: false, header: py``, defines: [], future: false };
  return renderModule({ ...file, body, ...more });
}

test('mentioning imports, grouped and sorted', () => {
  const body = join(
    [
      ref('typing', 'List'),
      ref('typing', 'TYPE_CHECKING'),
      ref('pydantic', 'Field'),
      ref('.types', 'BaseModel'),
      ref('.models.owner', 'Owner'),
      qualifiedRef('.errors', 'Gone'),
      plainRef('httpx', 'Response'),
    ],
    '\n',
  );
  expect(module(body)).toBe(
    `from typing import TYPE_CHECKING, List

import httpx
from pydantic import Field

from .. import errors
from ..types import BaseModel
from .owner import Owner

List
TYPE_CHECKING
Field
BaseModel
Owner
errors.Gone
httpx.Response
`,
  );
});

test('what only type checkers need stands under TYPE_CHECKING, unless it is needed otherwise too', () => {
  const body = join([typeRef('.models.a', 'A'), typeRef('.models.b', 'B'), ref('.models.b', 'B')], '\n');
  expect(module(body)).toBe(
    'from typing import TYPE_CHECKING\n\nfrom .b import B\n\nif TYPE_CHECKING:\n    from .a import A\n\nA\nB\nB\n',
  );
});

test('an import steps aside for a name of the module, on a line of its own', () => {
  const body = join([ref('datetime', 'date'), ref('datetime', 'timezone')], '\n');
  expect(module(body, { defines: ['date'] })).toBe(
    'from datetime import date as date_\nfrom datetime import timezone\n\ndate_\ntimezone\n',
  );
});

test('a builtin is imported only where the module hides it', () => {
  const body = join([ref('builtins', 'str'), ref('builtins', 'int')], '\n');
  expect(module(body)).toBe('str\nint\n');
  expect(module(body, { defines: ['str'] })).toBe('import builtins\n\nbuiltins.str\nint\n');
});

test('the module itself is not imported', () => {
  expect(module(py`${ref('.models.thing', 'Thing')}`)).toBe('Thing\n');
});

test('numbers in names are sorted by their value', () => {
  const body = join([ref('x', 'Item10'), ref('x', 'Item2'), ref('x', 'item')], '\n');
  expect(module(body)).toContain('from x import Item2, Item10, item\n');
});

test('relative paths from a package and from a module', () => {
  const body = py`${ref('.models.thing', 'Thing')}`;
  expect(module(body, { module: 'models', isPackage: true })).toContain('from .thing import Thing');
  expect(module(body, { module: 'models.components.other' })).toContain('from ..thing import Thing');
  expect(module(body, { module: 'things' })).toContain('from .models.thing import Thing');
});

test('no text of a document becomes a mark of a reference', () => {
  const { mark: whole, written } = ref('os', 'environ');
  const mark = whole.slice(written.length);
  const body = [docstring(`a${mark}`), comment(mark), lit(mark), lit({ [mark]: mark }), quoted(lit(mark))];
  expect(module(join(body, '\n'))).not.toMatch(/environ|\0/);
  expect(() => ident(mark)).toThrow();
});
