from clicklens.analysis.rows import Explored, Sharing
from tests.service import Service

ASKED = {
    "split": "test",
    "step": 200,
    "filter": {"clauses": [{"kind": "range", "column": "pctr", "high": 0.4}]},
    "charts": [{"column": "pctr", "bins": 5}, {"column": "field:city"}],
}


def test_charts_and_figures_come_together(service: Service) -> None:
    found = Explored.model_validate(service.ask("POST", "/runs/made-up/explore", json=ASKED).json())
    pctr, city = found.charts
    assert found.said == "pctr < 0.4"
    assert pctr.passing == pctr.all  # its own clause does not filter it
    assert sum(city.passing) == found.passing < found.rows == sum(city.all)
    assert found.parts is not None
    assert found.parts.selection.rows == found.passing


def test_while_a_brush_moves_figures_can_be_left_out(service: Service) -> None:
    response = service.ask("POST", "/runs/made-up/explore", json={**ASKED, "figures": False})
    assert response.json()["parts"] is None


def test_nothing_asked_is_all_rows(service: Service) -> None:
    found = service.ask("POST", "/runs/made-up/explore", json={}).json()
    assert (found["said"], found["passing"], found["charts"]) == ("all rows", 60, [])


def test_what_is_wrong_is_told_with_its_place(service: Service) -> None:
    wrong = {**ASKED, "filter": {"clauses": [{"kind": "range", "column": "pctrr", "high": 0.4}]}}
    response = service.ask("POST", "/runs/made-up/explore", json=wrong)
    assert response.status_code == 422
    assert "did you mean 'pctr'" in response.json()["message"]
    response = service.ask("POST", "/runs/made-up/explore", json={**ASKED, "charts": [{"column": "field:citi"}]})
    assert response.status_code == 404
    names = {**ASKED, "filter": {"clauses": [{"kind": "range", "column": "field:city", "low": 1}]}}
    assert service.ask("POST", "/runs/made-up/explore", json=names).status_code == 422
    many = {**ASKED, "charts": [{"column": "pctr"}] * 25}
    assert service.ask("POST", "/runs/made-up/explore", json=many).status_code == 422


def test_what_chosen_rows_share_is_told_with_how_many_values_were_tried(service: Service) -> None:
    asked = {key: ASKED[key] for key in ("split", "step", "filter")}
    found = Sharing.model_validate(service.ask("POST", "/runs/made-up/explore/sharing", json=asked).json())
    assert found.said == "pctr < 0.4"
    assert 0 < found.passing < found.rows == 60
    assert found.tried > 0
    assert (
        service.ask("POST", "/runs/made-up/explore/sharing", json={}).json()["values"] == []
    )  # no rest to differ from
