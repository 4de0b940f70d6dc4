from clicklens.analysis.scan_result import Scan
from tests.live_results import make_scan


def test_the_table_has_a_row_for_each_value():
    frame = make_scan(("War", 9, 1.0), ("Drama", 312, 0.0), (("a", "b"), None, -1.0)).to_frame()
    assert frame["value"].tolist() == ["War", "Drama", "a, b"]
    assert frame["count"].tolist()[:2] == [9, 312]
    assert frame["own"].tolist() == [False, True, False]
    assert frame["effect"].tolist()[1] == 0.0


def test_numbers_stay_numbers():
    assert make_scan((1.5, None, 0.0), own=1.5).to_frame()["value"].tolist() == [1.5]


def test_the_ends_are_found_and_it_round_trips():
    result = make_scan(("War", 9, 1.0), ("Drama", 312, 0.0))
    assert (result.highest.value, result.lowest.value) == ("War", "Drama")
    assert Scan.model_validate_json(result.to_json()) == result
