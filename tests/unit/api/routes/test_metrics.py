import pyarrow as pa
import pytest

from tests.service import Service


def test_the_evaluations_come_as_columns(service: Service) -> None:
    course = service.json("/runs/made-up/metrics?metrics=auc,log_loss")
    assert {(one["split"], one["metric"]) for one in course["series"]} == {
        (split, metric) for split in ("train", "test") for metric in ("auc", "log_loss")
    }
    assert all(one["day"] is None and one["steps"] == [100, 200, 300] for one in course["series"])


def test_days_and_splits_are_chosen(service: Service) -> None:
    def days(query: str) -> set[int | None]:
        return {one["day"] for one in service.json(f"/runs/made-up/metrics?{query}")["series"]}

    every = days("day=every&split=test")
    assert None not in every
    assert days("split=test") == {None}
    for day in every:
        assert days(f"day={day}&split=test") == {day}
    assert days("day=99") == set()
    assert service.get("/runs/made-up/metrics?day=x").status_code == 422


def test_the_same_comes_as_arrow(service: Service) -> None:
    response = service.get("/runs/made-up/metrics?metrics=auc&split=test&format=arrow")
    assert response.headers["content-type"] == "application/vnd.apache.arrow.stream"
    table = pa.ipc.open_stream(response.content).read_all()
    (series,) = service.json("/runs/made-up/metrics?metrics=auc&split=test")["series"]
    assert table["value"].to_pylist() == series["values"]


@pytest.mark.parametrize("query", ["points=3", "points=x", "format=exe", "metrics=" + "x" * 2000])
def test_what_cannot_be_answered_is_refused(service: Service, query: str) -> None:
    assert service.get(f"/runs/made-up/metrics?{query}").status_code == 422


def test_snapshots_and_events_are_listed(service: Service) -> None:
    assert [info["step"] for info in service.json("/runs/made-up/snapshots")] == [100, 200, 300]
    assert service.json("/runs/made-up/events") == []
