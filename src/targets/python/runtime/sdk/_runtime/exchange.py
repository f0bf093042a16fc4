"""One call on its way: the request, what may be done with it, and what its hooks are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, Optional, Type, TypeVar, cast

import httpx

from .._hooks.types import CALL, HookContext
from .._package import DefaultError, NoResponseError
from .logging import is_on
from .retrying import Policy, Tries

if TYPE_CHECKING:
    from ..sdkconfiguration import SDKConfiguration
    from ..utils.logger import Logger

C = TypeVar("C", bound=HookContext)


class Exchange:
    """What the attempts of one call share."""

    __slots__ = (
        "_facts",
        "_make_facts",
        "config",
        "is_error",
        "logger",
        "request",
        "stream",
        "tries",
    )

    def __init__(
        self,
        config: SDKConfiguration,
        request: httpx.Request,
        is_error: Callable[[int], bool],
        stream: bool,
        policy: Optional[Policy],
        make_facts: Callable[[], Dict[str, Any]],
    ) -> None:
        self.config = config
        self.request = request
        """Every attempt starts from this very object."""
        self.is_error = is_error
        self.stream = stream
        self.tries = Tries(policy, request)
        self.logger: Optional[Logger] = (
            config.debug_logger if is_on(config.debug_logger) else None
        )
        self._make_facts = make_facts
        self._facts: Optional[Dict[str, Any]] = None

    def context(self, kind: Type[C]) -> C:
        """The context of this attempt's hooks at one point; nothing asks for it where there are none.

        To the hook the same as ``kind(HookContext(…))``, but most hooks read little of it: what they read is
        taken from ``facts`` when they do.
        """
        hook_ctx = kind.__new__(kind)
        setattr(hook_ctx, CALL, self)
        if self.tries.attempt:
            hook_ctx.attempt = self.tries.attempt
        return hook_ctx

    def facts(self) -> Dict[str, Any]:
        """What contexts say, the same at every point of the call."""
        facts = self._facts
        if facts is None:
            facts = self._make_facts()
            if self._facts is not None:
                return self._facts  # another thread was faster
            self._facts = facts
        return facts


def all_of(hook_ctx: HookContext) -> Dict[str, Any]:
    """Everything that a context says, read or not."""
    own = vars(hook_ctx)
    call: Optional[Exchange] = own.get(CALL)
    return dict(own) if call is None else {**call.facts(), **own}


def keep_timeout(given: httpx.Request, returned: httpx.Request, client: object) -> None:
    """Puts the call's timeout on a request that a hook made, unless the hook chose one.

    A request that a client built carries the client's default, which nobody chose.
    """
    for name, value in given.extensions.items():
        if name != "timeout":
            returned.extensions.setdefault(name, value)
    timeout = given.extensions.get("timeout")
    chosen = returned.extensions.get("timeout")
    if timeout is None or timeout == chosen:
        return
    if chosen is not None:
        default: Any = getattr(client, "timeout", None)
        if not isinstance(default, httpx.Timeout) or chosen != default.as_dict():
            return
    returned.extensions["timeout"] = timeout


def no_answer(response: Optional[httpx.Response]) -> Exception:
    """What is raised where the ``after_error`` hooks leave neither a response nor an error."""
    if response is None:
        return cast(Exception, NoResponseError("No response received"))
    return cast(Exception, DefaultError("API error occurred", response, response.text))


def raised_from(error: Exception, original: Exception) -> Exception:
    """An exception that a hook returned, with the original as its cause, unless it has one of its own."""
    if error is not original and error.__cause__ is None:
        error.__cause__ = original
    return error
