"""The sets of a model as a table and a round trip."""

from clicklens.analysis.interactions_result import Interactions, set_name
from tests.interaction_results import make_interactions, make_set


def test_the_table_has_a_row_for_each_set():
    frame = make_interactions(make_set("user", "item"), make_set("user", "item", "hour", count=10)).to_frame()
    assert frame["fields"].tolist() == ["user × item", "user × item × hour"]
    assert frame["count"].tolist() == [60, 10]
    assert frame["size"].tolist() == [2, 3]
    assert frame["examples"].tolist() == ["4, 9"] * 2
    assert list(make_interactions().to_frame().columns) == list(frame.columns)


def test_it_round_trips():
    result = make_interactions(make_set("user", "item"))
    assert Interactions.model_validate_json(result.to_json()) == result
    assert result.instances == 200


def test_sure_is_what_chance_does_not_explain():
    assert make_set("user", "item", p=0.01).is_sure
    assert not make_set("user", "item", p=0.05).is_sure
    assert not make_set("user", "item", p=None).is_sure


def test_sets_are_named_in_words():
    assert set_name(("user", "item")) == "`user` and `item`"
    assert set_name(("user", "item", "hour")) == "`user`, `item` and `hour`"
