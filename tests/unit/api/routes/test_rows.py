import pytest

from clicklens.analysis.rows import RowColumn, RowPage
from clicklens.core.condition import where
from tests.service import Service

ROWS = "/runs/made-up/rows"


def test_columns_are_described(service: Service) -> None:
    found = [RowColumn.model_validate(column) for column in service.json("/runs/made-up/columns?split=test&step=200")]
    assert found[0].name == "label"
    assert {"pctr", "field:city", "saliency:user_id"} <= {column.name for column in found}


def test_rows_are_filtered_sorted_and_cut(service: Service) -> None:
    asked = (
        f"{ROWS}?split=test&step=200&columns=pctr&columns=label&sort=pctr&limit=3&filter={where('label=1').to_word()}"
    )
    page = RowPage.model_validate(service.json(asked))
    assert page.columns == ("pctr", "label")
    scores = [row[0] for row in page.rows]
    assert scores == sorted(scores, reverse=True)
    assert [row[1] for row in page.rows] == [1.0] * 3
    rest = RowPage.model_validate(service.json(f"{asked}&offset=3"))
    assert rest.rows[0][0] <= scores[-1]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?sort=pctrr", 404),
        ("?columns=field:none", 404),
        ("?split=none", 404),
        ("?step=7", 404),
        ("?filter=%7B", 422),
        ("?limit=100000", 422),
        ("?offset=-1", 422),
        ("?sort=pctr;DROP TABLE x", 404),
    ],
)
def test_what_cannot_be_is_refused_in_words(service: Service, query: str, status: int) -> None:
    response = service.get(f"{ROWS}{query}")
    assert response.status_code == status
    assert response.json()["message"]
