from __future__ import annotations


class NoResponseError(Exception):
    """No answer came from the server."""

    message: str

    def __init__(self, message: str = "No response received"):
        super().__init__(message)
        self.message = message
