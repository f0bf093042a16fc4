"""What a type checker knows of raw access. ``#:`` says what it has to reveal, ``#!`` where it has to complain."""

from __future__ import annotations

from conformance import Conformance
from typing_extensions import reveal_type

sdk = Conformance(server_url="http://127.0.0.1:1")

# Responses that have been read
raw = sdk.types.with_raw_response
reveal_type(raw.account(name="n", password="p"))  #: RawResponse[AccountOutput]
reveal_type(raw.account(name="n", password="p").parse())  #: AccountOutput
reveal_type(raw.account(name="n", password="p").status_code)  #: int
reveal_type(sdk.with_raw_response.calls.plain())  #: RawResponse[None]
reveal_type(sdk.with_raw_response.beta.agents)  #: AgentsWithRawResponse
raw.account()  #! name is required
raw.account(name=1, password="p")  #! it is text
raw.account("n", password="p")  #! arguments have names
print(raw.acount)  #! a typo
print(sdk.with_raw_response.typos)  #! a typo

# Open responses
with sdk.types.with_streaming_response.account(name="n", password="p") as response:
    reveal_type(response)  #: StreamedResponse[AccountOutput]
    reveal_type(response.parse())  #: AccountOutput
    for chunk in response.iter_bytes():
        reveal_type(chunk)  #: bytes


async def program() -> None:
    reveal_type(await raw.account_async(name="n", password="p"))  #: RawResponse[AccountOutput]
    await raw.account_async()  #! name is required
    opening = sdk.with_streaming_response.types.account_async(name="n", password="p")
    async with opening as response:
        reveal_type(response)  #: AsyncStreamedResponse[AccountOutput]
        reveal_type(await response.parse())  #: AccountOutput
    reveal_type((await opening).status_code)  #: int
