"""Chat, as Cohere has it."""

from __future__ import annotations

from typing import List, Optional

from pydantic import BaseModel

PATH = "/v2/chat"
BODY = {"model": "m", "messages": [{"role": "user", "content": "Hello"}], "stream": False}


class Content(BaseModel):
    type: str
    text: str


class Message(BaseModel):
    role: str
    content: List[Content]


class Tokens(BaseModel):
    input_tokens: float
    output_tokens: float


class Usage(BaseModel):
    tokens: Tokens


class Answer(BaseModel):
    id: str
    finish_reason: str
    message: Message
    usage: Optional[Usage] = None


class DeltaContent(BaseModel):
    text: str


class DeltaMessage(BaseModel):
    content: DeltaContent


class Delta(BaseModel):
    message: DeltaMessage


class Event(BaseModel):
    type: str
    index: int
    delta: Delta


class Model(BaseModel):
    name: str
    endpoints: List[str]
    finetuned: bool
    context_length: float


class Listing(BaseModel):
    models: List[Model]
