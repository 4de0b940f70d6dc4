from clicklens.analysis.attention_sample_finding import sample_findings
from clicklens.analysis.attention_sample_result import FieldSample, PairSample
from tests.attention_results import around, make_position_sample, make_removal, make_sample


def found(*positions, **settings):
    return list(sample_findings(make_sample(*positions, **settings)))


def test_weights_that_move_the_score_more_than_chance_are_good():
    lead = found(make_position_sample(make_removal(1, 0.6, 0.2)))[0]
    assert lead.severity == "good"
    assert lead.text == (
        "Without the behaviour of most weight the logit moves by 0.6, without one at random by 0.2 (difference 0.4 "
        "[0.3, 0.5], 400 rows): the weights of `attention_1` tell what moves the score."
    )


def test_weights_that_do_not_are_warned_of():
    chance = found(make_position_sample(make_removal(2, 0.25, 0.2)))[0]
    assert (chance.severity, chance.text[-51:]) == (
        "warning",
        ": the weights of `attention_1` tell no more than chance."[-51:],
    )
    assert "tell less than chance" in found(make_position_sample(make_removal(1, 0.2, 0.6)))[0].text


def test_weights_that_are_hardly_better_than_chance_are_no_good_news():
    lead = found(make_position_sample(make_removal(1, 0.9, 0.7)))[0]
    assert (lead.severity, lead.text[-58:]) == (
        "info",
        "the weights of `attention_1` tell a little more than chance."[-58:],
    )


def test_too_few_behaviours_are_told():
    lead = found(make_position_sample())[0]
    assert (lead.severity, lead.text[:14]) == ("warning", "Too few rows h")


def test_a_slope_by_place_is_told_where_intervals_lie_apart():
    texts = [one.text for one in found(make_position_sample(make_removal(1, 0.6, 0.2)))]
    assert (
        "In `attention_1` the newest behaviour weighs more (0.9 [0.8, 1]) than the one 2 before it (0.2 [0.1, 0.3])."
        in texts
    )
    flat = [one.text for one in found(make_position_sample(weights=(0.5, 0.5, 0.45)))]
    assert not any("newest behaviour weighs" in text for text in flat)


def test_interest_in_what_was_clicked_is_told_or_said_not_to_be_told_apart():
    assert found(make_position_sample())[-1].text.endswith("in clicked rows and to 1.5 [1.4, 1.6] in others.")
    assert found(make_position_sample(not_clicked=1.95))[-1].text.endswith("in others: not told apart.")


def test_pairs_and_fields_have_their_heaviest():
    pair = PairSample(weighing="cross", fields=("user", "item"), weights=((0.9, 0.2), (0.3, 0.9)))
    fields = FieldSample(weighing="gate", fields=("user", "item"), weights=(around(0.2), around(0.6)))
    assert [one.text for one in found(pairs=(pair,), fields=(fields,))] == [
        "In `cross`, `item` takes most from `user`: 0.3 on average; equal shares would be 0.5.",
        "`gate` weighs `item` most: 0.6 [0.5, 0.7] on average.",
    ]


def test_nothing_to_weigh_and_another_step_are_told():
    texts = [one.text for one in found(asked=120)]
    assert "does not weigh its inputs" in texts[0]
    assert "nearest to step 120" in texts[1]
