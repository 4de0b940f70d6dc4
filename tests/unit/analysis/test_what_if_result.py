from clicklens.analysis.what_if_result import WhatIf
from tests.live_results import make_what_if


def test_the_table_has_the_row_each_change_and_all_together():
    frame = make_what_if(0.5, 0.7).to_frame()
    assert frame["change"].tolist() == ["as it is", "field_0", "field_1", "all together"]
    assert frame["after"].tolist() == ["", "new", "a, b", ""]
    assert frame["logit"].tolist() == [0.0, 0.5, 0.7, 1.0]
    assert frame["effect"].iloc[-1] == make_what_if(0.5, 0.7).effect
    assert len(make_what_if(1.0).to_frame()) == 2


def test_it_round_trips_through_json():
    result = make_what_if(0.5, 0.7, unknown=("x",))
    assert WhatIf.model_validate_json(result.to_json()) == result
