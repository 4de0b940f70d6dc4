from io import BytesIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from matplotlib.figure import Figure

from clicklens.api.content import arrow_bytes, download, picture_bytes, table_bytes

FRAME = pd.DataFrame({"a": [1, 2], "b": ["x", "ü"]})


def test_a_table_is_the_same_in_every_form() -> None:
    assert table_bytes(FRAME, "csv").decode() == "a,b\n1,x\n2,ü\n"
    assert pq.read_table(BytesIO(table_bytes(FRAME, "parquet"))).to_pydict() == FRAME.to_dict("list")
    with pa.ipc.open_stream(table_bytes(FRAME, "arrow")) as reader:
        assert reader.read_all().to_pydict() == FRAME.to_dict("list")


def test_an_arrow_stream_is_read_back() -> None:
    table = pa.table({"x": pa.array([1.5, None])})
    assert pa.ipc.open_stream(arrow_bytes(table)).read_all().equals(table)


def draw() -> Figure:
    figure = Figure()
    figure.add_subplot().set_title("A title that stays text")
    return figure


def test_a_picture_is_a_png_or_an_svg_whose_text_is_text() -> None:
    assert picture_bytes(draw, "png").startswith(b"\x89PNG")
    drawn = picture_bytes(draw, "svg")
    assert b"A title that stays text" in drawn
    assert drawn == picture_bytes(draw, "svg")


@pytest.mark.parametrize("name", ['a"b\r\nSet-Cookie: x', "../../etc", "训练"])
def test_a_downloads_name_is_plain_letters(name: str) -> None:
    told = download(b"", "csv", name=name).headers["content-disposition"]
    assert "\n" not in told
    assert told.count('"') == 2
    assert "/" not in told
