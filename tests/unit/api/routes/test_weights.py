"""The parameters of a checkpoint over HTTP."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

import clicklens as cl
from clicklens.api.failure import add_failure_handlers
from clicklens.api.routes import weights
from clicklens.workbench.live_models import LiveModels
from tests.factories import make_dataset


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    """Asks the route over a store with one small run called 'mine'."""
    folder = tmp_path_factory.mktemp("weights")
    run = cl.train(
        make_dataset(folder, rows=400),
        model=cl.Gwen(hidden=(8, 4), embedding_dim=4),
        training=cl.Training(epochs=1, batch_size=100),
        capture=cl.Capture(every=None, rows=64),
        store=folder / "runs",
        name="mine",
        progress=False,
    )
    app = FastAPI()
    add_failure_handlers(app)
    app.include_router(weights.router)
    app.state.store = run.store
    app.state.live_models = LiveModels(run.store)

    async def ask(path):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(path)

    return lambda path: asyncio.run(ask(path))


def test_the_answer_is_the_typed_result(get):
    found = get("/runs/mine/weights").json()
    assert found["kind"] == "weights"
    assert {table["table"] for table in found["tables"]} >= {"user", "item"}
    assert found["tables"][0]["unmoved"] is not None
    assert found["crosses"] == []


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/runs/mine/weights?step=1000000", 409, "no checkpoint near"),
        ("/runs/mine/weights?step=-1", 422, "step"),
        ("/runs/nobody/weights", 404, "nobody"),
    ],
)
def test_a_wrong_question_says_what_would_be_right(get, path, status, told):
    answer = get(path)
    assert answer.status_code == status, answer.text
    assert told in answer.json()["message"]
