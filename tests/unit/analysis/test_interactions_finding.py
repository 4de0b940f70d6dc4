"""What counted sets say in words."""

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.interactions_finding import interaction_findings
from tests.interaction_results import ROWS, make_interactions, make_set


def told(*sets, **changes):
    return [finding.text for finding in interaction_findings(make_interactions(*sets, **changes))]


def test_the_first_sure_set_opens_with_its_count_its_chance_and_its_stability():
    first, second = told(make_set("hour", "item", p=0.4), make_set("user", "item", "hour"))
    assert first == (
        "`user`, `item` and `hour` act together in 60 of 200 rows of test (30%, 24% to 36%), against 4 in the same "
        "model without interactions (p < 0.001); other rows would tell it again in 90% of draws."
    )
    assert second == "1 of 2 sets are more than chance (p < 0.05, 1 of three fields or more)."


def test_no_set_says_that_the_model_adds():
    assert told() == ["No fields act together in 200 rows of test: the model adds up what each does."]


def test_sets_that_chance_explains_are_a_warning():
    findings = interaction_findings(make_interactions(make_set("user", "item", by_chance=50, p=0.3)))
    assert "None of the 1 sets is surely more than chance" in findings[1].text
    assert findings[1].severity == "warning"


def test_what_was_not_tested_is_said():
    untested = make_set("user", "item", by_chance=None, p=None)
    assert told(untested, settings=InteractionParams(tested=False))[1:] == [
        "Whether that is more than chance was not asked (tested)."
    ]


def test_surrogates_that_miss_the_model_are_a_warning():
    assert any("median R² 0.60" in text for text in told(make_set("user", "item"), fidelity=0.6))


def test_sets_that_stand_everywhere_ask_for_fewer():
    sets = [make_set("user", name, count=ROWS) for name in ("item", "hour")]
    assert "lower first" in told(*sets, settings=InteractionParams(first=1))[-1]


def test_an_untrained_model_gets_no_verdict():
    severities = {f.severity for f in interaction_findings(make_interactions(fidelity=0.1, step=0, asked_step=0))}
    assert severities == {"info"}
