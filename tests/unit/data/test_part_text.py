import gzip

import pytest

from clicklens.core.errors import DataError
from clicklens.data.part_text import TextPart


def part(tmp_path, text, *, delimiter=",", name="rows.csv", **options):
    content = text if isinstance(text, bytes) else text.encode()
    (tmp_path / name).write_bytes(content)
    return TextPart(tmp_path / name, delimiter=delimiter, **options)


def rows(found):
    return [row for batch in found.batches(10, list(found.types)) for row in batch.to_pylist()]


def test_every_cell_is_text_and_an_empty_one_is_missing(tmp_path):
    found = part(tmp_path, "id,country\n007,NA\n,null\n")
    assert rows(found) == [{"id": "007", "country": "NA"}, {"id": None, "country": "null"}]


def test_quoted_cells_may_hold_commas_and_line_ends(tmp_path):
    found = part(tmp_path, 'a,b\n"x,1","line\nend"\ny,z\n')
    assert rows(found) == [{"a": "x,1", "b": "line\nend"}, {"a": "y", "b": "z"}]


def test_the_place_of_a_row_is_its_line_whatever_stands_before(tmp_path):
    found = part(tmp_path, 'a,b\n"x\ny",1\n\nlast,2\n')
    assert len(rows(found)) == 2
    assert found.place(1).endswith("rows.csv, line 5")


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path):
    assert rows(part(tmp_path, "\ufeffa\n1\n")) == [{"a": "1"}]


def test_a_file_without_header_takes_the_names_that_are_given(tmp_path):
    found = part(tmp_path, "1\t2\n3\t4\n", delimiter="\t", header=["x", "y"])
    assert rows(found) == [{"x": "1", "y": "2"}, {"x": "3", "y": "4"}]
    assert found.place(1).endswith("line 2")


def test_a_row_with_too_many_or_too_few_cells_is_named_by_its_line(tmp_path):
    with pytest.raises(DataError, match=r"rows\.csv, line 3: 3 cells where the header names 2: '3,4,5'"):
        rows(part(tmp_path, "a,b\n1,2\n3,4,5\n"))
    with pytest.raises(DataError, match=r"rows\.csv, line 2: 1 cells where the header names 2"):
        rows(part(tmp_path, "a,b\n1\n"))


def test_text_that_is_not_utf_8_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"rows\.csv: the file is not UTF-8 text; save it as UTF-8"):
        rows(part(tmp_path, "a,b\nmünchen,1\n".encode("latin-1")))
    with pytest.raises(DataError, match="not UTF-8"):
        part(tmp_path, "ü,b\n1,1\n".encode("latin-1"))


def test_a_truncated_packed_file_is_refused(tmp_path):
    packed = gzip.compress(b"a,b\n" + b"12345,67890\n" * 20_000)
    with pytest.raises(DataError, match=r"rows\.csv\.gz: the file cannot be read to its end, it may be truncated"):
        rows(part(tmp_path, packed[: len(packed) // 2], name="rows.csv.gz"))


def test_a_header_that_names_nothing_or_a_name_twice_is_refused(tmp_path):
    with pytest.raises(DataError, match="the first line is empty; it must name the columns"):
        part(tmp_path, "\n1,2\n")
    with pytest.raises(DataError, match="the column 'a' is there twice"):
        part(tmp_path, "a,b,a\n1,2,3\n")


def test_a_file_with_a_header_only_has_no_rows(tmp_path):
    assert rows(part(tmp_path, "a,b\n")) == []
