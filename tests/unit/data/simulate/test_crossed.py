"""A world of which it is known what acts together: rows that can be made again, and tables without lower effects."""

from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest
from pydantic import ValidationError

from clicklens.data.simulate import CrossedSpec, CrossedWorld, crossed_dataset
from clicklens.metrics import auc

SPEC = CrossedSpec(rows=70_000, fields=10, pairs=3, triples=2, shared=2, seed=1)


@pytest.fixture(scope="module")
def world() -> CrossedWorld:
    return CrossedWorld(SPEC)


@pytest.fixture(scope="module")
def table(world: CrossedWorld) -> pa.Table:
    return pa.Table.from_batches(world)


def test_equal_specs_give_equal_rows(table: pa.Table) -> None:
    assert pa.Table.from_batches(CrossedWorld(SPEC)).equals(table)
    assert len(table) == SPEC.rows
    other = CrossedWorld(SPEC.model_copy(update={"seed": 2}))
    assert not pa.Table.from_batches(other).equals(table)


def test_as_many_sets_are_planted_as_are_asked_for_and_none_lies_in_another(world: CrossedWorld) -> None:
    sets = [set(truth.fields) for truth in world.planted]
    assert sorted(len(one) for one in sets) == [2, 2, 2, 3, 3]
    assert all(len(one & other) < 2 for one, other in combinations(sets, 2))
    used = [name for one in sets for name in one]
    assert max(used.count(name) for name in used) == 2
    deviations = [truth.deviation for truth in world.planted]
    assert deviations == sorted(deviations, reverse=True)
    assert deviations == pytest.approx([0.7] * 2 + [0.5] * 3, rel=0.05)


def test_fields_stand_in_one_set_unless_they_may_be_shared() -> None:
    apart = CrossedWorld(CrossedSpec(rows=1_000))
    used = [name for truth in apart.planted for name in truth.fields]
    assert len(used) == len(set(used)) == 2 * 6 + 3 * 4


def test_a_set_has_no_effect_of_a_single_field(world: CrossedWorld) -> None:
    for one, part in zip(world._sets, world._tables, strict=True):
        for axis in range(len(one)):
            others = tuple(other for other in range(len(one)) if other != axis)
            assert np.abs(part.mean(axis=others)).max() < 1e-12


def test_a_set_acts_only_through_its_own_fields(world: CrossedWorld) -> None:
    """The mixed difference of two fields is nothing unless both stand in one set."""
    random = np.random.default_rng(0)
    base = world._codes(random, 50)
    together = {pair for one in world._sets for pair in combinations(one, 2)}
    for i, j in combinations(range(SPEC.fields), 2):
        logits = []
        for change in ((), (i,), (j,), (i, j)):
            codes = base.copy()
            codes[:, list(change)] = (codes[:, list(change)] + 1) % world._values[list(change)]
            logits.append(world.logits(codes))
        mixed = np.abs(logits[0] - logits[1] - logits[2] + logits[3]).max()
        assert (mixed > 1e-9) == ((i, j) in together)


def test_clicks_come_as_often_as_asked_and_no_model_ranks_better_than_the_truth(
    world: CrossedWorld, table: pa.Table
) -> None:
    clicks = table["click"].to_numpy()
    assert clicks.mean() == pytest.approx(SPEC.click_rate, abs=0.005)
    assert world.auc == pytest.approx(auc(clicks, table["true_logit"].to_numpy()), abs=0.01)


def test_it_is_encoded_in_its_own_splits(world: CrossedWorld, tmp_path) -> None:
    dataset = crossed_dataset(world, tmp_path / "world")
    rows = {name: summary.rows for name, summary in dataset.manifest.splits.items()}
    assert list(rows) == ["train", "validation", "test"]
    assert rows["validation"] / SPEC.rows == pytest.approx(0.15, abs=0.01)
    assert rows["test"] / SPEC.rows == pytest.approx(0.2, abs=0.01)


def test_a_world_in_which_nothing_acts_together_plants_nothing() -> None:
    assert CrossedWorld(SPEC.model_copy(update={"pairs": 0, "triples": 0})).planted == ()


@pytest.mark.parametrize(
    "values", [{"fewest_values": 9, "most_values": 4}, {"fields": 6, "pairs": 2, "triples": 1}, {"pears": 3}]
)
def test_a_spec_that_cannot_be_is_refused(values: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        CrossedSpec.model_validate(values)
