"""The SDKs: how a program imports them, makes a client and calls it. Texts, because fresh processes run them too."""

from __future__ import annotations

from typing import NamedTuple

from answers import CHAT, MESSAGE, REPLY

MESSAGES = 'messages=[{"role": "user", "content": "Hello"}]'


class Sdk(NamedTuple):
    """``client`` and ``url`` are names in the texts; so is ``sdk`` in the calls."""

    package: str
    api: str
    imports: str
    make: str
    make_async: str
    call: str
    call_async: str
    models: str
    """An expression that counts the items of a list."""
    events: str
    """An expression that can be iterated over."""
    start: str
    """Makes a client with an HTTP client of its own."""
    start_async: str


_OURS = 'model="m", ' + MESSAGES

SDKS = {
    "Hookline": Sdk(
        package="",
        api=CHAT,
        imports="from ours_openai import OpenAI",
        make='OpenAI("key", server_url=url + "/v1", client=client)',
        make_async='OpenAI("key", server_url=url + "/v1", async_client=client)',
        call=f"sdk.chat.create_chat_completion({_OURS})",
        call_async=f"sdk.chat.create_chat_completion_async({_OURS})",
        models="len(sdk.models.list_models().data)",
        events=f"sdk.chat.create_chat_completion({_OURS}, stream=True).result",
        start='OpenAI("key")',
        start_async='OpenAI("key", server_url=url + "/v1")',
    ),
    "openai": Sdk(
        package="openai",
        api=CHAT,
        imports="from openai import AsyncOpenAI, OpenAI",
        make='OpenAI(api_key="key", base_url=url + "/v1", http_client=client)',
        make_async='AsyncOpenAI(api_key="key", base_url=url + "/v1", http_client=client)',
        call=f'sdk.chat.completions.create(model="m", {MESSAGES})',
        call_async=f'sdk.chat.completions.create(model="m", {MESSAGES})',
        models="sum(1 for _ in sdk.models.list())",
        events=f'sdk.chat.completions.create(model="m", {MESSAGES}, stream=True)',
        start='OpenAI(api_key="key")',
        start_async='AsyncOpenAI(api_key="key", base_url=url + "/v1")',
    ),
    "anthropic": Sdk(
        package="anthropic",
        api=MESSAGE,
        imports="from anthropic import Anthropic, AsyncAnthropic",
        make='Anthropic(api_key="key", base_url=url, http_client=client)',
        make_async='AsyncAnthropic(api_key="key", base_url=url, http_client=client)',
        call=f'sdk.messages.create(model="m", max_tokens=16, {MESSAGES})',
        call_async=f'sdk.messages.create(model="m", max_tokens=16, {MESSAGES})',
        models="sum(1 for _ in sdk.models.list())",
        events=f'sdk.messages.create(model="m", max_tokens=16, {MESSAGES}, stream=True)',
        start='Anthropic(api_key="key")',
        start_async='AsyncAnthropic(api_key="key", base_url=url)',
    ),
    "mistralai": Sdk(
        package="mistralai",
        api=CHAT,
        imports="""
try:
    from mistralai import Mistral
except ImportError:
    from mistralai.client import Mistral""",
        make='Mistral(api_key="key", server_url=url, client=client)',
        make_async='Mistral(api_key="key", server_url=url, async_client=client)',
        call=f'sdk.chat.complete(model="m", {MESSAGES})',
        call_async=f'sdk.chat.complete_async(model="m", {MESSAGES})',
        models="len(sdk.models.list().data)",
        events=f'sdk.chat.stream(model="m", {MESSAGES})',
        start='Mistral(api_key="key")',
        start_async='Mistral(api_key="key", server_url=url)',
    ),
    "cohere": Sdk(
        package="cohere",
        api=REPLY,
        imports="import cohere",
        make='cohere.ClientV2("key", base_url=url, httpx_client=client)',
        make_async='cohere.AsyncClientV2("key", base_url=url, httpx_client=client)',
        call=f'sdk.chat(model="m", {MESSAGES})',
        call_async=f'sdk.chat(model="m", {MESSAGES})',
        models="len(sdk.models.list().models)",
        events=f'sdk.chat_stream(model="m", {MESSAGES})',
        start='cohere.ClientV2("key")',
        start_async='cohere.AsyncClientV2("key", base_url=url)',
    ),
}
