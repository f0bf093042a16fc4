"""Messages, as Anthropic has them."""

from __future__ import annotations

from datetime import datetime
from typing import List, Optional

from pydantic import BaseModel

PATH = "/v1/messages"
BODY = {"model": "m", "max_tokens": 16, "messages": [{"role": "user", "content": "Hello"}]}


class Block(BaseModel):
    type: str
    text: str


class Usage(BaseModel):
    input_tokens: int
    output_tokens: int


class Answer(BaseModel):
    id: str
    type: str
    role: str
    model: str
    content: List[Block]
    stop_reason: Optional[str] = None
    stop_sequence: Optional[str] = None
    usage: Usage


class Delta(BaseModel):
    type: str
    text: str


class Event(BaseModel):
    type: str
    index: int
    delta: Delta


class Model(BaseModel):
    id: str
    type: str
    display_name: str
    created_at: datetime


class Listing(BaseModel):
    data: List[Model]
    has_more: bool
    first_id: Optional[str] = None
    last_id: Optional[str] = None
