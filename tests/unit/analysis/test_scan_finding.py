from clicklens.analysis.scan_finding import scan_findings
from tests.live_results import make_scan

WIDE = (("War", 40, 1.0), ("Horror", 50, -1.0))


def told(*points, **settings):
    return [finding.text for finding in scan_findings(make_scan(*points, **settings))]


def test_the_range_and_the_own_value_are_told():
    assert told(*WIDE) == [
        "genre moves this row's pctr from 0.2689 (Horror) to 0.7311 (War); "
        "its own value, Drama (312 times in training), gives 0.5000."
    ]


def test_a_list_counts_by_its_rarest_value_and_a_number_not_at_all():
    assert "a, b (the rarest once in training), gives" in told(*WIDE, own=("a", "b"), own_count=1)[0]
    assert "its own value, 2.5, gives" in told((1.0, None, 0.0), (3.0, None, 1.0), own=2.5, own_count=None)[0]


def test_a_row_without_a_known_value_is_told_as_it_is():
    assert told(*WIDE, own=None)[0].endswith("as it is, without a value that training knows, it is 0.5000.")


def test_a_field_that_moves_nothing_says_so():
    assert told(("War", 40, 0.0), ("Drama", 50, 0.0))[0].startswith("genre does not move this row's pctr;")


def test_rare_ends_unknown_values_and_what_was_left_out_are_told():
    texts = told(("War", 3, 1.0), ("x", 0, -1.0), known=1700, unknown=("x",), asked=120)
    assert "fewer than 20 times: War (3)." in texts[1]
    assert "too rarely: x; read as unknown" in texts[2]
    assert "2 of the 1,700 values" in texts[3]
    assert "nearest to step 120" in texts[4]
