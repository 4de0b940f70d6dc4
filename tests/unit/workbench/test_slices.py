import pytest

from clicklens.analysis import Captured
from clicklens.core.condition import where
from clicklens.core.errors import ConfigError, NotFoundError, RequestError
from clicklens.workbench.slices import save_slice, usable_slices
from tests.captured_runs import make_captured

NOW = "2026-01-01T00:00:00.000+00:00"


@pytest.fixture
def captured() -> Captured:
    return make_captured(steps=1, rows=30)


def test_a_filter_is_kept_with_what_it_was_made_on(captured: Captured) -> None:
    saved = save_slice(captured, "late", where("field:hour=23"), note="why", now=NOW)
    assert captured.store.slices() == [saved]
    assert (saved.data, saved.created_at, saved.note) == ("made-up", NOW, "why")
    assert saved.schema_digest == captured.run.features.digest()
    assert save_slice(captured, "now", where("label=1")).created_at.endswith("+00:00")


def test_a_name_is_taken_over_only_when_that_is_said(captured: Captured) -> None:
    save_slice(captured, "a", where("label=1"))
    with pytest.raises(RequestError, match="there is a slice 'a' already"):
        save_slice(captured, "a", where("label=0"))
    save_slice(captured, "a", where("label=0"), replace=True)
    assert [saved.filter for saved in captured.store.slices()] == [where("label=0")]


def test_what_no_run_could_use_is_refused(captured: Captured) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'field:hour'"):
        save_slice(captured, "a", where("field:hours=23"))
    with pytest.raises(ConfigError, match="slice: 'name'"):
        save_slice(captured, " ", where("label=1"))
    assert captured.store.slices() == []


def test_a_run_says_what_it_lacks(captured: Captured) -> None:
    saved = save_slice(captured, "a", where("label=1"))
    captured.store.put_slice(
        saved.model_copy(update={"name": "b", "schema_digest": "1" * 64, "filter": where("field:genre=x", "label=1")})
    )
    known = {usable.slice.name: usable for usable in usable_slices(captured)}
    assert (known["a"].missing, known["a"].is_of_other_data) == ((), False)
    assert (known["b"].missing, known["b"].is_of_other_data) == (("field:genre",), True)
