import pandas as pd
from matplotlib.figure import Figure

from clicklens.analysis.result import Finding, Result, interval_columns
from clicklens.core.interval import Interval


class Answer(Result):
    kind: str = "answer"

    def to_frame(self) -> pd.DataFrame:
        return pd.DataFrame({"answer": [42]})

    def plot(self) -> Figure:
        return Figure()


def test_the_first_finding_is_the_one_to_open_with() -> None:
    findings = (Finding(text="The one."), Finding(text="The other.", severity="warning"))
    assert Answer(run_id="r", rows={}, findings=findings).finding == "The one."


def test_without_a_finding_nothing_is_unusual() -> None:
    assert Answer(run_id="r", rows={}, findings=()).finding == "Nothing unusual."


def test_a_result_comes_back_from_json() -> None:
    answer = Answer(run_id="r", rows={"train": 3}, findings=(Finding(text="x", remedy="drop-layer 4"),))
    assert Answer.model_validate_json(answer.to_json()) == answer


def test_an_interval_takes_three_columns_also_where_it_is_undefined() -> None:
    found = Interval(value=0.5, low=0.25, high=0.75)
    assert interval_columns("auc", found) == {"auc": 0.5, "auc_low": 0.25, "auc_high": 0.75}
    assert interval_columns("auc", None) == {"auc": None, "auc_low": None, "auc_high": None}
