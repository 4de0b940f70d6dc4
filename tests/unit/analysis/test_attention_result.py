from clicklens.analysis.attention_result import Candidate, PairWeights
from clicklens.analysis.row_score import RowScore
from tests.attention_results import make_attention, make_positions


def test_a_candidate_is_called_by_what_it_changes():
    own = Candidate(changes={}, known={}, score=RowScore.of(0.0))
    other = Candidate(changes={"item": "103", "price": 5.0}, known={}, score=RowScore.of(0.0))
    assert (own.name, other.name) == ("the row's own candidate", "item = 103, price = 5")


def test_the_table_counts_behaviours_from_the_newest_and_names_pairs():
    pair = PairWeights(weighing="cross", fields=("user", "item"), weights=((0.1, 0.9), (0.4, 0.6)))
    frame = make_attention(make_positions([0.1, 0.7]), pairs=(pair,)).to_frame()
    assert frame["back"].tolist()[:2] == [2, 1]
    assert frame["of"].tolist() == [
        "item 0",
        "item 1",
        "user from user",
        "user from item",
        "item from user",
        "item from item",
    ]


def test_a_model_that_weighs_nothing_is_empty():
    assert make_attention().is_empty
    assert not make_attention(make_positions([0.1])).is_empty
