"""Relevance, against the formula of the world itself."""

from pathlib import Path

import numpy as np

from clicklens.data.simulate import WorldSpec, relevant_positions, simulate, simulated_dataset


def test_relevant_positions_are_those_of_the_candidates_category_as_people_read_them(tmp_path: Path) -> None:
    spec = WorldSpec.interest().model_copy(update={"rows": 2_000})
    split = simulated_dataset(spec, tmp_path / "world").split("train")
    rows = np.arange(300)
    found = relevant_positions(split.batch(rows))
    read = split.decoded(rows)
    for row in range(300):
        past, category = read["recent_categories"][row], read["category"][row]
        assert found[row].tolist()[: len(past)] == [one == category for one in past]
        assert not found[row][len(past) :].any()


def test_the_formula_moves_with_relevant_clicks_and_with_no_others() -> None:
    world = simulate(WorldSpec.interest().model_copy(update={"rows": 2_000}))
    rows = world.sample(500)
    before = world.effects.logits(rows)
    past, category = rows["recent_categories"], rows["category"]
    other = (category + 1) % world.spec.categories
    irrelevant = (past >= 0) & (past != category[:, None])
    moved = np.where(irrelevant & (past != other[:, None]), other[:, None], past)
    assert np.array_equal(world.effects.logits({**rows, "recent_categories": moved}), before)
    without = np.where(past == category[:, None], other[:, None], past)
    has_any = (past == category[:, None]).any(axis=1)
    after = world.effects.logits({**rows, "recent_categories": without})
    assert (after[has_any] < before[has_any]).all()
    assert np.array_equal(after[~has_any], before[~has_any])
