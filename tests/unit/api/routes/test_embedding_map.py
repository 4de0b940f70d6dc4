"""Ids as points, over HTTP."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

import clicklens as cl
from clicklens.api.failure import add_failure_handlers
from clicklens.api.routes import embedding_map
from clicklens.workbench.live_models import LiveModels
from tests.factories import make_dataset


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Asks the routes over a store with one small run called 'mine'."""
    folder = tmp_path_factory.mktemp("embedding-map")
    run = cl.train(
        make_dataset(folder, rows=400),
        model=cl.Gwen(hidden=(8,), embedding_dim=4),
        training=cl.Training(epochs=1, batch_size=100),
        capture=cl.Capture(every=None, rows=64),
        store=folder / "runs",
        name="mine",
        progress=False,
    )
    app = FastAPI()
    add_failure_handlers(app)
    app.include_router(embedding_map.router)
    app.state.store = run.store
    app.state.live_models = LiveModels(run.store)

    async def answer(method, path, **body):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, path, **body)

    return lambda method, path, **body: asyncio.run(answer(method, path, **body))


def test_the_answer_is_the_typed_result(ask):
    body = {"field": "item", "category": "user", "example_id": 3}
    found = ask("POST", "/runs/mine/embedding-map", json=body).json()
    assert (found["kind"], found["table"], found["example_id"]) == ("embedding_map", "item", 3)
    assert len(found["values"]) == len(found["pctr"]) == 12
    assert ask("POST", "/runs/mine/embedding-map", json={}).json()["field"] == "user"


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({"field": "itm"}, 422, "did you mean 'item'"),
        ({"ids": 2}, 422, "ids"),
        ({"method": "isomap"}, 422, "method"),
        ({"feld": "item"}, 422, "feld"),
        ({"example_id": 10**9}, 404, "has no example"),
        ({"step": 10**6}, 409, "no checkpoint near"),
    ],
)
def test_a_wrong_question_says_what_would_be_right(ask, body, status, told):
    answer = ask("POST", "/runs/mine/embedding-map", json=body)
    assert answer.status_code == status, answer.text
    assert told in answer.json()["message"]
