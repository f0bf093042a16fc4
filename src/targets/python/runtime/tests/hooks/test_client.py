"""The client: what making, using and closing it opens and closes."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from server import Reply, Server
from ways import Way

from sdk import SDK
from sdk.httpclient import AsyncHttpClient, HttpClient
from sdk.sdkconfiguration import SDKConfiguration

SYNC, ASYNC = Way("sync"), Way("async")
RUNTIME = Path(__file__).parents[2]


def run(program: str) -> str:
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(
        command, cwd=RUNTIME, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_package_and_making_a_client_imports_no_pydantic_and_no_model() -> (
    None
):
    program = """
import sys, sdk
client = sdk.SDK(bearer_auth="token")
client.sdk_configuration.describe_hooks()
print([name for name in sys.modules if name.startswith(("pydantic", "sdk.models.", "sdk.things"))])
"""
    assert run(program) == "[]\n"


def test_a_client_that_is_made_opens_nothing() -> None:
    program = """
import threading, sdk
client = sdk.SDK()
print(sorted({"client", "async_client"} & set(vars(client.sdk_configuration))), threading.active_count())
"""
    assert run(program) == "[] 1\n"


@pytest.mark.parametrize(
    ("way", "made", "not_made"),
    [(SYNC, "client", "async_client"), (ASYNC, "async_client", "client")],
)
def test_only_the_http_client_that_is_used_is_made(
    make: Any, way: Way, made: str, not_made: str
) -> None:
    sdk = make()
    way.get(sdk).unwrap()
    assert made in vars(sdk.sdk_configuration)
    assert not_made not in vars(sdk.sdk_configuration)


def test_hooks_see_real_httpx_clients_on_the_configuration(make: Any) -> None:
    sdk = make()
    assert isinstance(sdk.sdk_configuration.client, httpx.Client)
    assert isinstance(sdk.sdk_configuration.async_client, httpx.AsyncClient)
    assert isinstance(sdk.sdk_configuration.client, HttpClient)
    assert isinstance(sdk.sdk_configuration.async_client, AsyncHttpClient)
    assert sdk.sdk_configuration.client is sdk.sdk_configuration.client
    with pytest.raises(AttributeError, match="has no attribute 'clientz'"):
        _ = sdk.sdk_configuration.clientz


@pytest.mark.parametrize("kind", ["event_hooks", "auth"])
def test_what_a_hook_sets_on_the_made_client_counts(
    way: Way, make: Any, api: Server, kind: str
) -> None:
    seen: Any = []

    class Init:
        def sdk_init(self, config: Any) -> Any:
            client = config.async_client if way.is_async else config.client
            if kind == "auth":
                client.auth = Token()
            else:
                client.event_hooks = {
                    "request": [note_async if way.is_async else seen.append]
                }
            return config

    class Token(httpx.Auth):
        def auth_flow(self, request: Any) -> Any:
            request.headers["x-auth"] = "mine"
            seen.append(request)
            yield request

    async def note_async(request: Any) -> None:
        seen.append(request)

    way.get(make(Init())).unwrap()
    assert len(seen) == 1


def test_an_sdk_closes_the_clients_that_it_made(way: Way, make: Any) -> None:
    sdk = make()
    way.get(sdk).unwrap()
    config = sdk.sdk_configuration
    client = config.async_client if way.is_async else config.client
    assert client.is_closed


def test_both_kinds_are_closed_whichever_way_the_sdk_ends(make: Any) -> None:
    async def main() -> None:
        async with make() as sdk:
            sdk.things.get_thing(thing_id="a")
            await sdk.things.get_thing_async(thing_id="a")
        assert sdk.sdk_configuration.client.is_closed
        assert sdk.sdk_configuration.async_client.is_closed

    asyncio.run(main())


def test_clients_that_were_given_stay_open(way: Way, make: Any) -> None:
    async def main() -> None:
        async with httpx.AsyncClient() as async_client:
            with httpx.Client() as client:
                sdk = make(client=client, async_client=async_client)
                if way.is_async:
                    async with sdk:
                        await sdk.things.get_thing_async(thing_id="a")
                else:
                    with sdk:
                        sdk.things.get_thing(thing_id="a")
                assert not client.is_closed
                assert not async_client.is_closed

    asyncio.run(main())


def test_a_client_that_is_dropped_closes_what_it_opened(make: Any) -> None:
    sdk = make()
    sdk.things.get_thing(thing_id="a")
    client = sdk.sdk_configuration.client
    del sdk
    gc.collect()
    assert client.is_closed


def test_a_call_after_closing_says_so(way: Way, make: Any) -> None:
    sdk = make()
    way.get(sdk).unwrap()
    error = way.get(sdk).raised
    assert isinstance(error, RuntimeError)
    assert "has been closed" in str(error)


def test_any_object_with_the_three_methods_is_a_client(make: Any) -> None:
    class Mine:
        def __init__(self) -> None:
            self.inner = httpx.Client()
            self.sent = 0

        def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
            self.sent += 1
            return self.inner.send(request, **options)

        def build_request(self, method: str, url: Any, **options: Any) -> httpx.Request:
            return self.inner.build_request(method, url, **options)

        def close(self) -> None:
            self.inner.close()

    mine = Mine()
    SYNC.get(make(client=mine)).unwrap()
    assert mine.sent == 1
    mine.close()


def test_a_stream_keeps_its_sdk_alive(make: Any) -> None:
    stream = make().things.watch_thing(thing_id="a")
    gc.collect()
    assert [event.id for event in stream] == ["1", "2"]


def test_sub_sdks_are_made_once_and_listed(make: Any) -> None:
    sdk = make()
    assert "things" in dir(sdk)
    assert sdk.things is sdk.things
    with pytest.raises(AttributeError, match="'SDK' object has no attribute 'thingz'"):
        _ = sdk.thingz


@pytest.mark.parametrize("kind", ["preload", "preload_async"])
def test_preloading_imports_what_calls_need(kind: str) -> None:
    call = (
        "client.preload()"
        if kind == "preload"
        else "asyncio.run(client.preload_async())"
    )
    program = f"""
import asyncio, sys, sdk
client = sdk.SDK()
{call}
print("sdk.models.thing" in sys.modules, "sdk.things" in sys.modules, "sdk.errors.problem_error" in sys.modules)
"""
    assert run(program) == "True True True\n"


WATCHED = """
import asyncio, sys, sdk

class OnTheLoop:
    def find_spec(self, name, path=None, target=None):
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return None
        print("imported on the loop:", name)

async def main():
    sys.meta_path.insert(0, OnTheLoop())
    async with sdk.SDK(server_url={url!r}, bearer_auth="token"{hooks}) as client:
{body}

asyncio.run(main())
"""


def watched(api: Server, body: str, hooks: str = "") -> str:
    """What a program prints that is told of everything that is imported where an event loop runs."""
    indented = "\n".join(f"        {line}" for line in body.splitlines())
    return run(WATCHED.format(url=api.url, hooks=hooks, body=indented))


CALL = 'print((await client.things.get_thing_async(thing_id="a")).id)'


def test_nothing_is_imported_on_a_running_event_loop(api: Server) -> None:
    body = f"""
{CALL}
{CALL}
print([event.id async for event in await client.things.watch_thing_async(thing_id="a")])
try:
    await client.things.get_thing_async(thing_id="b")
except Exception as error:
    print(type(error).__name__)
await client.things.put_thing_async(thing_id="a", id="a")
"""
    api.reply("/things/b", Reply(404, json={"message": "none"}))
    assert watched(api, body) == "a\na\n['1', '2']\nProblemError\n"


def test_calls_that_begin_at_the_same_time_share_the_thread_that_imports(
    api: Server,
) -> None:
    body = """
import threading
started = []
threading.Thread.start = lambda self, start=threading.Thread.start: (started.append(self.name), start(self))
things = await asyncio.gather(*(client.things.get_thing_async(thing_id="a") for _ in range(50)))
print([thing.id for thing in things] == ["a"] * 50, len(started))
"""
    assert watched(api, body) == "True 2\n"


def test_a_sub_sdk_is_itself_once_its_module_is_imported(api: Server) -> None:
    body = f"""
before = client.things
{CALL}
from sdk.things import Things
print(type(client.things) is Things, client.things is client.things)
print((await before.get_thing_async(thing_id="a")).id, before.sdk_configuration is client.sdk_configuration)
"""
    assert watched(api, body) == "a\nTrue True\na True\n"


def test_a_sub_sdk_shows_what_it_has_before_its_module_is_imported() -> None:
    program = """
import asyncio, sdk

async def main():
    client = sdk.SDK()
    print("get_thing" in dir(client.things))
    client = sdk.SDK()
    print(type(client.things).__name__)

asyncio.run(main())
"""
    assert run(program) == "True\nThings\n"


def test_raw_access_works_before_a_sub_sdks_module_is_imported(api: Server) -> None:
    program = f"""
import asyncio, sdk
from sdk._runtime.raw import RawMethods, StreamedMethods

async def main():
    async with sdk.SDK(server_url={api.url!r}) as client:
        client.things
        async with StreamedMethods(client).things.get_thing_async(thing_id="a") as opened:
            print((await opened.parse()).id)
        print((await RawMethods(client).things.get_thing_async(thing_id="a")).parse().id)

asyncio.run(main())
"""
    assert run(program) == "a\na\n"


def test_a_sync_method_works_in_a_running_loop_as_in_a_notebook(api: Server) -> None:
    program = f"""
import asyncio, sdk

async def main():
    with sdk.SDK(server_url={api.url!r}) as client:
        print(client.things.get_thing(thing_id="a").id)

asyncio.run(main())
"""
    assert run(program) == "a\n"


def test_a_method_that_is_not_there_is_an_attribute_error(api: Server) -> None:
    body = """
try:
    await client.things.get_thingz_async(thing_id="a")
except AttributeError as error:
    print(error)
"""
    assert "'Things' object has no attribute 'get_thingz_async'" in watched(api, body)


def test_the_server_is_chosen_by_index_and_variables(make: Any) -> None:
    def details(**options: Any) -> Any:
        return SDK(**options).sdk_configuration.get_server_details()

    assert details() == ("https://{environment}.acme.com", {"environment": "api"})
    assert details(environment="dev") == (
        "https://{environment}.acme.com",
        {"environment": "dev"},
    )
    assert details(server_idx=1) == ("https://eu.acme.com", {})
    assert details(server_url="http://x/{v}/", url_params={"v": "1"}) == (
        "http://x/1",
        {},
    )


def test_the_configurations_text_holds_no_secret_and_makes_no_client() -> None:
    sdk = SDK(bearer_auth="very-secret")
    assert "very-secret" not in repr(sdk.sdk_configuration)
    assert "client" not in vars(sdk.sdk_configuration)


def test_a_configuration_may_be_replaced(make: Any) -> None:
    config = make().sdk_configuration
    other = replace(config, timeout_ms=5)
    assert isinstance(other, SDKConfiguration)
    assert other.client is config.client


def test_redirects_are_followed_and_credentials_stay_with_their_origin(
    way: Way, make: Any, api: Server
) -> None:
    with Server() as other:
        other.reply("/elsewhere", Reply(json={"id": "other"}))
        api.reply(
            "/things/a", Reply(302, headers={"location": f"{other.url}/elsewhere"})
        )
        assert way.get(make()).unwrap().id == "other"
        assert api.seen[0].headers["authorization"] == "Bearer token"
        assert "authorization" not in other.seen[0].headers


def test_nothing_is_left_open_after_an_async_program_ends_without_closing(
    make: Any,
) -> None:
    async def main() -> None:
        await make().things.get_thing_async(thing_id="a")
        gc.collect()
        for _ in range(20):
            await asyncio.sleep(0)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        asyncio.run(main())
        gc.collect()
