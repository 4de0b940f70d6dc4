"""Live answers against what was written down while the model trained, and against a model solved by hand."""

import numpy as np
import pytest

import clicklens as cl
from clicklens.analysis.scan import scan
from clicklens.analysis.what_if import what_if
from clicklens.models import Logistic
from tests.factories import make_dataset
from tests.live_rows import dataset_of_every_kind, live_of


@pytest.mark.parametrize(
    "model", [cl.Gwen(hidden=(8, 4), embedding_dim=4, dropout=0.2), cl.Logistic()], ids=["gwen", "logistic"]
)
def test_a_row_as_it_is_scores_as_its_snapshot_says(tmp_path, model):
    run = cl.train(
        make_dataset(tmp_path, rows=600),
        model=model,
        training=cl.Training.parse({"epochs": 2, "batch_size": 50, "checkpoints": {"every": 6, "keep": 5}}, source="t"),
        capture=cl.Capture(every=6, rows=64),
        store=tmp_path / "runs",
        progress=False,
    )
    steps = sorted(set(run.store.checkpoint_steps(run.id)) & set(run.captured.steps))
    assert len(steps) >= 3
    for step in steps:
        for split in run.captured.splits:
            ids, kept = run.captured.rows(split)["example_id"], run.captured.logits(step, split)
            asked = [run.what_if(int(example), {"user": None}, split=split, step=step) for example in ids]
            assert {answer.step for answer in asked} == {step}
            np.testing.assert_allclose([answer.before.logit for answer in asked], kept, rtol=1e-5, atol=1e-6)
            scanned = run.scan(int(ids.iloc[0]), "item", split=split, step=step)
            np.testing.assert_allclose(scanned.own_score.logit, kept[0], rtol=1e-5, atol=1e-6)


def test_in_a_logistic_regression_a_change_moves_the_logit_by_the_difference_of_two_weights(tmp_path):
    live = live_of(dataset_of_every_kind(tmp_path), Logistic())
    embedding = live.model.get_submodule("embedding")
    stack = embedding.get_submodule("stacks").get_submodule("1")
    weight = {table: stack.table_weight(table)[:, 0] for table in ("item", "user")}
    row = live.example(3)
    number = {name: int(row.batch.ids[name][0, 0]) for name in weight}
    for name in weight:
        vocabulary = live.dataset.vocabulary(name)
        for point in scan(live, row, name, limit=100).points:
            (new,) = [i for i in range(1, vocabulary.size) if vocabulary.decode([i]) == [point.value]]
            moved = float(weight[name][new] - weight[name][number[name]])
            assert point.score.logit - live.logits(row.batch)[0] == pytest.approx(moved, abs=1e-5)
    unknown = what_if(live, row, {"item": "never", "user": "never"})
    moved = -sum(float(weight[name][number[name]]) for name in weight)
    assert unknown.after.logit - unknown.before.logit == pytest.approx(moved, abs=1e-5)
    assert not any("together" in finding.text for finding in unknown.findings), "a logistic regression only adds up"


def test_in_a_logistic_regression_a_number_moves_the_logit_along_a_line(tmp_path):
    live = live_of(dataset_of_every_kind(tmp_path), Logistic())
    weight = live.model.get_parameter("numeric").detach()
    slope = float(weight[0, 0]) / live.dataset.manifest.numerics["price"].deviation
    points = scan(live, live.example(3), "price", values=[1, 2, 30]).points
    values, logits = np.array([point.value for point in points]), np.array([point.score.logit for point in points])
    np.testing.assert_allclose(logits - logits[0], slope * (values - 1), atol=1e-5)
