import { expect, test } from 'vitest';
import { hookSource, newHook, registered } from './hook-source.ts';

test.each([
  ['audit', 'AuditHook', 'audit_hook'],
  ['audit-log', 'AuditLogHook', 'audit_log_hook'],
  ['MyHook', 'MyHook', 'my_hook'],
  ['add token', 'AddTokenHook', 'add_token_hook'],
])('%s is %s in %s', (name, className, module) => {
  expect(newHook(name, ['before_request'], false)).toMatchObject({ className, module });
});

test('a stub changes nothing until it is filled in', () => {
  expect(hookSource(newHook('audit', ['after_error', 'before_request'], false))).toBe(`"""AuditHook."""

from typing import Optional, Tuple, Union

import httpx

from .types import (
    AfterErrorContext,
    AfterErrorHook,
    BeforeRequestContext,
    BeforeRequestHook,
)


class AuditHook(BeforeRequestHook, AfterErrorHook):
    def before_request(
        self,
        hook_ctx: BeforeRequestContext,
        request: httpx.Request,
    ) -> Union[httpx.Request, Exception]:
        """Runs before each attempt: change the request, or return an exception to stop it."""
        return request

    def after_error(
        self,
        hook_ctx: AfterErrorContext,
        response: Optional[httpx.Response],
        error: Optional[Exception],
    ) -> Union[Tuple[Optional[httpx.Response], Optional[Exception]], Exception]:
        """Runs for an error status, or with None and the error where there was no response."""
        return response, error
`);
});

test('an async one awaits what it wraps', () => {
  const source = hookSource(newHook('span', ['around_request'], true));
  expect(source).toContain('from .asynctypes import AsyncAroundRequestHook\n');
  expect(source).toContain('        call_next: Callable[[httpx.Request], Awaitable[httpx.Response]],\n');
  expect(source).toContain('        return await call_next(request)\n');
});

const stub = `"""Your hooks."""

from .types import Hooks


def init_hooks(hooks: Hooks) -> None:
    """Register hooks here.

        hooks.register_before_request_hook(MyHook())
    """
`;

test('the first hook is registered behind the docstring', () => {
  expect(registered(stub, newHook('audit', ['before_request'], false))).toBe(`"""Your hooks."""

from .types import Hooks
from .audit_hook import AuditHook


def init_hooks(hooks: Hooks) -> None:
    """Register hooks here.

        hooks.register_before_request_hook(MyHook())
    """

    hooks.register_before_request_hook(AuditHook())
`);
});

test('further ones come last in the function, whatever stands behind it', () => {
  const source = `import os
from .a import (
    A,
)
from .types import Hooks

def init_hooks(
    hooks: Hooks,
) -> None:
    hooks.register_before_request_hook(A())

    if os.environ.get("X"):
        pass


def other() -> None:
    pass
`;
  expect(registered(source, newHook('audit', ['before_request', 'after_success'], false))).toBe(`import os
from .a import (
    A,
)
from .types import Hooks
from .audit_hook import AuditHook

def init_hooks(
    hooks: Hooks,
) -> None:
    hooks.register_before_request_hook(A())

    if os.environ.get("X"):
        pass
    audit_hook = AuditHook()
    hooks.register_before_request_hook(audit_hook)
    hooks.register_after_success_hook(audit_hook)


def other() -> None:
    pass
`);
});

test('a file without the function is left alone', () => {
  expect(registered('x = 1\n', newHook('audit', ['before_request'], false))).toBeUndefined();
});
