"""The base of classes that only hold facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Tuple, cast

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**options):
        return lambda cls: cls


@dataclass_transform(frozen_default=True, eq_default=False)
class Facts:
    """To its users and to type checkers, a class of annotated fields is a frozen dataclass compared by identity.

    ``dataclass`` compiles up to six methods for each class when it is imported: a tenth of what the first call of
    a program costs. Here nothing is compiled; defaults stay attributes of the class.
    """

    _names = cast("Tuple[str, ...]", ())

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls._names = tuple(dict.fromkeys((*cls._names, *cls.__annotations__)))

    def __init__(self, *values: Any, **named: Any) -> None:
        facts = self.__dict__
        facts.update(zip(self._names, values))
        facts.update(named)

    def __repr__(self) -> str:
        shown = (f"{name}={getattr(self, name)!r}" for name in self._names)
        return f"{type(self).__name__}({', '.join(shown)})"
