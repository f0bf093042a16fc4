import { expect, test } from 'vitest';
import { classOf, errorOf, field, filesOf, str } from './samples.ts';

const thing = classOf('Thing', [field('id', str)]);

test('packages import lazily and name everything for type checkers', () => {
  expect(
    filesOf([thing])
      .get('models/__init__.py')
      ?.replace(/^#.*\n\n/, ''),
  ).toBe(
    `from __future__ import annotations

from typing import TYPE_CHECKING, Dict, List

from ..utils.dynamic_imports import lazy_getattr

if TYPE_CHECKING:
    from .thing import Thing, ThingTypedDict

__all__ = ["Thing", "ThingTypedDict"]

_dynamic_imports: Dict[str, str] = {
    "Thing": ".thing",
    "ThingTypedDict": ".thing",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        return lazy_getattr(__name__, _dynamic_imports, name)

    def __dir__() -> List[str]:
        return sorted(__all__)
`,
  );
});

test('a package of packages exports these', () => {
  const shared = classOf('Thing', [], { module: 'models.components.thing', exportedBy: 'models.components' });
  const globals = classOf('Globals', [], {
    module: 'models.internal.globals',
    exportedBy: 'models.internal',
  });
  const files = filesOf([shared, globals], 'models.errors');
  const models = files.get('models/__init__.py');
  expect(models).toContain('from . import components, errors\n');
  expect(models).toContain('_sub_packages = ["components", "errors"]\n');
  expect(models).not.toContain('internal');
  expect(files.get('models/internal/__init__.py')).toContain('"Globals": ".globals"');
  expect(files.get('models/components/thing.py')).toContain('from ...types import BaseModel');
});

test('every package has its errors', () => {
  const files = filesOf([]);
  expect([...files.keys()]).toEqual([
    'errors/__init__.py',
    'errors/acmedefaulterror.py',
    'errors/acmeerror.py',
    'errors/no_response_error.py',
    'errors/responsevalidationerror.py',
    'models/__init__.py',
  ]);
});

test('an error with data and the path of its message', () => {
  const error = errorOf('NotFoundError', [field('detail', str)], {
    messagePaths: [['detail']],
    doc: 'It is gone.',
  });
  const text = filesOf([error]).get('errors/notfounderror.py');
  expect(text).toContain('class NotFoundErrorData(BaseModel):\n    detail: str\n');
  expect(text).toContain(
    'class NotFoundError(AcmeError):\n    """It is gone."""\n\n    data: NotFoundErrorData\n',
  );
  expect(text).toContain('error_message(data, raw_response, body, "detail")');
  expect(text).not.toContain('TypedDict');
});

test('the order of the declarations does not change what is imported', () => {
  const other = classOf('Other', [field('thing', { kind: 'declared', decl: thing })]);
  expect(filesOf([thing, other]).get('models/other.py')).toBe(filesOf([other, thing]).get('models/other.py'));
});
