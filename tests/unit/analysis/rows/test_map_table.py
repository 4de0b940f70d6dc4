import pytest

from clicklens.analysis.rows.map_table import map_table
from clicklens.analysis.rows.point_map import map_points
from clicklens.analysis.rows.source import RowSource
from clicklens.analysis.rows.table import RowTable
from clicklens.core.condition import where
from clicklens.core.errors import ConfigError, NotFoundError
from tests.captured_runs import make_captured

SUBJECT = make_captured(steps=2, rows=50)
CLOUD = map_points(SUBJECT, tap="layer_1", method="pca", step=200, split="test")


@pytest.fixture
def table() -> RowTable:
    return RowTable(RowSource(SUBJECT, 200, "test"))


def test_each_point_has_its_row_and_its_scores(table: RowTable) -> None:
    made = map_table(table, CLOUD)
    assert made.column_names == ["example_id", "x", "y", "label", "pctr", "error"]
    assert made["example_id"].to_pylist() == SUBJECT.rows("test")["example_id"].tolist()
    assert made["pctr"].to_pylist() == pytest.approx(SUBJECT.pctr(200, "test").tolist())
    said = made.schema.metadata
    assert (said[b"method"], said[b"tap"], said[b"step"], said[b"fitted_at"]) == (b"pca", b"layer_1", b"200", b"200")
    assert 0 < float(said[b"variance_share"]) <= 1


def test_points_are_coloured_by_numbers_and_by_names(table: RowTable) -> None:
    by_name = map_table(table, CLOUD, colour="field:city")
    assert by_name["colour"].to_pylist() == SUBJECT.rows("test")["field:city"].tolist()
    assert by_name.schema.metadata[b"colour_kind"] == b"category"
    by_number = map_table(table, CLOUD, colour="neuron:layer_1:0")
    assert by_number["colour"].to_pylist() == SUBJECT.states(200, "test").activations["layer_1"][:, 0].tolist()


def test_points_say_whether_they_pass(table: RowTable) -> None:
    made = map_table(table, CLOUD, chosen=where("label=1"))
    assert made["passes"].to_pylist() == [value == 1 for value in made["label"].to_pylist()]


def test_a_colour_that_cannot_be_is_refused(table: RowTable) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'field:city'"):
        map_table(table, CLOUD, colour="field:cit")
    from tests.row_columns import HandMadeColumns

    columns = {"label": [1] * 50, "pctr": [0.5] * 50, "error": [0.5] * 50, "field:genre": [["a", "b"]] * 50}
    with pytest.raises(ConfigError, match="many values a row"):
        map_table(RowTable(HandMadeColumns(columns)), CLOUD, colour="field:genre")
