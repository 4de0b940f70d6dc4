from clicklens.analysis.attention_finding import attention_findings
from clicklens.analysis.attention_result import FieldWeights, PairWeights
from clicklens.analysis.live_value import KnownValue
from tests.attention_results import make_attention, make_positions


def texts(*positions, **settings):
    return [finding.text for finding in attention_findings(make_attention(*positions, **settings))]


def test_the_heaviest_behaviour_is_named_with_its_place():
    assert texts(make_positions([0.1, 0.9, 0.2])) == [
        "Of 3 past behaviours in `history`, item 1 (1 before the newest) weighs most: 0.9, 2.3 times the mean."
    ]
    assert "item 2 (the newest)" in texts(make_positions([0.1, 0.2, 0.9]))[0]


def test_even_weights_negative_sums_single_and_missing_behaviours_are_told_as_such():
    assert texts(make_positions([0.3, 0.31]))[0].endswith(
        "0.31, hardly more than the mean of 0.305: the history counts as a whole."
    )
    assert texts(make_positions([-0.3, 0.1]))[0].endswith("weighs most: 0.1; all together weigh -0.2.")
    assert texts(make_positions([0.4])) == ["The one past behaviour in `history`, item 0 (the newest), weighs 0.4."]
    assert texts(make_positions([])) == ["The row holds no behaviour in `history` that training knows."]


def test_the_strength_of_the_interest_is_held_against_that_in_others():
    positions = make_positions([0.1, 0.9], [0.2, 0.2], [1.0, 0.7])
    found = texts(positions, candidates=({"item": "phone"}, {"item": "shirt"}))
    assert found[1] == (
        "The interest is strongest for item = shirt (weights sum to 1.7) and weakest for item = phone (0.4), by "
        "`attention_1`."
    )


def test_fields_and_pairs_have_their_heaviest():
    fields = FieldWeights(weighing="gate", fields=("user", "item"), weights=((0.2,), (0.6,)))
    pairs = PairWeights(weighing="cross", fields=("user", "item"), weights=((0.9, 0.2), (0.3, 0.9)))
    assert texts(fields=(fields,), pairs=(pairs,)) == [
        "`gate` weighs `item` most: 0.6, on average 0.4.",
        "In `cross`, `item` takes most from `user`: 0.3.",
    ]


def test_nothing_to_weigh_doubts_and_another_step_are_told():
    known = {"item": KnownValue(unknown=("x",))}
    found = texts(candidates=({"item": "x"},), known=known, asked=120)
    assert "does not weigh its inputs" in found[0]
    assert "read as unknown" in found[1]
    assert "nearest to step 120" in found[2]
