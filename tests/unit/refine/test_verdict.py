"""A verdict follows from paired differences over seeds, and says when they cannot tell."""

import pytest

from clicklens.refine.growth import Growth
from clicklens.refine.verdict import Verdict, judge

GROWTH = Growth(ids_before=100, ids_after=150, split="test", crosses=())


def verdict(before: list[float], after: list[float], *, growth: Growth | None = None) -> Verdict:
    return judge(
        growth=growth,
        change="drop-layer 4",
        parent="run",
        split="test",
        seeds=range(len(before)),
        before={f"b{i}": {"auc": value, "gauc": None} for i, value in enumerate(before)},
        after={f"a{i}": {"auc": value, "gauc": None} for i, value in enumerate(after)},
    )


def test_a_clear_gain_helps():
    found = verdict([0.700, 0.701, 0.702], [0.720, 0.7212, 0.7218])
    assert found.held is True
    assert "it helps" in found.text


def test_figures_of_the_data_are_no_differences_of_models():
    kept = {"auc": 0.7, "rows": 900.0, "label_rate": 0.2}
    found = judge(change="c", parent="run", split="test", seeds=[0], before={"b": kept}, after={"a": kept})
    assert [difference.metric for difference in found.differences] == ["auc"]


def test_a_clear_loss_hurts():
    found = verdict([0.720, 0.7212, 0.7218], [0.700, 0.701, 0.702])
    assert found.held is False
    assert "it hurts" in found.text


def test_a_difference_that_is_surely_tiny_holds():
    found = verdict([0.7000, 0.7100, 0.7050], [0.7001, 0.7100, 0.7049])
    assert found.held is True
    assert "no loss beyond" in found.text


def test_a_wide_interval_cannot_tell():
    found = verdict([0.70, 0.75, 0.72], [0.75, 0.70, 0.72])
    assert found.held is None
    assert "more seeds" in found.text


def test_one_seed_cannot_tell():
    found = verdict([0.70], [0.80])
    assert found.held is None
    assert found.differences[0].difference is None


def test_the_interval_is_students_over_paired_seeds():
    found = verdict([0.70, 0.70, 0.70], [0.71, 0.72, 0.73]).differences[0].difference
    assert found is not None
    assert found.value == pytest.approx(0.02)
    assert found.high - found.value == pytest.approx(4.302653 * 0.01 / 3**0.5, rel=1e-5)  # t of 2 degrees, 97.5%


def test_a_metric_that_is_undefined_anywhere_is_left_out():
    found = verdict([0.70, 0.71], [0.71, 0.72])
    assert [difference.metric for difference in found.differences] == ["auc"]
    assert list(found.to_frame()["metric"]) == ["auc"]


def test_what_makes_the_model_larger_has_to_gain():
    same = [0.7000, 0.7100, 0.7050], [0.7001, 0.7100, 0.7049]
    assert verdict(*same).held is True
    larger = verdict(*same, growth=GROWTH)
    assert larger.held is None
    assert "no gain beyond chance" in larger.text
    assert "The tables grow from 100 to 150 ids." in larger.text
    assert verdict([0.700, 0.701, 0.702], [0.720, 0.7212, 0.7218], growth=GROWTH).held is True
    assert verdict([0.720, 0.7212, 0.7218], [0.700, 0.701, 0.702], growth=GROWTH).held is False
