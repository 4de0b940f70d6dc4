"""What-if and scan over HTTP."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

import clicklens as cl
from clicklens.api.failure import add_failure_handlers
from clicklens.api.routes import what_if
from clicklens.workbench.live_models import LiveModels
from tests.factories import make_dataset


class Client:
    """Asks an application without a server."""

    def __init__(self, app):
        self.app = app

    def post(self, path, *, json):
        async def ask():
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
                return await client.post(path, json=json)

        return asyncio.run(ask())


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """The routes over a store with one small run called 'mine'."""
    folder = tmp_path_factory.mktemp("what-if")
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
    app.include_router(what_if.router)
    app.state.store = run.store
    app.state.live_models = LiveModels(run.store)
    return Client(app)


def test_a_what_if_question_is_answered_by_the_typed_result(client):
    body = {"example_id": 3, "split": "train", "changes": {"item": 103, "price": 5, "tags": ["t1"], "user": None}}
    found = client.post("/runs/mine/what-if", json=body).json()
    assert (found["kind"], found["example_id"], found["split"]) == ("what_if", 3, "train")
    assert [change["after"] for change in found["changes"]] == ["103", 5.0, ["t1"], None]
    assert 0 < found["after"]["pctr"] < 1


def test_a_row_can_be_given_by_its_values(client):
    found = client.post("/runs/mine/what-if", json={"row": {"item": "103"}, "changes": {"item": "104"}}).json()
    assert (found["example_id"], found["clicked"]) == (None, None)


def test_a_scan_is_answered_by_the_typed_result(client):
    found = client.post("/runs/mine/scan", json={"example_id": 3, "field": "item", "limit": 4}).json()
    assert found["kind"] == "scan"
    assert len(found["points"]) in (4, 5)
    given = client.post("/runs/mine/scan", json={"example_id": 3, "field": "item", "values": [103, "104"]}).json()
    assert {point["value"] for point in given["points"]} == {"103", "104"}


@pytest.mark.parametrize(
    ("place", "body", "status", "told"),
    [
        ("what-if", {"example_id": 3, "changes": {}}, 422, "at least one change"),
        ("what-if", {"example_id": 3, "changes": {"itm": 1}}, 422, "did you mean 'item'"),
        ("what-if", {"example_id": 3, "changes": {"price": "cheap"}}, 422, "a number is needed"),
        ("what-if", {"example_id": 3, "changes": {"item": {"a": 1}}}, 422, "item"),
        ("what-if", {"example_id": 10**15, "changes": {"item": 1}}, 404, "has no example"),
        ("what-if", {"example_id": 3, "split": "test", "changes": {"item": 1}}, 404, "but in 'train'"),
        ("what-if", {"example_id": 3, "step": 10**6, "changes": {"item": 1}}, 409, "no checkpoint near"),
        ("what-if", {"changes": {"item": 1}}, 422, "either 'example_id' or 'row'"),
        ("what-if", {"example_id": 3, "row": {}, "changes": {"item": 1}}, 422, "either 'example_id' or 'row'"),
        ("what-if", {"example_id": 3, "chnges": {}}, 422, "changes"),
        ("scan", {"example_id": 3, "field": "itm"}, 422, "did you mean 'item'"),
        ("scan", {"example_id": 3, "field": "item", "limit": 0}, 422, "limit"),
        ("scan", {"example_id": -1, "field": "item"}, 422, "example_id"),
    ],
)
def test_a_wrong_question_says_what_would_be_right(client, place, body, status, told):
    answer = client.post(f"/runs/mine/{place}", json=body)
    assert answer.status_code == status, answer.text
    assert told in answer.json()["message"]


def test_an_unknown_run_is_not_found(client):
    assert client.post("/runs/nobody/scan", json={"example_id": 3, "field": "item"}).status_code == 404
