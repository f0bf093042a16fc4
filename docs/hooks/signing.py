"""Signs each request with HMAC-SHA256: method, path with query, time and body.

`before_request` runs for each attempt, so a retried request is signed again, with the time of its own sending.
Signing is quick and does no I/O: `blocking = False` lets async methods call it on the event loop.
"""

import hashlib
import hmac
import os
import time

import httpx

from .types import BeforeRequestContext, BeforeRequestHook

KEY_ID = os.environ.get("SIGNING_KEY_ID", "")
SECRET = os.environ.get("SIGNING_SECRET", "")


class SigningHook(BeforeRequestHook):
    blocking = False

    def before_request(self, hook_ctx: BeforeRequestContext, request: httpx.Request) -> httpx.Request:
        sent_at = str(time.time_ns())
        target = request.url.raw_path.decode("ascii")
        try:
            body = request.content
        except httpx.RequestNotRead:
            # A streamed body is not in memory; what is signed says so.
            body = b"STREAMED"
        text = "\n".join([request.method, target, sent_at, hashlib.sha256(body).hexdigest()])
        signature = hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()
        request.headers["X-Signature"] = f"{KEY_ID}:{sent_at}:{signature}"
        return request
