"""What the sets of one row say in words."""

from tests.interaction_results import make_row_interactions


def told(*sets, **changes):
    return [finding.text for finding in make_row_interactions(*sets, **changes).findings]


def test_the_strongest_set_is_told_with_its_values():
    first, second = told((("user", "item"), 0.3), (("item", "hour"), -0.1))
    assert first == (
        "`user` and `item` (u1 / i1) act together most in this row: they bring +0.700 to the logit, of which +0.300 is "
        "more than each alone."
    )
    assert second == "Of single fields it leans most on `user`, which stands in one of its three strongest sets."


def test_a_row_that_adds_says_so():
    first, second = told()
    assert "its logit is the sum" in first
    assert "stands in none" in second


def test_what_is_doubtful_comes_last():
    assert "poorly in this row (R² 0.50)" in told(fidelity=0.5)[-1]
    assert "nearest to step 90" in told(asked=90)[-1]
