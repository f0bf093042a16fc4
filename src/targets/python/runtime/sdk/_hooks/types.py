"""What hooks are: their interfaces, and what they are told about a call."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Dict,
    List,
    Literal,
    Optional,
    Tuple,
    Union,
)

import httpx

if TYPE_CHECKING:
    from ..sdkconfiguration import SDKConfiguration


@dataclass(frozen=True)
class ResponseContext:
    """How the caller gets the response, and from which kind of method."""

    mode: Literal["parsed", "raw", "streaming"] = "parsed"
    execution: Literal["sync", "async"] = "sync"


CALL = "_call"
"""Attribute of a context: the call that it is of, where the SDK made it."""


class HookContext:
    """What every hook of a call is told."""

    config: SDKConfiguration
    """The SDK's live configuration."""
    base_url: str
    """The server of this call, variables filled in."""
    operation_id: str
    """The operation's id, as the API's document has it."""
    oauth2_scopes: Optional[List[str]] = None
    """Scopes that the operation asks for."""
    security_source: Optional[Union[Any, Callable[[], Any]]] = None
    """The credentials, or the callable that gives them."""
    tags: Optional[List[str]]
    extensions: Optional[Dict[str, Any]]
    """The operation's ``x-`` extensions."""
    response: ResponseContext
    attempt: int
    """0 for the first try."""
    state: Dict[str, Any]
    """Shared by all hooks of one call, over all of its attempts."""

    def __init__(
        self,
        config: SDKConfiguration,
        base_url: str,
        operation_id: str,
        oauth2_scopes: Optional[List[str]],
        security_source: Optional[Union[Any, Callable[[], Any]]],
        tags: Optional[List[str]] = None,
        extensions: Optional[Dict[str, Any]] = None,
        response: ResponseContext = ResponseContext(),
        attempt: int = 0,
        state: Optional[Dict[str, Any]] = None,
    ) -> None:
        self.config = config
        self.base_url = base_url
        self.operation_id = operation_id
        self.oauth2_scopes = oauth2_scopes
        self.security_source = security_source
        self.tags = tags
        self.extensions = extensions
        self.response = response
        self.attempt = attempt
        self.state = {} if state is None else state

    if not TYPE_CHECKING:  # a typo stays an error for type checkers

        def __getattr__(self, name: str) -> object:
            # The context of a running call gets what it says when a hook first asks.
            call = self.__dict__.get(CALL)
            facts = {} if call is None else call.facts()
            if name not in facts:
                raise AttributeError(
                    f"{type(self).__name__!r} object has no attribute {name!r}"
                )
            for fact, value in facts.items():
                self.__dict__.setdefault(fact, value)
            return self.__dict__[name]


# Defaults on the class would be found before ``__getattr__`` is asked.
for _name in ("oauth2_scopes", "security_source"):
    delattr(HookContext, _name)


class BeforeRequestContext(HookContext):
    """Context of ``before_request``."""

    def __init__(self, hook_ctx: HookContext) -> None:
        self.__dict__ = hook_ctx.__dict__.copy()


class AroundRequestContext(HookContext):
    """Context of ``around_request``."""

    def __init__(self, hook_ctx: HookContext) -> None:
        self.__dict__ = hook_ctx.__dict__.copy()


class AfterSuccessContext(HookContext):
    """Context of ``after_success``."""

    def __init__(self, hook_ctx: HookContext) -> None:
        self.__dict__ = hook_ctx.__dict__.copy()


class AfterErrorContext(HookContext):
    """Context of ``after_error``."""

    def __init__(self, hook_ctx: HookContext) -> None:
        self.__dict__ = hook_ctx.__dict__.copy()


class AfterParseErrorContext(HookContext):
    """Context of ``after_parse_error``."""

    def __init__(self, hook_ctx: HookContext) -> None:
        self.__dict__ = hook_ctx.__dict__.copy()


class SDKInitHook(ABC):
    """Runs once, while the SDK object is made."""

    @abstractmethod
    def sdk_init(self, config: SDKConfiguration) -> SDKConfiguration:
        """Gets the configuration; returns it, changed or not, or another one."""


class BeforeRequestHook(ABC):
    """Runs before each attempt."""

    @abstractmethod
    def before_request(
        self, hook_ctx: BeforeRequestContext, request: httpx.Request
    ) -> Union[httpx.Request, Exception]:
        """Returns the request to send, or an exception to fail the attempt with."""


class AroundRequestHook(ABC):
    """Wraps each attempt of a sync method, the first registered outermost."""

    @abstractmethod
    def around_request(
        self,
        hook_ctx: AroundRequestContext,
        request: httpx.Request,
        call_next: Callable[[httpx.Request], httpx.Response],
    ) -> httpx.Response:
        """Returns what ``call_next(request)`` gives, or an answer of its own."""


class AfterSuccessHook(ABC):
    """Runs after the last attempt, where its status is no error."""

    @abstractmethod
    def after_success(
        self, hook_ctx: AfterSuccessContext, response: httpx.Response
    ) -> Union[httpx.Response, Exception]:
        """Returns the response to decode, or an exception to raise."""


class AfterErrorHook(ABC):
    """Runs after the last attempt where its status is an error, and after each attempt without a response."""

    @abstractmethod
    def after_error(
        self,
        hook_ctx: AfterErrorContext,
        response: Optional[httpx.Response],
        error: Optional[Exception],
    ) -> Union[Tuple[Optional[httpx.Response], Optional[Exception]], Exception]:
        """Returns a response to go on with and None, or an exception to raise.

        ``(response, error)`` as given leaves things as they are.
        """


class AfterParseErrorHook(ABC):
    """Runs where a response becomes an exception: an API error, or a body that does not fit."""

    @abstractmethod
    def after_parse_error(
        self,
        hook_ctx: AfterParseErrorContext,
        response: httpx.Response,
        error: Exception,
    ) -> Exception:
        """Returns the exception to raise."""


class Hooks(ABC):
    """Where hooks of sync methods are registered."""

    @abstractmethod
    def register_sdk_init_hook(self, hook: SDKInitHook) -> None: ...

    @abstractmethod
    def register_before_request_hook(self, hook: BeforeRequestHook) -> None: ...

    @abstractmethod
    def register_around_request_hook(self, hook: AroundRequestHook) -> None: ...

    @abstractmethod
    def register_after_success_hook(self, hook: AfterSuccessHook) -> None: ...

    @abstractmethod
    def register_after_error_hook(self, hook: AfterErrorHook) -> None: ...

    @abstractmethod
    def register_after_parse_error_hook(self, hook: AfterParseErrorHook) -> None: ...
