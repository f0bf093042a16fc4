"""The other configurations: useAsyncHooks off, sdkHooksConfigAccess off, client credentials."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from server import Reply, Server
from splicing import package


def run(folder: Path, program: str) -> str:
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def registers(folder: Path, text: str) -> None:
    (folder / "sdk" / "_hooks" / "registration.py").write_text(text)


HOOK = """
import threading
from .types import Hooks, BeforeRequestHook

class Where(BeforeRequestHook):
    def before_request(self, hook_ctx, request):
        print(hook_ctx.response.execution, threading.current_thread().name)
        return request

def init_hooks(hooks: Hooks):
    hooks.register_before_request_hook(Where())
"""
CALLS = """
import asyncio, sdk
async def main():
    async with sdk.SDK(server_url={url!r}{more}) as client:
        await client.things.get_thing_async(thing_id="a")
        client.things.get_thing(thing_id="a")
asyncio.run(main())
"""


def test_without_async_hooks_async_methods_run_sync_hooks_off_the_loop(
    tmp_path: Path, api: Server
) -> None:
    folder = package(tmp_path, ["no-async-hooks"])
    registers(folder, HOOK)
    out = run(folder, CALLS.format(url=api.url, more=""))
    assert out == "async sdk-hook\nsync MainThread\n"


def test_without_async_hooks_the_async_names_and_files_are_not_there(
    tmp_path: Path,
) -> None:
    folder = package(tmp_path, ["no-async-hooks"])
    program = """
import sdk._hooks as hooks
print([name for name in hooks.__all__ if "sync" in name.lower() and name not in ("AroundRequestHook",)])
"""
    assert run(folder, program) == "[]\n"
    assert not (folder / "sdk" / "_hooks" / "asyncregistration.py").exists()


def test_without_async_hooks_a_user_may_still_give_async_ones(
    tmp_path: Path, api: Server
) -> None:
    folder = package(tmp_path, ["no-async-hooks"])
    program = """
class Native:
    async def before_request(self, hook_ctx, request):
        print("native")
        return request
""" + CALLS.format(url=api.url, more=", hooks=[Native()]")
    assert run(folder, program) == "native\n"


def test_without_async_hooks_the_command_prints_the_table(tmp_path: Path) -> None:
    folder = package(tmp_path, ["no-async-hooks"])
    registers(folder, HOOK)
    command = [sys.executable, "-m", "sdk._hooks"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=60
    )
    assert "adapted (worker thread)" in done.stdout


@pytest.mark.parametrize("more", [[], ["no-async-hooks"]])
def test_without_config_access_sdk_init_gets_base_url_and_client(
    tmp_path: Path, api: Server, more: Any
) -> None:
    folder = package(tmp_path, ["no-config-access", *more])
    registers(
        folder,
        f"""
from .types import Hooks, SDKInitHook

class Wrapper:
    def __init__(self, inner):
        self.inner = inner
    def send(self, request, **options):
        print("wrapped")
        return self.inner.send(request, **options)
    def build_request(self, *args, **options):
        return self.inner.build_request(*args, **options)
    def close(self):
        self.inner.close()

class Init(SDKInitHook):
    def sdk_init(self, base_url, client):
        print(base_url)
        return {api.url!r}, Wrapper(client)

class See:
    def before_request(self, hook_ctx, request):
        print(hook_ctx.config.server_url == {api.url!r})
        return request

def init_hooks(hooks: Hooks):
    hooks.register_sdk_init_hook(Init())
    hooks.register_before_request_hook(See())
""",
    )
    program = """
import sdk
with sdk.SDK() as client:
    print(client.things.get_thing(thing_id="a").id)
"""
    assert run(folder, program) == "https://api.acme.com\nTrue\nwrapped\na\n"


def test_without_config_access_a_wrong_answer_is_named(tmp_path: Path) -> None:
    folder = package(tmp_path, ["no-config-access"])
    program = """
import sdk
class Init:
    def sdk_init(self, base_url, client):
        return None
try:
    sdk.SDK(hooks=[Init()])
except TypeError as error:
    print(error)
"""
    assert run(folder, program) == (
        "Init.sdk_init returned None; sdk_init has to return (base_url, client)\n"
    )


@pytest.mark.parametrize("more", [[], ["no-async-hooks"]])
def test_built_in_hooks_come_first_and_are_native_in_async_methods(
    tmp_path: Path, more: Any
) -> None:
    folder = package(tmp_path, [*more, "client-credentials"])
    registers(folder, HOOK)
    program = """
import sdk
from sdk._hooks import ClientCredentialsHook
for row in sdk.SDK().sdk_configuration.describe_hooks():
    print(row.point, row.order, row.hook, row.registered_by, row.sync_methods, "|", row.async_methods)
"""
    lines = run(folder, program).splitlines()
    assert lines == [
        "before_request 1 / - ClientCredentialsHook SDK direct | superseded by AsyncClientCredentialsHook",
        "before_request 2 / 2 Where author direct | adapted (worker thread)",
        "before_request - / 1 AsyncClientCredentialsHook SDK - | native",
        "after_error 1 / - ClientCredentialsHook SDK direct | superseded by AsyncClientCredentialsHook",
        "after_error - / 1 AsyncClientCredentialsHook SDK - | native",
    ]


def test_the_sdks_own_token_calls_do_not_run_hooks(tmp_path: Path, api: Server) -> None:
    folder = package(tmp_path, ["client-credentials"])
    registers(
        folder,
        HOOK.replace(
            "print(hook_ctx.response.execution",
            "print(hook_ctx.operation_id, request.url.path",
        ),
    )
    (folder / "sdk" / "models" / "security.py").write_text(
        """
from typing import Optional
from typing_extensions import Annotated
from ..types import BaseModel
from ..utils.metadata import FieldMetadata, SecurityMetadata

class SchemeOauth(BaseModel):
    client_id: str
    client_secret: str
    token_url: str = "/token"

class Security(BaseModel):
    oauth: Annotated[Optional[SchemeOauth], FieldMetadata(security=SecurityMetadata(
        scheme=True, scheme_type="oauth2", sub_type="client_credentials"))] = None

class SecurityTypedDict(dict): ...
"""
    )
    api.reply(
        "/token",
        Reply(json={"access_token": "tok", "token_type": "Bearer", "expires_in": 60}),
    )
    program = f"""
import asyncio, sdk
from sdk.models.security import SchemeOauth, Security
async def main():
    async with sdk.SDK(server_url={api.url!r}) as client:
        client.sdk_configuration.security = Security(oauth=SchemeOauth(client_id="id", client_secret="secret"))
        await client.things.get_thing_async(thing_id="a")
        client.things.get_thing(thing_id="a")
asyncio.run(main())
"""
    out = run(folder, program)
    assert [line.split()[:2] for line in out.splitlines()] == [
        ["getThing", "/things/a"]
    ] * 2
    assert [request.path for request in api.seen].count("/token") == 1
    assert {
        request.headers.get("authorization")
        for request in api.seen
        if request.path == "/things/a"
    } == {"Bearer tok"}
