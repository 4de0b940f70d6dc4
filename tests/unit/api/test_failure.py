import asyncio
import logging
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import ValidationError

from clicklens.api.failure import (
    ConflictError,
    Problem,
    ProblemsError,
    Unforeseen,
    add_failure_handlers,
    problem_of,
    status_of,
)
from clicklens.core import errors
from clicklens.core.record import Record

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.ClickLensError)]


def asked(raised: BaseException | None, path: str = "/it", **params: Any) -> httpx.Response:
    app = FastAPI()
    add_failure_handlers(app)
    app.add_middleware(Unforeseen)

    @app.get("/it")
    async def it(number: int = 0) -> int:
        if raised is not None:
            raise raised
        return number

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return await client.get(path, params=params)

    return asyncio.run(ask())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_told_by_its_name_and_message(kind: type[errors.ClickLensError]) -> None:
    response = asked(kind("the reason"))
    assert response.json() == {"error": kind.__name__, "message": "the reason", "problems": [], "steps": []}
    assert (response.status_code >= 500) == (not issubclass(kind, errors.RequestError))


def test_where_a_run_could_be_asked_instead_is_told_with_the_refusal() -> None:
    assert asked(errors.UnavailableError("not here", steps=[100, 200])).json()["steps"] == [100, 200]


def test_statuses_say_the_same_as_the_errors() -> None:
    assert status_of(errors.NotFoundError()) == 404
    assert status_of(errors.UnavailableError()) == status_of(ConflictError()) == 409
    assert status_of(errors.ConfigError()) == 422
    assert status_of(errors.StorageError()) == 503
    assert status_of(errors.CorruptError()) == 500


def test_an_error_that_only_the_service_knows_has_its_parents_name() -> None:
    assert asked(ConflictError("no")).json()["error"] == "RequestError"
    response = asked(ProblemsError("wrong", [Problem(loc=("a", 1), message="too small", value=0, nearest=None)]))
    assert response.status_code == 422
    assert response.json()["error"] == "ConfigError"
    assert response.json()["problems"] == [{"loc": ["a", 1], "message": "too small", "value": 0, "nearest": None}]


def test_what_no_one_foresaw_is_logged_and_told_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="clicklens.api"):
        response = asked(ZeroDivisionError("a secret"))
    assert response.status_code == 500
    assert response.json()["error"] == "FailedError"
    assert "secret" not in response.text
    assert "a secret" in caplog.text


def test_a_parameter_that_cannot_be_read_is_named() -> None:
    response = asked(None, number="seven")
    assert response.status_code == 422
    assert response.json()["problems"][0]["loc"] == ["query", "number"]
    assert response.json()["problems"][0]["value"] == "seven"


def test_an_address_that_is_not_there_is_a_failure_too() -> None:
    assert asked(None, path="/nowhere").json()["error"] == "NotFoundError"


class _Small(Record):
    size: int


def test_a_problem_names_the_nearest_right_word_and_shows_no_more_than_a_line() -> None:
    with pytest.raises(ValidationError) as caught:
        _Small.model_validate({"sise": "x" * 500})
    found = [problem_of(entry, ["size"]) for entry in caught.value.errors()]
    extra = next(problem for problem in found if problem.loc == ("sise",))
    assert extra.nearest == "size"
    assert len(str(extra.value)) <= 80
