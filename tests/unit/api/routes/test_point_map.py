import pyarrow as pa
import pytest

from clicklens.api.routes.point_map import arrow_stream
from clicklens.core.condition import where
from tests.service import Service

MAP = "/runs/made-up/map?split=test&step=200&tap=layer_1"


def test_points_come_as_an_arrow_stream(service: Service) -> None:
    response = service.get(f"{MAP}&colour=field:city&filter={where('label=1').to_word()}")
    assert response.headers["content-type"] == "application/vnd.apache.arrow.stream"
    table = pa.ipc.open_stream(response.content).read_all()
    assert table.column_names == ["example_id", "x", "y", "label", "pctr", "error", "colour", "passes"]
    assert table.num_rows == 60
    assert table["passes"].to_pylist() == [value == 1 for value in table["label"].to_pylist()]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("&method=tsne", 409),
        ("&method=umap", 422),
        ("&colour=field:none", 404),
        ("&filter=%7B", 422),
    ],
)
def test_what_is_not_there_is_told(service: Service, query: str, status: int) -> None:
    assert service.get(f"{MAP}{query}").status_code == status


def test_an_unknown_tap_is_named(service: Service) -> None:
    response = service.get("/runs/made-up/map?tap=layer_9")
    assert response.status_code == 404
    assert "no tap 'layer_9'" in response.json()["message"]


def test_a_stream_is_read_back_whole() -> None:
    table = pa.table({"x": [1.0, 2.0]})
    assert pa.ipc.open_stream(arrow_stream(table)).read_all().equals(table)
