"""Base64 fields that can be given as files."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import IO, Any, Union, cast

from pydantic import BeforeValidator
from typing_extensions import Annotated

Base64FileInput = Union[IO[bytes], "os.PathLike[str]"]
"""An open binary file, or the path of one."""


def encode_base64_file_input(value: Any) -> Any:
    """Base64 text of a file, a path or bytes. Text is base64 already and stays as it is."""
    if isinstance(value, os.PathLike):
        return _encode(Path(cast("os.PathLike[str]", value)).read_bytes())
    if isinstance(value, (bytes, bytearray, memoryview)):
        return _encode(bytes(cast(bytes, value)))
    read = getattr(value, "read", None)
    if callable(read):
        content = read()
        if not isinstance(content, bytes):
            raise ValueError("the file has to be opened in binary mode")
        return _encode(content)
    return value


def _encode(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


Base64EncodedString = Annotated[str, BeforeValidator(encode_base64_file_input)]
"""Base64 text; bytes, an open binary file or a path are encoded."""
