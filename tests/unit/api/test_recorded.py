"""What a report holds of a run."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

import clicklens as cl
from clicklens.analysis import Captured
from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.interactions import interactions_key
from clicklens.analysis.rows import RowTables
from clicklens.api.answers import Answers
from clicklens.api.app import recorded_app
from clicklens.api.recorded import Recorded, count_answers, record, shown_steps
from clicklens.store import open_store
from tests.captured_runs import made_up_record, make_captured
from tests.factories import make_dataset
from tests.interaction_results import make_interactions


def recorded(captured: Captured) -> list[Recorded]:
    """All answers, in their order."""
    answers = Answers()

    async def all_of_them() -> list[Recorded]:
        app = recorded_app(captured.store, RowTables(), answers)
        return [found async for found in record(app, captured)]

    try:
        return asyncio.run(all_of_them())
    finally:
        answers.close()


@pytest.fixture(scope="module")
def captured(tmp_path_factory: pytest.TempPathFactory) -> Captured:
    return make_captured(tmp_path_factory.mktemp("run"), rows=60, steps=3, overfit_from=200)


@pytest.fixture(scope="module")
def found(captured: Captured) -> list[Recorded]:
    return recorded(captured)


def at(found: list[Recorded], path: str) -> Recorded:
    """The answer to that path."""
    return next(one for one in found if path in one.paths)


def test_every_answer_is_one_of_the_service(found: list[Recorded], captured: Captured) -> None:
    lacking = {one.paths[0].rpartition("/")[2] for one in found if one.status == 404}
    assert {one.status for one in found} <= {200, 404, 409}
    assert lacking == {"data"}, "the made-up run's data are nowhere"
    run = f"/api/v1/runs/{captured.run.id}"
    assert [path for one in found for path in one.paths][:2] == [run, f"{run}/summary"]
    assert json.loads(at(found, f"{run}/summary").content)["lines"]


def test_the_run_stops_where_the_report_has_answers(found: list[Recorded], captured: Captured) -> None:
    detail = json.loads(found[0].content)
    assert detail["steps"] == list(shown_steps(captured))
    assert detail["job_id"] is None


def test_nothing_names_the_machine(tmp_path: Path) -> None:
    captured = run_without_snapshots(tmp_path, environment={"process": "gunda/77", "python": "3.11"})
    run = json.loads(recorded(captured)[0].content)["run"]
    assert (run["environment"], run["data_path"]) == ({"python": "3.11"}, "")


def run_without_snapshots(tmp_path: Path, **more: Any) -> Captured:
    """A run that was only asked for."""
    store = open_store(tmp_path / "store")
    store.add_run(made_up_record().model_copy(update=more))
    return Captured(store, store.runs()[0].id)


def test_every_step_of_the_report_is_asked_with_every_layer(found: list[Recorded], captured: Captured) -> None:
    paths = [path for one in found for path in one.paths]
    for step in shown_steps(captured):
        assert any("results/fluctuation" in path and f"step%22%3A{step}%7D" in path for path in paths)
        assert sum("/map?" in path and f"step={step}&" in path for path in paths) == len(captured.taps())


def test_an_answer_without_a_step_stands_under_its_step_too(found: list[Recorded]) -> None:
    plain = next(one for one in found if any(path.endswith("results/saliency?settings=%7B%7D") for path in one.paths))
    step = json.loads(plain.content)["step"]
    assert any(f"step%22%3A{step}%7D" in path for path in plain.paths)
    everything = [path for one in found for path in one.paths]
    assert len(everything) == len(set(everything))


def test_the_charts_of_explore_are_there_at_every_step(found: list[Recorded], captured: Captured) -> None:
    for step in shown_steps(captured):
        drawn = at(found, f"/api/v1/runs/{captured.run.id}/explore?split=test&step={step}")
        assert {"pctr", "day"} <= {chart["column"] for chart in json.loads(drawn.content)["charts"]}


def test_how_many_answers_there_will_be_is_known_before(found: list[Recorded], captured: Captured) -> None:
    assert len(found) <= count_answers(captured) <= len(found) + 6


def test_a_run_that_kept_no_snapshots_has_what_it_has(tmp_path: Path) -> None:
    found = recorded(run_without_snapshots(tmp_path))
    assert any("/metrics" in path for one in found for path in one.paths)
    assert not any("/results/" in path for one in found for path in one.paths)
    assert json.loads(found[0].content)["steps"] == []


def test_which_fields_act_together_is_held_where_it_was_asked(tmp_path: Path) -> None:
    run = cl.train(
        make_dataset(tmp_path, rows=300),
        model=cl.Gwen(hidden=(4,), embedding_dim=2),
        training=cl.Training(epochs=1, batch_size=100),
        capture=cl.Capture(every=None, rows=64),
        store=tmp_path / "runs",
        progress=False,
    )
    step = run.captured.best_or_last_step()
    settings = json.dumps({"step": step}, separators=(",", ":"))
    address = f"/api/v1/runs/{run.id}/interactions?{urlencode({'settings': settings})}"
    assert not [one for one in recorded(run.captured) if address in one.paths]
    kept = make_interactions(run_id=run.id, step=step, asked_step=step)
    run.store.put_result(run.id, interactions_key(step, InteractionParams()), kept.to_json())
    assert json.loads(at(recorded(run.captured), address).content) == json.loads(kept.to_json())
