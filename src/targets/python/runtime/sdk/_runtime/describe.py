"""Tells which hooks run where: ``describe_hooks()`` and ``python -m <package>._hooks``."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Dict, Iterator, List, Optional, Tuple

from .hooks.adapting import AsyncToSync, SyncToAsync, adapted, wrapped
from .hooks.asyncregistry import ADAPTED, REFUSED, AsyncRegistry
from .hooks.entries import BUILT_IN, USER, Entry
from .hooks.points import CALL_POINTS, SDK_INIT
from .lifecycle import runtime_of

if TYPE_CHECKING:
    from ..sdkconfiguration import SDKConfiguration

_TITLES = (
    "point",
    "order (sync / async)",
    "hook",
    "module",
    "from",
    "sync methods",
    "async methods",
)
_NOT_RUN = "-"


@dataclass(frozen=True)
class HookRow:
    """One registration of a hook."""

    point: str
    """The lifecycle point: ``before_request``."""
    order: str
    """Its place among the hooks of sync methods, and of async ones: ``2 / 1``; ``-`` where it does not run."""
    hook: str
    """The hook's class; for an adapter, with the class of the hook inside."""
    module: str
    registered_by: str
    """``SDK``, ``author`` (the package's ``_hooks``) or ``user`` (``hooks=``)."""
    sync_methods: str
    """How sync methods run it: ``direct``, ``bridged`` (an async hook on the adapters' loop), ``-``."""
    async_methods: str
    """How async methods run it: ``native``, ``adapted``, ``adapted inline``, or why not."""


class HookTable:
    """The rows, by lifecycle point and order. Printed, it is a table."""

    def __init__(self, rows: List[HookRow]) -> None:
        self.rows = tuple(rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[HookRow]:
        return iter(self.rows)

    def __getitem__(self, index: int) -> HookRow:
        return self.rows[index]

    def __str__(self) -> str:
        if not self.rows:
            return "No hooks are registered."
        lines: List[Tuple[str, ...]] = [_TITLES, *(astuple(row) for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines)]
        lines.insert(1, tuple("-" * width for width in widths))
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip()
            for line in lines
        )

    __repr__ = __str__


def describe(config: SDKConfiguration) -> HookTable:
    """The hooks of an SDK object."""
    return describe_registry(runtime_of(config).async_hooks)


def describe_registry(registry: AsyncRegistry) -> HookTable:
    """The hooks of an async registry, and of the sync one behind it."""
    rows = [
        _row(SDK_INIT, entry, (place, None), "direct", _NOT_RUN)
        for place, entry in enumerate(registry.sync.init, 1)
    ]
    for point in CALL_POINTS:
        rows += _rows(registry, point)
    return HookTable(rows)


def _rows(registry: AsyncRegistry, point: str) -> List[HookRow]:
    run, left = registry.resolve(point)
    how: Dict[Entry, Tuple[Optional[int], str]] = {
        one.origin: (place, _in_async(one.how)) for place, one in enumerate(run, 1)
    }
    how.update({one.origin: (None, one.why) for one in left})
    rows: List[HookRow] = []
    for place, entry in enumerate(registry.sync.points[point], 1):
        async_place, text = how.pop(entry)
        rows.append(_row(point, entry, (place, async_place), _in_sync(entry), text))
    for entry, (async_place, text) in how.items():
        rows.append(_row(point, entry, (None, async_place), _NOT_RUN, text))
    return rows


def _row(
    point: str,
    entry: Entry,
    places: Tuple[Optional[int], Optional[int]],
    sync_methods: str,
    async_methods: str,
) -> HookRow:
    order = " / ".join(_NOT_RUN if place is None else str(place) for place in places)
    kind = type(entry.hook)
    source = {BUILT_IN: "SDK", USER: "user"}.get(entry.phase, "author")
    return HookRow(
        point,
        order,
        _hook_name(entry.hook),
        kind.__module__,
        source,
        sync_methods,
        async_methods,
    )


def _hook_name(hook: object) -> str:
    name = type(hook).__qualname__
    inner = wrapped(hook)
    return name if inner is None else f"{name}({_hook_name(inner)})"


def _in_sync(entry: Entry) -> str:
    inner = adapted(entry.hook, AsyncToSync)
    if inner is None or adapted(inner, SyncToAsync) is not None:
        return "direct"
    return "bridged"


def _in_async(how: str) -> str:
    if how == REFUSED:
        return "refused: a sync around hook cannot be adapted"
    return "adapted (worker thread)" if how == ADAPTED else how
