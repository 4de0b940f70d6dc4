"""The result of saliency: as a table, as text and back."""

import pytest

from clicklens.analysis.saliency import Saliency, SaliencyParams
from clicklens.analysis.saliency_result import SaliencyResult
from tests.captured_runs import make_captured


@pytest.fixture(scope="module")
def result() -> SaliencyResult:
    return Saliency().run(make_captured(steps=3), SaliencyParams())


def test_text_and_back_is_the_same(result: SaliencyResult) -> None:
    assert SaliencyResult.model_validate_json(result.to_json()) == result


def test_the_table_has_a_row_for_each_step_split_day_and_field(result: SaliencyResult) -> None:
    frame = result.to_frame()
    assert len(frame) == 3 * 2 * 4 + (1 + 3) * 4
    assert not frame.duplicated(["step", "split", "day", "field"]).any()
    assert (frame["share_low"] <= frame["share"]).all()
    whole = frame[frame["day"].isna()].groupby(["step", "split"])["share"].sum()
    assert whole.to_numpy() == pytest.approx(1.0)


def test_fields_stand_in_the_order_of_their_saliency(result: SaliencyResult) -> None:
    sizes = [point.saliency.value for point in result.at_step() if point.saliency]
    assert sizes == sorted(sizes, reverse=True)
    assert {point.split for point in result.at_step(split="train")} == {"train"}
