import pytest

from clicklens.api.record import ReadySet, RunChange, RunRow
from clicklens.core.errors import ConfigError
from clicklens.data.catalog import list_ready


def test_a_change_of_a_run_names_only_what_a_person_may_change() -> None:
    assert RunChange.parse({"pinned": True}, source="test").model_dump(exclude_none=True) == {"pinned": True}
    for values in ({"id": "x"}, {"state": "succeeded"}, {"data_path": "/etc"}, {"name": ""}, {"note": "x" * 30_000}):
        with pytest.raises(ConfigError):
            RunChange.parse(values, source="test")


def test_a_ready_set_is_its_card_and_whether_it_is_here() -> None:
    card = list_ready()[0].card
    assert ReadySet(**dict(card), encoded=False).title == card.title


def test_a_row_of_the_list_has_every_field() -> None:
    assert all(field.is_required() for field in RunRow.model_fields.values())
