"""The lifecycle points: how a hook is called at each, and what counts as its answer."""

from __future__ import annotations

import inspect
from typing import Any, Callable, NoReturn, Type

import httpx

from ..facts import Facts

Settle = Callable[["Point", object, Any, Any], Any]


class _Nothing:
    """The type of no answer."""


class Point(Facts):
    """A lifecycle point that folds: each hook gets what the one before returned.

    The value is what hooks are called with after the context: a request, a response, ``(response, error)``.
    """

    name: str
    """Also the method of a hook."""
    settle: Settle
    """Makes the next value from what a hook returned, or raises."""
    usual: Type[Any] = _Nothing
    """An answer of this very type is the next value as it is."""
    is_pair: bool = False
    """The value is two arguments of the method."""


def wrong_answer(point: str, hook: object, answer: object, wanted: str) -> NoReturn:
    """Raises the ``TypeError`` for a hook that returned None or anything else that is no answer."""
    if inspect.iscoroutine(answer):
        answer.close()
        got = "a coroutine (hooks of sync methods are plain functions)"
    else:
        got = "None" if answer is None else f"{type(answer).__name__!r}"
    raise TypeError(
        f"{type(hook).__qualname__}.{point} returned {got}; {point} has to return {wanted}"
    )


def _settle_request(point: Point, hook: object, answer: Any, value: Any) -> Any:
    if isinstance(answer, httpx.Request):
        return answer
    if isinstance(answer, Exception):
        raise answer
    wrong_answer(point.name, hook, answer, "an httpx.Request or an Exception")


def _settle_response(point: Point, hook: object, answer: Any, value: Any) -> Any:
    if isinstance(answer, httpx.Response):
        return answer
    if isinstance(answer, Exception):
        raise answer
    wrong_answer(point.name, hook, answer, "an httpx.Response or an Exception")


def _settle_outcome(point: Point, hook: object, answer: Any, value: Any) -> Any:
    pair: Any = answer
    if isinstance(answer, tuple) and len(pair) == 2:
        response, error = pair
        if _is_response_or_none(response) and _is_error_or_none(error):
            return pair
    elif isinstance(answer, Exception):
        raise answer
    wanted = "(httpx.Response or None, Exception or None), or an Exception"
    wrong_answer(point.name, hook, pair, wanted)


def _is_response_or_none(value: object) -> bool:
    return value is None or isinstance(value, httpx.Response)


def _is_error_or_none(value: object) -> bool:
    return value is None or isinstance(value, Exception)


def _settle_error(point: Point, hook: object, answer: Any, value: Any) -> Any:
    if isinstance(answer, Exception):
        return value[0], answer
    wrong_answer(point.name, hook, answer, "an Exception")


BEFORE_REQUEST = Point("before_request", _settle_request, httpx.Request)
AFTER_SUCCESS = Point("after_success", _settle_response, httpx.Response)
AFTER_ERROR = Point("after_error", _settle_outcome, is_pair=True)
AFTER_PARSE_ERROR = Point("after_parse_error", _settle_error, is_pair=True)

SDK_INIT = "sdk_init"
AROUND_REQUEST = "around_request"

CALL_POINTS = (
    "before_request",
    "around_request",
    "after_success",
    "after_error",
    "after_parse_error",
)
"""The points of a call, in the order in which they come."""
