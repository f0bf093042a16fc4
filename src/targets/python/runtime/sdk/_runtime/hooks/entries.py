"""A registered hook, and what is checked when it is registered."""

from __future__ import annotations

import functools
import inspect
import itertools
import sys
from typing import Any, Callable, Dict, Tuple

from ..facts import Facts
from .points import AROUND_REQUEST, CALL_POINTS, SDK_INIT

BUILT_IN, AUTHOR, USER = range(3)
"""Who registered a hook: the SDK itself, its author (``registration.py``), or whoever made the SDK object."""

_order = itertools.count()


class Entry(Facts):
    """One registration. The same object may be registered more than once."""

    hook: object
    call: Callable[..., Any]
    """The hook's method."""
    phase: int
    order: int
    """Grows with every registration, sync or async."""


def sync_entry(hook: object, point: str, phase: int) -> Entry:
    """Checks a hook for sync methods."""
    method = _method(hook, point)
    if is_async(method):
        raise TypeError(
            f"{_name(hook)}.{point} is `async def`, expected a plain `def`: {_sync_advice(point)}"
        )
    return Entry(hook, method, phase, next(_order))


def async_entry(hook: object, point: str, phase: int) -> Entry:
    """Checks a hook for async methods."""
    method = _method(hook, point)
    if not may_be_async(method):
        raise TypeError(
            f"{_name(hook)}.{point} is a plain `def`, expected `async def`: {_async_advice(point)}"
        )
    superseded(hook)
    return Entry(hook, method, phase, next(_order))


def _sync_advice(point: str) -> str:
    if point == SDK_INIT:
        return "an SDK object is made synchronously"
    register = "register an async hook in asyncregistration.py"
    if point == AROUND_REQUEST:
        return register
    return f"{register}, or wrap it in AsyncToSync{_camel(point)}Adapter"


def _async_advice(point: str) -> str:
    if point == AROUND_REQUEST:
        return "write an AsyncAroundRequestHook"
    return (
        "register a sync hook in registration.py (async methods run it adapted), "
        f"or wrap it in SyncToAsync{_camel(point)}Adapter"
    )


def superseded(hook: object) -> Tuple[type, ...]:
    """The sync hook classes that an async hook says it stands in for."""
    classes: Any = getattr(hook, "supersedes", ())
    found: Tuple[Any, ...] = (classes,) if isinstance(classes, type) else tuple(classes)
    for one in found:
        if not isinstance(one, type):
            raise TypeError(
                f"{_name(hook)}.supersedes has to hold hook classes, not {one!r}"
            )
    return found


def methods_of(hook: object) -> Dict[str, bool]:
    """The lifecycle methods that an object has, and which of them are async. Mixed ones are refused."""
    if isinstance(hook, type):
        raise _is_a_class(hook)
    found = {
        point: may_be_async(method)
        for point in (SDK_INIT, *CALL_POINTS)
        if callable(method := getattr(hook, point, None))
    }
    if not found:
        names = ", ".join((SDK_INIT, *CALL_POINTS))
        raise TypeError(f"{_name(hook)} is no hook: it has none of the methods {names}")
    asynchronous = [point for point, is_it in found.items() if is_it]
    plain = [point for point, is_it in found.items() if not is_it]
    if asynchronous and plain:
        raise TypeError(
            f"{_name(hook)} mixes sync and async methods: {', '.join(asynchronous)} is `async def`, "
            f"{', '.join(plain)} is a plain `def`; expected one kind in one class"
        )
    return found


def is_async(method: object) -> bool:
    """Whether it is `async def`, also behind a partial, as a mock, or as an object's ``__call__``."""
    inner: Any = method
    while isinstance(method, functools.partial):
        method = inner = inner.func
    if inspect.iscoroutinefunction(method):
        return True
    if sys.version_info < (3, 12) and _is_marked(method):
        return True
    # An object that is called: its class decides.
    of_class = vars(type(method)).get("__call__")
    return inspect.iscoroutinefunction(of_class)


def _is_marked(method: object) -> bool:
    """Whether it says to asyncio that it is one, as mocks do; nothing can, where asyncio is not imported."""
    if "asyncio" not in sys.modules:
        return False
    import asyncio

    return asyncio.iscoroutinefunction(method)


def may_be_async(method: object) -> bool:
    """``is_async``, or a decorator's plain wrapper around something that is."""
    if is_async(method):
        return True
    return callable(method) and is_async(inspect.unwrap(method))


def _method(hook: object, point: str) -> Callable[..., Any]:
    if isinstance(hook, type):
        raise _is_a_class(hook)
    method: Any = getattr(hook, point, None)
    if not callable(method):
        raise TypeError(
            f"{_name(hook)} has no method {point}, expected a hook with `{point}`"
        )
    found: Callable[..., Any] = method
    return found


def _is_a_class(hook: type) -> TypeError:
    return TypeError(
        f"{hook.__qualname__} is a class, expected a hook object: {hook.__qualname__}()"
    )


def _name(hook: object) -> str:
    return type(hook).__qualname__


def _camel(point: str) -> str:
    return "".join(part.capitalize() for part in point.split("_"))
