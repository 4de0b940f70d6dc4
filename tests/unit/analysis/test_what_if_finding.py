import pytest

from clicklens.analysis.what_if_finding import what_if_findings
from tests.live_results import make_what_if


def told(*logits, **settings):
    return [finding.text for finding in what_if_findings(make_what_if(*logits, **settings))]


def test_the_first_sentence_has_both_scores_the_change_and_the_step():
    assert told(1.0, step=1600, asked=1600) == [
        "Pctr goes from 0.5000 to 0.7311 with field_0 = new, by the model of step 1,600."
    ]


def test_several_changes_are_named_one_after_the_other():
    assert "with field_0 = new and field_1 = a, b, by" in told(0.5, 0.5)[0]


@pytest.mark.parametrize(("each", "after"), [(0.5, 3.0), (0.5, 0.1), (-0.6, -0.8), (-0.6, -3.0)])
def test_changes_that_do_not_add_up_act_together(each, after):
    (sentence,) = [text for text in told(each, each, after=after) if "together" in text]
    assert f"by {after:+.2f}, where each alone adds up to {2 * each:+.2f}" in sentence


def test_changes_that_nearly_add_up_are_not_worth_a_word():
    assert len(told(0.5, 0.5, after=1.1)) == 1


def test_doubts_and_another_step_follow():
    texts = told(1.0, step=100, asked=120, unknown=("x",))
    assert "read as unknown" in texts[1]
    assert "nearest to step 120" in texts[2]
