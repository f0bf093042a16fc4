"""The base of paginated results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, AsyncIterator, Callable, Iterator, Optional, cast

if TYPE_CHECKING:
    from typing_extensions import Self

from ..types.basemodel import BaseModel
from .coercion import is_awaitable


class PagedModel(BaseModel):
    """A page of results. Iterating gives this page and those that follow, each asked for when it is needed."""

    # BaseModel iterates over fields.
    def __iter__(self) -> Iterator[Self]:  # type: ignore[override]
        page: Optional[Self] = self
        while page is not None:
            yield page
            following = cast("Callable[[], Optional[Self]]", page.__dict__["next"])()
            if is_awaitable(following):
                cast(Any, following).close()
                raise TypeError(
                    "These pages come from an async method: use `async for`."
                )
            page = following

    async def __aiter__(self) -> AsyncIterator[Self]:
        page: Optional[Self] = self
        while page is not None:
            yield page
            following: Any = page.__dict__["next"]()
            page = await following if is_awaitable(following) else following
