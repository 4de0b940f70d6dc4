import pytest
from pydantic import ValidationError

from clicklens.core.errors import ConfigError
from clicklens.data.simulate import WorldSpec, simulate


def test_a_misspelt_setting_is_refused_with_the_right_name() -> None:
    with pytest.raises(ConfigError, match="did you mean 'users'"):
        WorldSpec.parse({"user": 5_000}, source="world.yaml")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"days": 2, "train_days": 3}, "train_days is 3, but the log has 2 days"),
        ({"train_share": 0.9, "validation_share": 0.1}, "no row for the test split"),
        ({"ads": 100, "categories": 40}, "ads must be at least 10 times categories, 400"),
        ({"click_rate": 0.7}, "less than 0.5"),
    ],
)
def test_sizes_that_do_not_fit_are_refused(settings: dict[str, float], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        WorldSpec.model_validate(settings)


def test_the_presets_hold_what_they_promise() -> None:
    small, paper = WorldSpec.small(), WorldSpec.paper()
    assert small.rows == 60_000
    assert paper.rows >= 2_000_000
    assert paper.days == 8
    assert paper.users >= 10 * max(paper.ads, paper.queries, paper.shops)
    assert WorldSpec.small(seed=3).seed == 3


def test_in_the_world_of_interest_the_past_acts_most() -> None:
    world = simulate(WorldSpec.interest().model_copy(update={"rows": 2_000}))
    strongest, second = world.truth.interactions[:2]
    assert strongest.fields == ("recent_categories", "category")
    assert strongest.deviation > 3 * second.deviation
