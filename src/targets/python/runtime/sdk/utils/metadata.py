"""Facts that stand on the fields of models: how a value is sent, what it secures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional, Type, TypeVar, Union

from .._runtime.facts import Facts

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

T = TypeVar("T")


class SecurityMetadata(Facts):
    """What a field of a security model is.

    ``scheme_type`` is ``apiKey`` (``sub_type`` ``header``, ``query`` or ``cookie``), ``http`` (``bearer``,
    ``basic``, ``custom``), ``oauth2`` or ``openIdConnect``. An ``oauth2`` scheme with ``sub_type``
    ``client_credentials`` or ``password`` gets its token from the token endpoint; ``field_name``
    ``client_secret_basic`` says that the client identifies itself there by HTTP basic.
    """

    option: bool = False
    """The field is a model with the schemes of one alternative: all of them together."""
    scheme: bool = False
    scheme_type: Optional[str] = None
    sub_type: Optional[str] = None
    field_name: Optional[str] = None
    composite: bool = False
    """The field is one of several that make up one scheme."""

    def get_field_name(self, default: str) -> str:
        """The name on the wire."""
        return self.field_name or default


class ParamMetadata(Facts):
    """How a parameter is written."""

    serialization: Optional[str] = None
    """``json`` where it has a content type instead of a style."""
    style: str = "simple"
    explode: bool = False


class PathParamMetadata(ParamMetadata):
    """A path parameter."""


class QueryParamMetadata(ParamMetadata):
    """A query parameter."""

    style: str = "form"
    explode: bool = True


class HeaderMetadata(ParamMetadata):
    """A header parameter."""


class RequestMetadata(Facts):
    """The body."""

    media_type: str = "application/octet-stream"


class MultipartFormMetadata(Facts):
    """A part of a multipart body."""

    file: bool = False
    content: bool = False
    json: bool = False


class FormMetadata(Facts):
    """A property of a form."""

    json: bool = False
    style: str = "form"
    explode: bool = True


class FieldMetadata:
    """What a field is, in one object; True stands for the defaults."""

    security: Optional[SecurityMetadata] = None
    path: Optional[PathParamMetadata] = None
    query: Optional[QueryParamMetadata] = None
    header: Optional[HeaderMetadata] = None
    request: Optional[RequestMetadata] = None
    form: Optional[FormMetadata] = None
    multipart: Optional[MultipartFormMetadata] = None

    def __init__(
        self,
        security: Optional[SecurityMetadata] = None,
        path: Optional[Union[PathParamMetadata, bool]] = None,
        query: Optional[Union[QueryParamMetadata, bool]] = None,
        header: Optional[Union[HeaderMetadata, bool]] = None,
        request: Optional[Union[RequestMetadata, bool]] = None,
        form: Optional[Union[FormMetadata, bool]] = None,
        multipart: Optional[Union[MultipartFormMetadata, bool]] = None,
    ) -> None:
        self.security = security
        self.path = _facts(path, PathParamMetadata)
        self.query = _facts(query, QueryParamMetadata)
        self.header = _facts(header, HeaderMetadata)
        self.request = _facts(request, RequestMetadata)
        self.form = _facts(form, FormMetadata)
        self.multipart = _facts(multipart, MultipartFormMetadata)


def _facts(value: Union[T, bool, None], kind: Type[T]) -> Optional[T]:
    if isinstance(value, bool):
        return kind() if value else None
    return value


def find_field_metadata(field_info: FieldInfo, metadata_type: Type[T]) -> Optional[T]:
    """The facts of one kind in a field's ``FieldMetadata``."""
    found = find_metadata(field_info, FieldMetadata)
    if found is None:
        return None
    for value in vars(found).values():
        if isinstance(value, metadata_type):
            return value
    return None


def find_metadata(field_info: FieldInfo, metadata_type: Type[T]) -> Optional[T]:
    """The first metadata of a class on a field."""
    for value in field_info.metadata:
        if isinstance(value, metadata_type):
            return value
    return None
