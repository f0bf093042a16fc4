"""SDK-wide parameters: the values that calls use where they are given none."""

from __future__ import annotations

from typing import Any, Callable, Dict, Mapping, Type, TypeVar, cast

from .settings import environment

T = TypeVar("T")


class _Globals:
    """Stands in for the model of the values, which is made at its first use: making an SDK needs no pydantic."""

    def __init__(
        self, model: Callable[[], Type[Any]], values: Mapping[str, Any]
    ) -> None:
        self.__dict__["_make"] = lambda: model()(**_given(values))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._made(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._made(), name, value)

    def __repr__(self) -> str:
        return repr(self._made())

    def _made(self) -> Any:
        made = self.__dict__.get("_model")
        if made is None:
            made = self.__dict__["_model"] = self.__dict__["_make"]()
        return made


def _given(values: Mapping[str, Any]) -> Dict[str, Any]:
    """The values that were given, or that the environment has."""
    found = {
        name: environment(name) if value is None else value
        for name, value in values.items()
    }
    return {name: value for name, value in found.items() if value is not None}


def sdk_globals(model: Callable[[], Type[T]], **values: Any) -> T:
    """The SDK-wide values, as a ``T`` that is made when a call first asks for one."""
    return cast(T, _Globals(model, values))
