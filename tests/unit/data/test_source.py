import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from clicklens.core.errors import DataError, NotFoundError
from clicklens.data.source import open_source


def write(path, *values):
    pyarrow.parquet.write_table(pa.table({"x": list(values)}), path)
    return path


def values(source):
    return [(name.rpartition("/")[2], first, batch.column("x").to_pylist()) for name, first, batch in source.batches()]


def test_a_folder_a_glob_and_a_list_give_all_their_files_in_order(tmp_path):
    write(tmp_path / "b.parquet", 3)
    write(tmp_path / "a.parquet", 1, 2)
    (tmp_path / "_SUCCESS").touch()
    (tmp_path / ".hidden").touch()
    expected = [("a.parquet", 0, [1, 2]), ("b.parquet", 0, [3])]
    assert values(open_source(tmp_path)) == expected
    assert values(open_source(str(tmp_path / "*.parquet"))) == expected
    assert values(open_source([tmp_path / "b.parquet", str(tmp_path / "a.parquet")])) == expected[::-1]


def test_a_glob_without_a_file_is_refused(tmp_path):
    with pytest.raises(NotFoundError, match=r"no file matches '.*\*\.parquet'"):
        open_source(str(tmp_path / "*.parquet"))


def test_a_path_that_is_not_there_is_refused_with_the_nearest(tmp_path):
    write(tmp_path / "rows.parquet", 1)
    with pytest.raises(
        NotFoundError, match=r"row\.parquet: there is no such file or folder; did you mean 'rows.parquet'"
    ):
        open_source(tmp_path / "row.parquet")


def test_an_empty_folder_and_one_of_several_kinds_are_refused(tmp_path):
    with pytest.raises(NotFoundError, match="the folder holds no file"):
        open_source(tmp_path)
    write(tmp_path / "a.parquet", 1)
    (tmp_path / "b.csv").write_text("x\n1\n")
    with pytest.raises(DataError, match=r"the folder mixes \.csv, \.parquet; name the files that are meant by a glob"):
        open_source(tmp_path)


def test_a_missing_column_names_the_file_that_lacks_it_and_the_nearest(tmp_path):
    write(tmp_path / "a.parquet", 1)
    pyarrow.parquet.write_table(pa.table({"xx": [1]}), tmp_path / "b.parquet")
    with pytest.raises(DataError, match=r"b\.parquet: there is no column 'x'; did you mean 'xx'\?"):
        open_source(tmp_path, columns=["x"])
    with pytest.raises(DataError, match=r"there is no column 'user', which field 'user' is read from; known: x"):
        open_source(tmp_path / "a.parquet").require("user", needed_by="field 'user'")


def test_the_types_of_a_column_are_told_for_each_part(tmp_path):
    write(tmp_path / "a.parquet", 1)
    write(tmp_path / "b.parquet", "a")
    assert open_source(tmp_path).types("x") == [pa.int64(), pa.string()]


def test_a_source_opens_as_itself_and_columns_narrow_it():
    source = open_source(pa.table({"x": [1], "y": [2]}))
    assert open_source(source) is source
    assert open_source(source, columns=["y"]).columns == ["y"]


def test_anything_else_is_refused_by_its_type():
    with pytest.raises(DataError, match="rows are of type int; give a path"):
        open_source(5)


def test_small_pieces_are_joined_to_even_batches_and_large_ones_cut():
    pieces = pa.table({"x": list(range(10))}).to_batches(max_chunksize=1)
    pieces += pa.table({"x": list(range(10, 30))}).to_batches()
    found = [len(batch) for _, _, batch in open_source(pieces).batches(8)]
    assert found == [8, 8, 8, 6]
