"""Failure: what a client gets when its request was wrong or the work failed. One shape always, never a traceback."""

import json
import logging
from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clicklens.core.errors import (
    ClickLensError,
    ConfigError,
    FailedError,
    NotFoundError,
    RequestError,
    StorageError,
    UnavailableError,
    VersionError,
    nearest,
)
from clicklens.core.record import Record

_LOG = logging.getLogger("clicklens.api")

# The most specific first.
_STATUS: tuple[tuple[type[ClickLensError], int], ...] = (
    (NotFoundError, 404),
    (UnavailableError, 409),
    (RequestError, 422),
    (StorageError, 503),
    (VersionError, 503),
    (FailedError, 500),
)
_NAMES = {400: "RequestError", 401: "UnauthorisedError", 403: "ForbiddenError", 404: "NotFoundError"}


class Problem(Record):
    """One thing that is wrong in a request."""

    loc: tuple[str | int, ...]  # where: the way to the value
    message: str
    value: Any = None  # what was met there
    nearest: str | None = None  # the nearest right word, for a misspelt one


class Failure(Record):
    """Why there is no answer, in words; ``error`` is the name of an error of ``clicklens.core.errors``."""

    error: str
    message: str
    problems: tuple[Problem, ...] = ()
    steps: tuple[int, ...] = ()  # optimiser steps at which the run could be asked instead


class ConflictError(RequestError):
    """What was asked does not fit the state in which things stand, such as restoring a run that is not in the bin."""


class ProblemsError(ConfigError):
    """A request with several things wrong in it, each told by itself."""

    def __init__(self, message: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        told = "; ".join(f"{'.'.join(map(str, problem.loc))}: {problem.message}" for problem in self.problems)
        super().__init__(f"{message}: {told}")


def status_of(error: ClickLensError) -> int:
    """The HTTP status that says the same as the error."""
    if isinstance(error, ConflictError):
        return 409
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def respond(status: int, failure: Failure, *, headers: dict[str, str] | None = None) -> Response:
    """A failure as a response."""
    text = json.dumps(failure.model_dump(mode="json"))  # in ASCII: what was met may be no text that can be sent
    return Response(text, status_code=status, headers=headers, media_type="application/json")


def add_failure_handlers(app: FastAPI) -> None:
    """From here on everything that goes wrong is told as a ``Failure``."""
    app.add_exception_handler(ClickLensError, _on_purpose)
    app.add_exception_handler(RequestValidationError, _wrong_request)
    app.add_exception_handler(HTTPException, _refused)


def _on_purpose(_: Request, error: Exception) -> Response:
    if not isinstance(error, ClickLensError):
        raise error
    if isinstance(error, FailedError):
        _LOG.error("%s: %s", type(error).__name__, error)
    problems = error.problems if isinstance(error, ProblemsError) else ()
    steps = error.steps if isinstance(error, UnavailableError) else ()
    return respond(
        status_of(error), Failure(error=_name(error), message=str(error), problems=tuple(problems), steps=steps)
    )


def _name(error: ClickLensError) -> str:
    """Its name in the tree of errors; those that only the service knows have that of their parent."""
    known = next(kind for kind in type(error).__mro__ if kind.__module__ == ClickLensError.__module__)
    return known.__name__


def _wrong_request(_: Request, error: Exception) -> Response:
    """A parameter or body that FastAPI could not read."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    problems = [problem_of(entry) for entry in found]
    told = "; ".join(f"{'.'.join(str(part) for part in problem.loc)}: {problem.message}" for problem in problems)
    message = told or "the request cannot be read"
    return respond(422, Failure(error="RequestError", message=message, problems=tuple(problems)))


def problem_of(entry: Any, known: Iterable[str] = ()) -> Problem:
    """One entry of a pydantic report. ``known`` are the words that would have been right, for a misspelt one."""
    loc = tuple(part for part in entry["loc"] if part != "body") or tuple(entry["loc"])
    word = str(entry.get("ctx", {}).get("tag") or (loc[-1] if loc else ""))  # a kind that no record has, or a key
    hint = nearest(word, known)
    near = hint.split("'")[1] if "did you mean" in hint else None
    message = str(entry["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return Problem(loc=loc, message=message, value=_shown(entry.get("input")), nearest=near)


def _shown(value: Any) -> Any:
    """A small value as it is, anything else as short text: what was met is told, not sent back whole."""
    if value is None or isinstance(value, (bool, int)):
        return value
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _refused(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    name = _NAMES.get(error.status_code, "RequestError" if error.status_code < 500 else "FailedError")
    failure = Failure(error=name, message=str(error.detail))
    return respond(error.status_code, failure, headers=dict(error.headers or {}))


class Unforeseen:
    """Stands right before the routes: what no one foresaw is logged with its trace and told without it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        has_begun = False

        async def noting(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            if has_begun or scope["type"] != "http":
                raise
            _LOG.exception("unforeseen %s", type(error).__name__)
            told = f"the service failed ({type(error).__name__}); its log says more"
            await respond(500, Failure(error="FailedError", message=told))(scope, receive, send)
