"""Chat completions, as OpenAI and Mistral have them."""

from __future__ import annotations

from typing import List, Optional

from pydantic import BaseModel

PATH = "/v1/chat/completions"
BODY = {"model": "m", "messages": [{"role": "user", "content": "Hello"}]}


class Message(BaseModel):
    role: str
    content: Optional[str] = None


class Choice(BaseModel):
    index: int
    message: Message
    finish_reason: Optional[str] = None


class Usage(BaseModel):
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Answer(BaseModel):
    id: str
    object: str
    created: int
    model: str
    choices: List[Choice]
    usage: Optional[Usage] = None


class Delta(BaseModel):
    role: Optional[str] = None
    content: Optional[str] = None


class ChunkChoice(BaseModel):
    index: int
    delta: Delta
    finish_reason: Optional[str] = None


class Event(BaseModel):
    id: str
    object: str
    created: int
    model: str
    choices: List[ChunkChoice]


class Model(BaseModel):
    id: str
    object: str
    created: int
    owned_by: str


class Listing(BaseModel):
    object: str
    data: List[Model]
