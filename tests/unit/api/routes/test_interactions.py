"""Fields that act together, over HTTP."""

import asyncio
import json

import httpx
import pytest
from fastapi import FastAPI

import clicklens as cl
from clicklens.api.answers import Answers
from clicklens.api.failure import add_failure_handlers
from clicklens.api.routes import interactions
from clicklens.workbench.live_models import LiveModels
from tests.factories import make_dataset

QUICK = {"rows": 12, "detector": "arch_detect", "references": 2}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("interactions")
    return cl.train(
        make_dataset(folder, rows=400),
        model=cl.Gwen(hidden=(8,), embedding_dim=4),
        training=cl.Training(epochs=1, batch_size=100),
        capture=cl.Capture(every=None, rows=64),
        store=folder / "runs",
        name="mine",
        progress=False,
    )


@pytest.fixture(scope="module")
def ask(run):
    """Asks the routes over a store with one small run called 'mine'."""
    app = FastAPI()
    add_failure_handlers(app)
    app.include_router(interactions.router)
    app.state.store = run.store
    app.state.live_models = LiveModels(run.store)
    app.state.answers = Answers()

    async def answer(method, path, **body):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, path, **body)

    yield lambda method, path, **body: asyncio.run(answer(method, path, **body))
    app.state.answers.close()


def test_what_was_asked_is_read_and_what_was_not_is_null(run, ask):
    address = "/runs/mine/interactions"
    assert ask("GET", address).json() is None
    made = run.interactions(**QUICK)
    found = ask("GET", address, params={"settings": json.dumps(QUICK)}).json()
    assert found == json.loads(made.to_json())
    assert ask("GET", address, params={"settings": json.dumps({**QUICK, "step": made.step})}).json() == found


def test_a_row_is_answered_with_its_sets_and_its_saliency(ask):
    found = ask("POST", "/runs/mine/row-interactions", json={"example_id": 3, "settings": QUICK}).json()
    assert (found["kind"], found["example_id"]) == ("row_interactions", 3)
    assert {"field", "value", "brings", "saliency"} == set(found["fields"][0])


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "told"),
    [
        ("GET", "interactions?settings=[", None, 422, "is not JSON"),
        ("GET", 'interactions?settings={"row":5}', None, 422, "did you mean 'rows'"),
        ("GET", 'interactions?settings={"step":1000000}', None, 409, "no checkpoint near"),
        ("POST", "row-interactions", {"example_id": 99_999}, 404, "has no example 99999"),
        ("POST", "row-interactions", {}, 422, "either 'example_id' or 'row'"),
        ("POST", "row-interactions", {"example_id": 3, "settings": {"off": "none"}}, 422, "off"),
    ],
)
def test_a_wrong_question_says_what_would_be_right(ask, method, path, body, status, told):
    response = ask(method, f"/runs/mine/{path}", json=body)
    assert response.status_code == status, response.text
    assert told in response.text
