"""The sets of a model as a table and a round trip."""

import pytest

from clicklens.analysis.interactions_result import Interactions, set_name
from clicklens.core.errors import NotFoundError
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


def test_an_answer_of_another_step_says_so():
    result = make_interactions(make_set("user", "item"))
    assert result.as_asked(None) == result.as_asked(100) == result
    other = result.as_asked(90)
    assert other.asked_step == 90
    assert "The model of step 100 answers, the nearest to step 90" in other.findings[-1].text


def test_a_set_is_found_by_its_fields_in_any_order():
    result = make_interactions(make_set("user", "item"), make_set("user", "item", "hour", table=None))
    assert result.found(["item", "user"]) is result.sets[0]
    frame = result.set_frame("user", "item")
    assert frame["user"].tolist() == ["u1", "u1", "u2", "u2"]
    assert frame["rows"].tolist() == [30, 20, 10, 0]
    assert frame["beyond"].tolist() == pytest.approx([0.4, -0.4, -0.4, 0.4])
    assert len(result.set_frame("user", "item", "hour")) == 0
    with pytest.raises(NotFoundError, match="user × item; user × item × hour"):
        result.found(["hour", "item"])
