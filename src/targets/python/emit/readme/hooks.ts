/** The README's section on hooks, with files that work as they stand. */
import type { PythonPlan } from '../../plan/types.ts';
import { code, fence, table } from './markdown.ts';
import type { Section } from './sections.ts';

export function hooksSection(plan: PythonPlan): Section {
  const folder = `${plan.package.folder}/_hooks`;
  const content = [
    `Code of your own runs at fixed points of every call. It lives in ${code(`${folder}/`)}: files that you add ` +
      `there, and ${code('registration.py')}, are never overwritten.`,
    points(plan),
    `${code(`${folder}/request_timer.py`)}:`,
    fence('python', timer(plan)),
    `${code(`${folder}/registration.py`)}:`,
    fence('python', registration),
    plan.config.python.useAsyncHooks ? asyncHooks(plan) : adapted,
    `${code(`python -m ${plan.package.module}._hooks`)} prints which hooks run, where, and in which order. Hooks can ` +
      `also be given to one client: ${code(`${plan.client.className}(hooks=[RequestTimer()])`)}.`,
  ];
  return { id: 'hooks', title: 'Hooks', content: content.join('\n\n') };
}

function points(plan: PythonPlan): string {
  const init = plan.config.generation.sdkHooksConfigAccess
    ? 'sdk_init(config)'
    : 'sdk_init(base_url, client)';
  return table(
    ['Method', 'Runs'],
    [
      [code(init), 'once, when a client is made'],
      [code('before_request(hook_ctx, request)'), 'before each attempt; returns the request to send'],
      [code('around_request(hook_ctx, request, call_next)'), 'around each attempt'],
      [code('after_success(hook_ctx, response)'), 'once, after a response that is no error'],
      [code('after_error(hook_ctx, response, error)'), 'after an error status, or where no response came'],
      [code('after_parse_error(hook_ctx, response, error)'), 'where a response becomes an exception'],
    ],
  );
}

function timer(plan: PythonPlan): string {
  const http = plan.config.python.httpClientLibrary === 'httpx2' ? 'import httpx2 as httpx' : 'import httpx';
  return `import time
from typing import Optional, Tuple

${http}

from .types import (
    AfterErrorContext,
    AfterErrorHook,
    AfterSuccessContext,
    AfterSuccessHook,
    BeforeRequestContext,
    BeforeRequestHook,
)


class RequestTimer(BeforeRequestHook, AfterSuccessHook, AfterErrorHook):
    """Prints how long each call took."""

    blocking = False  # does no I/O: async methods run it without a thread

    def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> httpx.Request:
        hook_ctx.state.setdefault("started", time.monotonic())
        request.headers["x-operation"] = hook_ctx.operation_id
        return request

    def after_success(
        self, hook_ctx: AfterSuccessContext, response: httpx.Response
    ) -> httpx.Response:
        took = time.monotonic() - hook_ctx.state["started"]
        print(f"{hook_ctx.operation_id}: {response.status_code} after {took:.3f} s")
        return response

    def after_error(
        self,
        hook_ctx: AfterErrorContext,
        response: Optional[httpx.Response],
        error: Optional[Exception],
    ) -> Tuple[Optional[httpx.Response], Optional[Exception]]:
        print(f"{hook_ctx.operation_id} failed: {error or response}")
        return response, error`;
}

const registration = `from .request_timer import RequestTimer
from .types import Hooks


def init_hooks(hooks: Hooks) -> None:
    timer = RequestTimer()
    hooks.register_before_request_hook(timer)
    hooks.register_after_success_hook(timer)
    hooks.register_after_error_hook(timer)`;

const adapted =
  'Async methods run the same hooks in a worker thread, so that a hook that waits does not block the event loop. ' +
  'With `useAsyncHooks: true` in `gen.yaml` they can be `async def`.';

function asyncHooks(plan: PythonPlan): string {
  const http = plan.config.python.httpClientLibrary === 'httpx2' ? 'import httpx2 as httpx' : 'import httpx';
  return `Async methods run these hooks too, each in a worker thread, so that a hook that waits does not block the event loop. A native one replaces a sync one with \`supersedes\`; it is registered in \`asyncregistration.py\`:

${fence(
  'python',
  `import time

${http}

from .asynctypes import AsyncBeforeRequestHook, AsyncHooks
from .request_timer import RequestTimer
from .types import BeforeRequestContext


class AsyncRequestTimer(AsyncBeforeRequestHook):
    supersedes = (RequestTimer,)

    async def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> httpx.Request:
        hook_ctx.state.setdefault("started", time.monotonic())
        request.headers["x-operation"] = hook_ctx.operation_id
        return request


def init_async_hooks(hooks: AsyncHooks) -> None:
    hooks.register_before_request_hook(AsyncRequestTimer())`,
)}`;
}
