"""Asking an application in this process."""

from __future__ import annotations

import asyncio

from fastapi import FastAPI, Request, Response

from clicklens.api.in_process import Reply, ask

app = FastAPI()


@app.get("/said/{word}")
def _said(request: Request, word: str, also: str = "") -> Response:
    told = f"{word} {also} {request.headers['host']}"
    return Response(told, status_code=203, media_type="text/x-words")


def test_a_question_is_answered_as_over_http() -> None:
    path = "/said/%E5%AD%97%2Cmen?also=a%26b"
    reply = asyncio.run(ask(app, path))
    assert reply == Reply(path, 203, "text/x-words; charset=utf-8", "字,men a&b 127.0.0.1".encode())


@app.post("/doubled")
def _doubled(number: dict[str, int]) -> dict[str, int]:
    return {name: 2 * value for name, value in number.items()}


def test_a_question_may_have_a_body() -> None:
    assert asyncio.run(ask(app, "/doubled", b'{"a": 4}')).content == b'{"a":8}'


def test_what_is_not_there_is_a_reply_too() -> None:
    assert asyncio.run(ask(app, "/nowhere")).status == 404
