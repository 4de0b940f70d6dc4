from clicklens.core.condition import where
from tests.service import Service

NEW = {"name": "a/b ü", "run": "made-up", "filter": where("label=1").model_dump(mode="json"), "note": "why"}


def test_a_slice_is_kept_listed_and_forgotten(fresh: Service) -> None:
    made = fresh.ask("POST", "/slices", json=NEW)
    assert made.status_code == 201
    assert fresh.json("/slices") == [made.json()]
    (usable,) = fresh.json("/runs/made-up/slices")
    assert usable == {"slice": made.json(), "is_of_other_data": False, "missing": []}
    assert fresh.ask("DELETE", "/slices/a/b ü").json() == made.json()
    assert fresh.json("/slices") == []
    assert fresh.ask("DELETE", "/slices/a/b ü").status_code == 404


def test_a_name_is_given_once_unless_it_is_to_be_replaced(fresh: Service) -> None:
    fresh.ask("POST", "/slices", json=NEW)
    assert fresh.ask("POST", "/slices", json=NEW).status_code == 409
    assert fresh.ask("POST", "/slices", json={**NEW, "note": "new", "replace": True}).status_code == 201
    assert [saved["note"] for saved in fresh.json("/slices")] == ["new"]


def test_what_no_run_could_use_is_refused(fresh: Service) -> None:
    unknown = {**NEW, "filter": where("field:none=1").model_dump(mode="json")}
    assert fresh.ask("POST", "/slices", json=unknown).status_code == 404
    assert fresh.ask("POST", "/slices", json={**NEW, "name": ""}).status_code == 422
    assert fresh.ask("POST", "/slices", json={**NEW, "run": "none"}).status_code == 404
    assert fresh.json("/slices") == []
