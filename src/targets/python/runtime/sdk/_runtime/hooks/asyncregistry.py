"""The hooks of async methods: which of them run, in which order, and how."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple, Union, cast

from ..facts import Facts
from .adapting import AsyncToSync, SyncToAsync, adapted, runs_inline, wrapped
from .entries import AUTHOR, BUILT_IN, USER, Entry, async_entry, superseded
from .points import AROUND_REQUEST, CALL_POINTS
from .syncregistry import Entries, SyncRegistry

NATIVE, INLINE, ADAPTED, REFUSED = "native", "adapted inline", "adapted", "refused"


class Resolved(NamedTuple):
    """An entry in its place in the order of async methods."""

    entry: Entry
    how: str
    """NATIVE, INLINE, ADAPTED; REFUSED for a sync around hook, which cannot be adapted."""
    origin: Entry
    """What was registered: an adapter where ``entry`` is the hook inside it."""


class Left(NamedTuple):
    """A sync entry that does not run in async methods."""

    origin: Entry
    why: str


class Hop(Facts):
    """Neighbouring adapted hooks: run in one worker thread call."""

    entries: Entries


class Inline(NamedTuple):
    """A sync hook that is called on the event loop."""

    hook: object
    call: Callable[..., Any]


class InlineOnly(Tuple[Entry, ...]):
    """Hooks that are all called on the event loop: ``run_hooks`` serves, and saves a coroutine."""


Steps = Union[InlineOnly, Tuple[Union[Entry, Hop, Inline], ...]]


class Chains(Facts):
    """What the async methods run, by point."""

    before_request: Steps
    around_request: Entries
    after_success: Steps
    after_error: Steps
    after_parse_error: Steps
    refused: Optional[str]
    """The message of the error that a call raises, where a sync around hook has no async counterpart."""


class AsyncRegistry:
    """The async entries, and with the sync ones what async methods run."""

    def __init__(self, sync: SyncRegistry) -> None:
        self.sync = sync
        self.phase = AUTHOR
        self.version = 0
        self.points: Dict[str, Entries] = {point: () for point in CALL_POINTS}
        self.adapts = True
        """False after ``disable_auto_adaptation``."""
        self._chains: Optional[Chains] = None
        self._made_of = (-1, -1)
        self._register_built_in()

    def _register_built_in(self) -> None:
        """The SDK's own hooks have async twins: ``as_async()``."""
        self.phase = BUILT_IN
        twins: Dict[object, object] = {}
        for point in CALL_POINTS:
            for entry in self.sync.points[point]:
                make: Any = getattr(entry.hook, "as_async", None)
                if entry.phase == BUILT_IN and make is not None:
                    if entry.hook not in twins:
                        twins[entry.hook] = make()
                    self.register(twins[entry.hook], point)
        self.phase = AUTHOR

    def register(self, hook: object, point: str) -> None:
        """Adds a hook at the end of a point's order."""
        entry = async_entry(hook, point, self.phase)
        if issubclass(type(hook), SyncToAsync):
            cast("SyncToAsync[object]", hook).registered = True
        self.points = {**self.points, point: (*self.points[point], entry)}
        self.version += 1

    def disable_auto_adaptation(self) -> None:
        """Leaves out the sync entries, but for the SDK's own."""
        self.adapts = False
        self.version += 1

    def usable_chains(self) -> Chains:
        """What a call runs; raises where a sync around hook stands in the way."""
        chains = self.chains()
        if chains.refused is not None:
            raise TypeError(chains.refused)
        return chains

    def chains(self) -> Chains:
        """What runs, as registered by now; made anew only after a registration."""
        chains, versions = self._chains, (self.sync.version, self.version)
        if chains is None or self._made_of != versions:
            chains = self._make()
            self._chains, self._made_of = chains, versions
        return chains

    def resolve(self, point: str) -> Tuple[List[Resolved], List[Left]]:
        """The entries of a point in their order, and the sync ones that do not run."""
        own = self.points[point]
        run: List[Resolved] = [_explicit(entry, point) for entry in own]
        left: List[Left] = []
        for entry in self.sync.points[point]:
            why = self._steps_aside(entry, point)
            if why is None:
                run.append(_automatic(entry, point))
            else:
                left.append(Left(entry, why))
        mine = set(own)
        run.sort(key=lambda resolved: _place(resolved.origin, resolved.origin in mine))
        return run, left

    def _make(self) -> Chains:
        steps = {point: _group(self.resolve(point)[0]) for point in CALL_POINTS}
        around, _ = self.resolve(AROUND_REQUEST)
        refused = [r for r in around if r.how == REFUSED]
        return Chains(
            steps["before_request"],
            tuple(resolved.entry for resolved in around),
            steps["after_success"],
            steps["after_error"],
            steps["after_parse_error"],
            _refusal(refused[0].origin.hook) if refused else None,
        )

    def _steps_aside(self, entry: Entry, point: str) -> Optional[str]:
        """Why a sync entry is not adapted; None where it is."""
        if not self.adapts and entry.phase != BUILT_IN:
            return "not adapted: automatic adaptation is disabled"
        inner = adapted(entry.hook, AsyncToSync)
        known = [e.hook for e in self.sync.points[point]]
        for other in self.points[point]:
            if inner is not None and other.hook is inner:
                return f"native: {_name(inner)} is registered for async methods itself"
            explicit = issubclass(type(other.hook), SyncToAsync)
            if explicit and _stands_for(wrapped(other.hook), entry.hook, known):
                return "adapted explicitly"
            classes = superseded(other.hook)
            if isinstance(entry.hook, classes) or isinstance(inner, classes):
                return f"superseded by {_name(other.hook)}"
        return None


def _stands_for(inner: object, hook: object, known: List[object]) -> bool:
    """An adapter holds this hook; or one that is registered nowhere, of exactly this one's class."""
    if inner is hook:
        return True
    return type(inner) is type(hook) and not any(one is inner for one in known)


def _automatic(entry: Entry, point: str) -> Resolved:
    if point == AROUND_REQUEST:
        return Resolved(entry, REFUSED, entry)
    twin = getattr(entry.hook, "async_twin", None)
    if twin is not None:
        # One of the SDK's own hooks, which knows how to do the same natively.
        return Resolved(_reentered(entry, twin, point), NATIVE, entry)
    inner = adapted(entry.hook, AsyncToSync)
    if inner is not None:
        return _explicit(_reentered(entry, inner, point), point, entry)
    return Resolved(entry, INLINE if runs_inline(entry.hook) else ADAPTED, entry)


def _explicit(entry: Entry, point: str, origin: Optional[Entry] = None) -> Resolved:
    """An async entry: native, or the sync hook inside an adapter (which may hold an adapter again)."""
    inner = adapted(entry.hook, SyncToAsync)
    if inner is None:
        return Resolved(entry, NATIVE, origin or entry)
    found = _automatic(_reentered(entry, inner, point), point)
    return Resolved(found.entry, found.how, origin or entry)


def _reentered(entry: Entry, hook: object, point: str) -> Entry:
    return Entry(hook, getattr(hook, point), entry.phase, entry.order)


def _place(entry: Entry, is_async: bool) -> Tuple[int, bool, int]:
    """Built-in, author's adapted, author's async, then the user's as they were given."""
    return entry.phase, is_async and entry.phase != USER, entry.order


def _group(run: List[Resolved]) -> Steps:
    if all(resolved.how == INLINE for resolved in run):
        return InlineOnly(resolved.entry for resolved in run)
    steps: List[Union[Entry, Hop, Inline]] = []
    for resolved in run:
        if resolved.how == NATIVE:
            steps.append(resolved.entry)
        elif resolved.how == INLINE:
            steps.append(Inline(resolved.entry.hook, resolved.entry.call))
        elif steps and isinstance(before := steps[-1], Hop):
            steps[-1] = Hop((*before.entries, resolved.entry))
        else:
            steps.append(Hop((resolved.entry,)))
    return tuple(steps)


def _refusal(hook: object) -> str:
    name = _name(hook)
    return (
        f"{name} is a sync around hook; async methods cannot run it, for it would hold a thread during the whole "
        f"request. Register an AsyncAroundRequestHook for async methods, with `supersedes = ({name},)`."
    )


def _name(hook: object) -> str:
    return type(hook).__qualname__
