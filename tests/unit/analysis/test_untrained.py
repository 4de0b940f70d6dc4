"""Before the first step nothing is good news, nor bad."""

from clicklens.analysis.result import Finding
from clicklens.analysis.untrained import without_verdict

FOUND = (
    Finding(text="all is well", severity="good"),
    Finding(text="it can go", remedy="drop-layer 4"),
    Finding(text="too few clicks are promised", severity="warning"),
)


def test_of_a_model_before_training_nothing_is_good_or_bad_and_nothing_is_to_be_done():
    found = without_verdict(FOUND, 0)
    assert [finding.severity for finding in found] == ["info", "info", "info"]
    assert [finding.text for finding in found] == [finding.text for finding in FOUND]
    assert all(finding.remedy is None for finding in found)


def test_of_a_trained_one_all_stays():
    assert without_verdict(FOUND, 1) == FOUND
