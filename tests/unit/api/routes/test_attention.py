"""What a model weighs, over HTTP."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

import clicklens as cl
from clicklens.api.failure import add_failure_handlers
from clicklens.api.routes import attention
from clicklens.workbench.live_models import LiveModels
from tests.factories import make_dataset


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Asks the routes over a store with one small run called 'mine'."""
    folder = tmp_path_factory.mktemp("attention")
    run = cl.train(
        make_dataset(folder, rows=400),
        model=cl.Din(hidden=(8,), embedding_dim=4, attention_hidden=(4,)),
        training=cl.Training(epochs=1, batch_size=100),
        capture=cl.Capture(every=None, rows=64),
        store=folder / "runs",
        name="mine",
        progress=False,
    )
    app = FastAPI()
    add_failure_handlers(app)
    app.include_router(attention.router)
    app.state.store = run.store
    app.state.live_models = LiveModels(run.store)

    async def answer(method, path, **body):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, path, **body)

    return lambda method, path, **body: asyncio.run(answer(method, path, **body))


def test_a_row_is_answered_candidate_by_candidate(ask):
    body = {"example_id": 3, "candidates": [{"item": 103}, {"item": "104", "price": 5}]}
    found = ask("POST", "/runs/mine/attention", json=body).json()
    assert (found["kind"], found["example_id"]) == ("attention", 3)
    assert [one["changes"] for one in found["candidates"]] == [{}, {"item": "103"}, {"item": "104", "price": 5.0}]
    assert found["positions"][0]["fields"] == ["history"]
    assert len(found["positions"][0]["intensity"]) == 3


def test_a_sample_is_answered_by_the_typed_result(ask):
    found = ask("GET", "/runs/mine/attention-sample?rows=60&draws=2").json()
    assert (found["kind"], found["split"], found["draws"]) == ("attention_sample", "test", 2)
    assert found["rows"] == {"test": 60}
    assert found["positions"][0]["removals"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "told"),
    [
        ("POST", "attention", {"example_id": 3, "candidates": [{"itm": 1}]}, 422, "did you mean 'item'"),
        ("POST", "attention", {"example_id": 3, "candidates": [{}]}, 422, "each with a field's value"),
        ("POST", "attention", {"candidates": []}, 422, "either 'example_id' or 'row'"),
        ("POST", "attention", {"example_id": 3, "step": 10**6}, 409, "no checkpoint near"),
        ("GET", "attention-sample?rows=0", None, 422, "rows"),
        ("GET", "attention-sample?split=tset", None, 404, "did you mean 'test'"),
        ("GET", "attention-sample?step=1000000", None, 409, "no checkpoint near"),
    ],
)
def test_a_wrong_question_says_what_would_be_right(ask, method, path, body, status, told):
    answer = ask(method, f"/runs/mine/{path}", **({} if body is None else {"json": body}))
    assert answer.status_code == status, answer.text
    assert told in answer.json()["message"]


def test_an_unknown_run_is_not_found(ask):
    assert ask("GET", "/runs/nobody/attention-sample").status_code == 404
