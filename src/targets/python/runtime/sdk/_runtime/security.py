"""Credentials: from a security model to headers, query parameters and cookies.

The facts stand on the models as ``FieldMetadata(security=…)`` and are read once for each class.
"""

from __future__ import annotations

import base64
from typing import (
    Any,
    Awaitable,
    Callable,
    Dict,
    Generator,
    List,
    Mapping,
    NamedTuple,
    Optional,
    Tuple,
    Type,
    cast,
)

from ..utils.metadata import SecurityMetadata, find_field_metadata
from .coercion import (
    adapter,
    class_of,
    is_awaitable,
    is_mapping,
    is_model,
    model_fields,
    scalar_text,
)
from .redaction import remember
from .settings import environment

TOKEN_GRANTS = ("client_credentials", "password")


class Credentials:
    """What goes on a request."""

    __slots__ = ("cookies", "headers", "query")

    def __init__(self) -> None:
        self.headers: Dict[str, str] = {}
        self.query: Dict[str, str] = {}
        self.cookies: Dict[str, str] = {}


class Scheme(NamedTuple):
    """One field of a security model."""

    field: str
    facts: SecurityMetadata


_schemes: Dict[type, Tuple[Scheme, ...]] = {}


def schemes_of(model: Type[Any]) -> Tuple[Scheme, ...]:
    """The schemes of a security model, in the document's order."""
    found = _schemes.get(model)
    if found is None:
        found = tuple(_read_schemes(model))
        _schemes[model] = found
    return found


def _read_schemes(model: Type[Any]) -> List[Scheme]:
    found: List[Scheme] = []
    for name, info in model_fields(model).items():
        facts = find_field_metadata(info, SecurityMetadata)
        if facts is None:
            continue
        found.append(Scheme(name, facts))
        if facts.scheme_type == "apiKey" and facts.sub_type:
            remember(facts.sub_type, facts.get_field_name(name))
    return found


def credentials_of(security: Any, allowed: Optional[List[str]] = None) -> Credentials:
    """What a security model puts on requests. The first option that is given counts; schemes add up.

    ``allowed`` names the fields that count, the preferred one first.
    """
    into = Credentials()
    schemes = schemes_of(class_of(security))
    if allowed is not None:
        ranks = {name: rank for rank, name in enumerate(allowed)}
        schemes = tuple(
            sorted(
                (scheme for scheme in schemes if scheme.field in ranks),
                key=lambda scheme: ranks[scheme.field],
            )
        )
    for scheme in schemes:
        if scheme.facts.option:
            value = getattr(security, scheme.field, None)
            if value is not None:
                _add(into, value, schemes_of(class_of(value)))
                return into
    _add(into, security, schemes)
    return into


def _add(into: Credentials, security: Any, schemes: Tuple[Scheme, ...]) -> None:
    parts: Dict[str, str] = {}
    for name, facts in schemes:
        value = getattr(security, name, None)
        if value is None or not facts.scheme:
            continue
        if facts.sub_type == "bearer" and type(value) is str:
            into.headers.setdefault(
                facts.get_field_name("Authorization"), bearer(value)
            )
        elif _is_basic(facts) and not is_model(value):
            # A basic scheme whose two fields stand in the model itself.
            parts[facts.get_field_name(name)] = scalar_text(value)
        elif not (facts.sub_type in TOKEN_GRANTS and _in_parts(schemes)):
            _add_scheme(into, Scheme(name, facts), value)
    if parts:
        _set_basic(into, _ending(parts, "username"), _ending(parts, "password"))


def _in_parts(schemes: Tuple[Scheme, ...]) -> bool:
    """Whether the client's id, its secret and the rest stand in the model itself: none of them is a token."""
    return sum(scheme.facts.sub_type in TOKEN_GRANTS for scheme in schemes) > 1


def _is_basic(facts: SecurityMetadata) -> bool:
    return facts.scheme_type == "http" and facts.sub_type == "basic"


def _ending(parts: Mapping[str, str], name: str) -> str:
    return next((value for key, value in parts.items() if key.endswith(name)), "")


def _add_scheme(into: Credentials, scheme: Scheme, value: Any) -> None:
    facts = scheme.facts
    if facts.scheme_type == "http" and facts.sub_type == "custom":
        return  # the API's own: a hook knows how to apply it
    if _is_basic(facts):
        _set_basic(into, getattr(value, "username", ""), getattr(value, "password", ""))
    elif facts.scheme_type == "apiKey":
        _add_key(into, facts, scheme.field, _single(value))
    elif facts.scheme_type in ("http", "oauth2", "openIdConnect"):
        if facts.sub_type in TOKEN_GRANTS and not isinstance(value, str):
            return  # the token endpoint's hook applies it
        token = _single(value)
        if token is not None:
            name = facts.get_field_name("Authorization")
            if facts.sub_type in TOKEN_GRANTS:
                name = "Authorization"
            into.headers.setdefault(name, bearer(token))


def _add_key(
    into: Credentials, facts: SecurityMetadata, name: str, value: Optional[str]
) -> None:
    if value is None:
        return
    places = {"header": into.headers, "query": into.query, "cookie": into.cookies}
    place = places.get(facts.sub_type or "header", into.headers)
    place.setdefault(facts.get_field_name(name), value)


def _single(value: Any) -> Optional[str]:
    """The value of a scheme: a text, or a model around one."""
    if not is_model(value):
        return scalar_text(value)
    for name in model_fields(type(value)):
        inner = getattr(value, name)
        if inner is not None:
            return scalar_text(inner)
    return None


def bearer(token: str) -> str:
    """``Bearer …``, also where the token already says so."""
    return token if token[:7].lower() == "bearer " else f"Bearer {token}"


def _set_basic(
    into: Credentials, username: Optional[str], password: Optional[str]
) -> None:
    pair = f"{username or ''}:{password or ''}".encode()
    into.headers.setdefault(
        "Authorization", "Basic " + base64.b64encode(pair).decode("ascii")
    )


# --- Where credentials come from ------------------------------------------------------------------------


def resolve(source: Any, model: Optional[Callable[[], Any]]) -> Any:
    """The security model of a value, a dict or a callable, for a sync method."""
    value = source() if callable(source) and not is_model(source) else source
    if is_awaitable(value):
        close = getattr(value, "close", None)
        if close is not None:
            close()
        raise TypeError(
            "The security callable is async: it can serve async methods only. "
            "Give a plain callable to use sync methods."
        )
    return as_model(value, model)


async def resolve_async(source: Any, model: Optional[Callable[[], Any]]) -> Any:
    """``resolve`` for an async method: callables may be ``async def``."""
    value = source() if callable(source) and not is_model(source) else source
    if is_awaitable(value):
        value = await value
    return as_model(value, model)


def as_model(value: Any, model: Optional[Callable[[], Any]]) -> Any:
    """The security model of a dict; a model stays as it is."""
    if model is not None and is_mapping(value):
        return adapter(model()).validate_python(value)
    return value


def flattened(model: Callable[[], Any], name: str, value: Any) -> Callable[[], Any]:
    """The source of credentials where one field of the model is an argument of its own.

    ``value`` is the field's value, or a callable that gives it (``async def`` too). None: the environment's.
    """

    if value is None:
        return environment_source(model)
    if not callable(value) or is_model(value):
        return Constant(model, name, value)

    def source() -> Any:
        found = value()
        return (
            _Later(model, name, found)
            if is_awaitable(found)
            else model()(**{name: found})
        )

    return Source(model, source)


class Source:
    """A callable that gives credentials, and says of which model."""

    def __init__(self, model: Callable[[], Any], find: Callable[[], Any]) -> None:
        self.model = model
        self._find = find

    def __call__(self) -> Any:
        return self._find()


class Constant(Source):
    """The model around a value that stays, made when it is needed first."""

    def __init__(self, model: Callable[[], Any], name: str, value: Any) -> None:
        super().__init__(model, lambda: model()(**{name: value}))
        self._made: Any = None
        self._credentials: Optional[Credentials] = None

    def __call__(self) -> Any:
        if self._made is None:
            self._made = self._find()
        return self._made

    def credentials(self) -> Credentials:
        """What the model puts on requests."""
        if self._credentials is None:
            self._credentials = credentials_of(self())
        return self._credentials


class _Later:
    """The model around a value that is still to be awaited."""

    def __init__(
        self, model: Callable[[], Any], name: str, value: Awaitable[Any]
    ) -> None:
        self._model = model
        self._name = name
        self._value = value

    def __await__(self) -> Generator[Any, Any, Any]:
        value = yield from self._value.__await__()
        return self._model()(**{self._name: value})

    def close(self) -> None:
        """Nobody is going to await it."""
        close = getattr(self._value, "close", None)
        if close is not None:
            close()


def environment_source(model: Callable[[], Any]) -> Callable[[], Any]:
    """Credentials from the environment, looked up when they are needed."""
    return Source(model, lambda: from_environment(model()))


def from_environment(model: Type[Any]) -> Any:
    """The model with what ``PREFIX_<FIELD>`` variables give; None where there are none."""
    adapter(model)  # builds the model, so that its annotations are resolved
    values: Dict[str, Any] = {}
    for name, info in model_fields(model).items():
        inner = _inner_model(info.annotation)
        found = environment(name) if inner is None else from_environment(inner)
        if found is not None:
            values[name] = found
    if not values:
        return None
    try:
        return model(**values)
    except ValueError:
        return None  # something that is required is missing: as good as none


def _inner_model(annotation: Any) -> Optional[Type[Any]]:
    from typing import get_args

    for candidate in (annotation, *get_args(annotation)):
        if isinstance(candidate, type) and hasattr(candidate, "model_fields"):
            return cast("Type[Any]", candidate)
    return None
