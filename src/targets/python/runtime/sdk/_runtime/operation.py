"""What an operation is, as facts: what the methods of a namespace hand to the runtime.

Everything here is immutable and cheap to make. Types are given as functions (``lambda: models.Thing``), so
that making an operation imports no model; the runtime calls them once, at the operation's first use.
"""

from __future__ import annotations

from functools import cached_property
from typing import (
    Any,
    Callable,
    Dict,
    Generic,
    List,
    Mapping,
    Optional,
    Tuple,
    TypeVar,
)

from .facts import Facts

T = TypeVar("T")

TypeSource = Callable[[], Any]
"""Gives a type: a model, ``List[models.Thing]``, ``str``."""


class Param(Facts):
    """One parameter: which argument it is, and how it is written on the wire."""

    location: str
    """``path``, ``query``, ``header``, ``cookie`` or ``querystring``."""
    argument: str
    """Name of the method's argument, or of the field of a request object."""
    name: str
    """Name on the wire."""
    style: str
    explode: bool
    type: Optional[TypeSource] = None
    """Given where a value has to be coerced first: a dict that stands for a model, a union of models."""
    content: Optional[str] = None
    """Media type it is written in (``application/json``) instead of a style."""
    allow_reserved: bool = False
    allow_empty_value: bool = False
    is_global: bool = False
    """Where no argument is given, the SDK's value (``sdk_configuration.globals``) is used."""


def path(
    argument: str,
    name: Optional[str] = None,
    *,
    style: str = "simple",
    explode: bool = False,
    type: Optional[TypeSource] = None,
    content: Optional[str] = None,
    allow_reserved: bool = False,
    is_global: bool = False,
) -> Param:
    """A path parameter; ``name`` is the argument's where it is left out."""
    return Param(
        "path",
        argument,
        name or argument,
        style,
        explode,
        type,
        content,
        allow_reserved,
        False,
        is_global,
    )


def query(
    argument: str,
    name: Optional[str] = None,
    *,
    style: str = "form",
    explode: Optional[bool] = None,
    type: Optional[TypeSource] = None,
    content: Optional[str] = None,
    allow_reserved: bool = False,
    allow_empty_value: bool = False,
    is_global: bool = False,
) -> Param:
    """A query parameter. ``explode`` defaults to True for ``form`` and ``deepObject``, else to False."""
    spread = style in ("form", "deepObject") if explode is None else explode
    return Param(
        "query",
        argument,
        name or argument,
        style,
        spread,
        type,
        content,
        allow_reserved,
        allow_empty_value,
        is_global,
    )


def header(
    argument: str,
    name: Optional[str] = None,
    *,
    explode: bool = False,
    type: Optional[TypeSource] = None,
    content: Optional[str] = None,
    is_global: bool = False,
) -> Param:
    """A header parameter (style ``simple``)."""
    return Param(
        "header",
        argument,
        name or argument,
        "simple",
        explode,
        type,
        content,
        False,
        False,
        is_global,
    )


def cookie(
    argument: str,
    name: Optional[str] = None,
    *,
    explode: bool = True,
    type: Optional[TypeSource] = None,
    content: Optional[str] = None,
    is_global: bool = False,
) -> Param:
    """A cookie parameter (style ``form``)."""
    return Param(
        "cookie",
        argument,
        name or argument,
        "form",
        explode,
        type,
        content,
        False,
        False,
        is_global,
    )


class Part(Facts):
    """How one property of a form or multipart body is written (OpenAPI Encoding Object)."""

    content_type: Optional[str] = None
    style: Optional[str] = None
    explode: Optional[bool] = None
    allow_reserved: bool = False
    file: bool = False
    """A file part: bytes, a stream, a path, or a model with ``file_name``, ``content`` and ``content_type``."""
    headers: Tuple[Param, ...] = ()


class Body(Facts):
    """A request body: of which arguments it is made, and how it is written."""

    kind: str
    """``json``, ``form``, ``multipart``, ``text``, ``xml`` or ``binary``."""
    media_type: str
    type: Optional[TypeSource] = None
    argument: Optional[str] = None
    """The argument that is the whole body; None where ``fields`` are arguments of their own."""
    fields: Tuple[str, ...] = ()
    """Arguments that are fields of the body's model, by their Python names."""
    required: bool = True
    """Not required: nothing is sent where no argument is given."""
    parts: Mapping[str, Part] = {}
    """By wire name."""
    array_suffix: bool = False
    """Multipart arrays are written as ``files[]`` (``multipartArrayFormat: legacy``)."""


class Content(Facts):
    """One media type of a response."""

    kind: str
    """``json``, ``text``, ``bytes``, ``stream`` (the open response), ``sse``, ``jsonl`` or ``none``."""
    media_type: str
    """May hold wildcards: ``image/*``."""
    type: Optional[TypeSource] = None
    """Of the body, or of one event or line."""
    error: Optional[TypeSource] = None
    """The exception class to raise with the decoded body as its ``data``."""
    sentinel: Optional[str] = None
    flat: bool = False
    """Server-sent events are given as their data alone (``sseFlatResponse``)."""
    field: Optional[str] = None
    """Field of the envelope class that gets the value."""


class Response(Facts):
    """What a status means. No content: no body is expected."""

    content: Tuple[Content, ...] = ()
    is_error: bool = False


class RetryDefaults(Facts):
    """Retries as the document has them, in milliseconds."""

    status_codes: Tuple[str, ...]
    initial_interval: int = 500
    max_interval: int = 60_000
    exponent: float = 1.5
    max_elapsed_time: int = 3_600_000
    retry_connection_errors: bool = True


class PageInput(Facts):
    """An input that changes from page to page."""

    role: str
    """``offset``, ``page``, ``limit`` or ``cursor``."""
    argument: str
    """The method's argument, or the field within a request object or body."""
    in_body: bool = False


class Pages(Facts):
    """How the next page is asked for. Outputs are JSONPath expressions into the body."""

    kind: str
    """``offsetLimit``, ``cursor`` or ``url``."""
    inputs: Tuple[PageInput, ...] = ()
    results: Optional[str] = None
    next_cursor: Optional[str] = None
    next_url: Optional[str] = None
    num_pages: Optional[str] = None


class Servers(Facts):
    """Servers of an operation's own: URL templates, the defaults of their variables, and their ids."""

    urls: Tuple[str, ...]
    variables: Tuple[Mapping[str, str], ...] = ()
    ids: Tuple[str, ...] = ()


class Envelope(Facts):
    """The class around a result: the response's headers, pagination, or ``responseFormat: envelope``."""

    kind: str
    """``result``: fields ``result``, ``headers``, ``next`` as they are wanted; ``envelope``: ``content_type``,
    ``status_code``, ``raw_response``; ``envelope-http``: ``http_meta``."""
    type: TypeSource
    headers: bool = False


class Operation(Facts, Generic[T]):
    """Everything the runtime needs for calls of one operation whose result is a ``T``."""

    id: str
    """The document's operationId, untouched; hooks see it."""
    method: str
    path: str
    responses: Mapping[str, Response]
    """By ``200``, ``4XX`` or ``default``."""
    parameters: Tuple[Param, ...] = ()
    request: Optional[TypeSource] = None
    """Model of the ``request`` argument, where the parameters are its fields instead of arguments."""
    body: Optional[Body] = None
    tags: Tuple[str, ...] = ()
    extensions: Mapping[str, Any] = {}
    security: Optional[TypeSource] = None
    """Security model of the operation's own, given to the method as ``security``."""
    no_security: bool = False
    """The document says that this operation needs no security at all: none is sent."""
    scopes: Optional[List[str]] = None
    """OAuth2 scopes that the operation asks for; None where it names none."""
    servers: Optional[Servers] = None
    retries: Optional[RetryDefaults] = None
    timeout_ms: Optional[int] = None
    pages: Optional[Pages] = None
    envelope: Optional[Envelope] = None
    accept: Optional[str] = None
    """``Accept`` header; made from the responses where it is None."""
    deprecation: Optional[str] = None
    """Message of the ``DeprecationWarning`` that a call gives."""

    @cached_property
    def cache(self) -> Dict[str, Any]:
        """The runtime's own: what it built for this operation at its first use."""
        return {}
