"""The sets of a row as a table."""

from clicklens.analysis.row_interactions_result import RowInteractions
from tests.interaction_results import make_row_interactions


def test_the_table_has_a_row_for_each_field_and_each_set():
    result = make_row_interactions((("user", "item"), 0.3))
    frame = result.to_frame()
    assert frame["fields"].tolist() == ["user", "item", "hour", "user × item"]
    assert frame["value"].tolist()[:3] == ["u1", "i1", "8"]
    assert frame["beyond"].tolist()[3] == 0.3
    assert RowInteractions.model_validate_json(result.to_json()) == result
