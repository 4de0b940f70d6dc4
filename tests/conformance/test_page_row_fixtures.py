"""What the page's tests take for answers about rows must be such answers as they are made now."""

from __future__ import annotations

import base64
import json

import pyarrow as pa
import pytest

from clicklens.analysis.rows import RowColumn
from tests.page_row_fixtures import FOLDER, MOST_BYTES, PLAIN, RECORDS, columns


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_still_parses(name: str) -> None:
    made = RECORDS[name]()
    kept = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    type(made).model_validate_json(kept)  # refuses unknown and missing names: write it anew
    assert len(kept) < MOST_BYTES


def test_columns_still_parse() -> None:
    kept = json.loads((FOLDER / "columns.json").read_text(encoding="utf-8"))
    assert [RowColumn.model_validate(column).name for column in kept] == [column["name"] for column in columns()]


def test_the_map_is_a_stream_with_what_the_page_reads() -> None:
    kept = json.loads((FOLDER / "points.json").read_text(encoding="utf-8"))
    table = pa.ipc.open_stream(base64.b64decode(kept["stream"])).read_all()
    assert table.to_pylist() == json.loads(kept["rows"])
    assert {"example_id", "x", "y", "label", "pctr", "error", "colour", "passes"} <= set(table.column_names)


def test_the_folder_holds_no_file_that_nothing_makes() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == {*RECORDS, *PLAIN}
