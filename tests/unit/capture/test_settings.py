import pytest
from pydantic import ValidationError

from clicklens.capture import Capture


def test_the_defaults_are_every_500_steps_and_4096_rows_of_every_split() -> None:
    settings = Capture()
    assert (settings.every, settings.each_epoch, settings.rows, settings.splits) == (500, True, 4096, None)
    assert settings.gradients
    assert settings.disk_limit_gb == 4.0


@pytest.mark.parametrize(
    ("every", "each_epoch", "is_off"), [(None, False, True), (None, True, False), (1, False, False), (1, True, False)]
)
def test_it_is_off_when_no_step_asks_for_a_snapshot(every: int | None, each_epoch: bool, is_off: bool) -> None:
    assert Capture(every=every, each_epoch=each_epoch).is_off == is_off


@pytest.mark.parametrize(
    "values",
    [{"every": 0}, {"rows": 1}, {"disk_limit_gb": 0}, {"disk_limit_gb": float("inf")}, {"seed": -1}, {"evry": 1}],
)
def test_values_out_of_range_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Capture.model_validate(values)
