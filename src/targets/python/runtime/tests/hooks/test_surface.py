"""Contract, sections 1 and 2: files, names and signatures, exactly."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from sdk import _hooks
from sdk._hooks import asynctypes, types

FOLDER = Path(_hooks.__file__).parent
CONTEXTS = [
    "HookContext",
    "BeforeRequestContext",
    "AroundRequestContext",
    "AfterSuccessContext",
    "AfterErrorContext",
    "AfterParseErrorContext",
    "ResponseContext",
]
HOOKS = [
    "SDKInitHook",
    "BeforeRequestHook",
    "AroundRequestHook",
    "AfterSuccessHook",
    "AfterErrorHook",
    "AfterParseErrorHook",
    "Hooks",
]
POINTS = ["BeforeRequest", "AfterSuccess", "AfterError", "AfterParseError"]
ADAPTERS = [
    f"{way}{point}Adapter" for way in ("SyncToAsync", "AsyncToSync") for point in POINTS
]
ASYNC = [f"Async{name}" for name in HOOKS if name != "SDKInitHook"]


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("types.py", CONTEXTS + HOOKS),
        ("sdkhooks.py", ["SDKHooks"]),
        ("registration.py", ["init_hooks"]),
        ("asynctypes.py", ASYNC),
        ("asyncsdkhooks.py", ["AsyncSDKHooks"]),
        ("adapters.py", ADAPTERS),
        ("asyncregistration.py", ["init_async_hooks"]),
    ],
)
def test_each_file_holds_its_names_and_the_package_exports_them(
    file: str, names: Any
) -> None:
    module = __import__(f"sdk._hooks.{file[:-3]}", fromlist=["*"])
    for name in names:
        assert getattr(module, name) is getattr(_hooks, name)
        assert name in _hooks.__all__
    assert (FOLDER / file).exists()


REQUEST = "hook_ctx: BeforeRequestContext, request: httpx.Request"
SUCCESS = "hook_ctx: AfterSuccessContext, response: httpx.Response"
ERROR = "hook_ctx: AfterErrorContext, response: Optional[httpx.Response], error: Optional[Exception]"
PARSE = "hook_ctx: AfterParseErrorContext, response: httpx.Response, error: Exception"
SIGNATURES = [
    ("SDKInitHook", "sdk_init", "config: SDKConfiguration", "SDKConfiguration"),
    ("BeforeRequestHook", "before_request", REQUEST, "Union[httpx.Request, Exception]"),
    ("AfterSuccessHook", "after_success", SUCCESS, "Union[httpx.Response, Exception]"),
    (
        "AfterErrorHook",
        "after_error",
        ERROR,
        "Union[Tuple[Optional[httpx.Response], Optional[Exception]], Exception]",
    ),
    ("AfterParseErrorHook", "after_parse_error", PARSE, "Exception"),
]


@pytest.mark.parametrize(("name", "method", "parameters", "returns"), SIGNATURES)
@pytest.mark.parametrize("module", [types, asynctypes])
def test_the_interfaces_are_exact(
    name: str, method: str, parameters: str, returns: str, module: Any
) -> None:
    if module is asynctypes:
        if name == "SDKInitHook":
            assert not hasattr(asynctypes, "AsyncSDKInitHook")
            return
        name = f"Async{name}"
    function = getattr(getattr(module, name), method)
    assert (
        str(inspect.signature(function)).replace("'", "")
        == f"(self, {parameters}) -> {returns}"
    )
    assert inspect.iscoroutinefunction(function) == (module is asynctypes)
    assert inspect.isabstract(getattr(module, name))


def registrations(registry: type) -> Any:
    return {name for name in vars(registry) if not name.startswith("_")}


def test_the_registries_have_a_method_for_each_point() -> None:
    points = [
        "before_request",
        "around_request",
        "after_success",
        "after_error",
        "after_parse_error",
    ]
    common = {f"register_{point}_hook" for point in points}
    assert registrations(_hooks.Hooks) == common | {"register_sdk_init_hook"}
    assert registrations(_hooks.AsyncHooks) == common | {"disable_auto_adaptation"}
    assert issubclass(_hooks.SDKHooks, _hooks.Hooks)
    assert issubclass(_hooks.AsyncSDKHooks, _hooks.AsyncHooks)


def test_the_context_has_its_positional_order() -> None:
    parameters = list(inspect.signature(_hooks.HookContext).parameters)
    assert parameters == [
        "config",
        "base_url",
        "operation_id",
        "oauth2_scopes",
        "security_source",
        "tags",
        "extensions",
        "response",
        "attempt",
        "state",
    ]


@pytest.mark.parametrize("name", CONTEXTS[1:-1])
def test_each_lifecycle_context_is_built_from_a_hook_context(name: str) -> None:
    base = _hooks.HookContext("config", "http://x", "op", None, None)  # type: ignore[arg-type]
    kind = getattr(_hooks, name)
    assert list(inspect.signature(kind).parameters) == ["hook_ctx"]
    assert isinstance(kind(base), _hooks.HookContext)
    assert kind(base).operation_id == "op"
    assert kind(base).state is base.state


@pytest.mark.parametrize("name", ADAPTERS)
def test_adapters_take_the_hook_and_are_hooks_of_the_other_kind(name: str) -> None:
    adapter = getattr(_hooks, name)
    point = re.sub(r"^(SyncToAsync|AsyncToSync)|Adapter$", "", name)
    assert list(inspect.signature(adapter).parameters) == ["hook"]
    wanted = f"Async{point}Hook" if name.startswith("SyncToAsync") else f"{point}Hook"
    assert issubclass(adapter, getattr(_hooks, wanted))


@pytest.mark.parametrize("file", ["registration.py", "asyncregistration.py"])
def test_the_stubs_say_what_they_are_in_a_few_lines(file: str) -> None:
    text = (FOLDER / file).read_text()
    assert "written once and is yours" in text
    assert len(text.splitlines()) <= 20
    if file == "asyncregistration.py":
        assert "supersedes" in text
        assert "disable_auto_adaptation()" in text


def test_the_adapters_to_sync_say_to_prefer_native_hooks() -> None:
    for name in ADAPTERS[4:]:
        assert "Prefer a native sync hook" in (
            inspect.getdoc(getattr(_hooks, name)) or ""
        )
