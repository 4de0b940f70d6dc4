"""What bad rows get: a message that names file, row, field and value, and a folder as it was before."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from clicklens.core.errors import ClickLensError, DataError, NotFoundError, StorageError
from clicklens.core.schema import FeatureSchema
from clicklens.data import shard
from clicklens.data.encode import encode
from clicklens.data.split import TimeSplit
from tests.factories import make_dataset, make_rows, make_schema

SCHEMA = FeatureSchema.model_validate(
    {
        "name": "ads",
        "fields": ["user", {"name": "age", "kind": "numeric", "column": "years"}, {"name": "tags", "multi": True}],
        "day": "day",
        "weight": "w",
    }
)
GOOD = {
    "user": ["a", "b", "c"],
    "years": [1.0, 2.0, None],
    "tags": [["x"], [], None],
    "click": [0, 1, 0],
    "day": [1, 2, 3],
    "w": [1.0, 1.0, 2.0],
}


def refused(tmp_path: Path, rows: object, kind: type[ClickLensError], told: str, **options: object) -> None:
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(kind, match=told):
        encode(rows, SCHEMA, tmp_path / "out", **options)
    assert sorted(tmp_path.rglob("*")) == before


def parquet(tmp_path: Path, **changes: object) -> str:
    pyarrow.parquet.write_table(pa.table({**GOOD, **changes}), tmp_path / "ads.parquet")
    return str(tmp_path / "ads.parquet")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"years": ["1", "old", "3"]},
            r"ads\.parquet, row 2: field 'age' \(column 'years'\) is 'old': a number is needed",
        ),
        ({"years": [1.0, float("nan"), 2.0]}, r"ads\.parquet, row 2: field 'age' .* is nan: a finite number below"),
        ({"years": [1.0, 2.0, float("inf")]}, r"ads\.parquet, row 3: field 'age' .* is inf: a finite number below"),
        ({"user": [1.0, 2.5, 3.0]}, r"ads\.parquet, row 2: field 'user' is 2\.5: an id is a whole number or text"),
        ({"user": [["a"], ["b"], ["c"]]}, r"ads\.parquet: field 'user' is of type list.*; one id a row is needed"),
        ({"click": [0, 1, 7]}, r"ads\.parquet, row 3: label 'click' is 7: a label is 0 or 1"),
        ({"click": [0, None, 1]}, r"ads\.parquet, row 2: label 'click' is None: a label is 0 or 1"),
        ({"click": ["no", "no", "no"]}, r"ads\.parquet, row 1: label 'click' is 'no': a number is needed"),
        ({"day": [1, 20141021, 3]}, r"ads\.parquet, row 2: day column 'day' is 20141021: a day is a date such as 2014"),
        ({"day": [1, None, 3]}, r"ads\.parquet, row 2: day column 'day' is None: a day is a date"),
        ({"w": [1.0, 0.0, 1.0]}, r"ads\.parquet, row 2: weight column 'w' is 0\.0: a weight is a number above 0"),
    ],
)
def test_a_bad_cell_is_named_by_file_row_field_and_value(tmp_path, changes, told):
    refused(tmp_path, parquet(tmp_path, **changes), DataError, told)


def test_rows_are_counted_within_their_file_and_past_the_split(tmp_path):
    (tmp_path / "rows").mkdir()
    pyarrow.parquet.write_table(pa.table(GOOD), tmp_path / "rows" / "1.parquet")
    pyarrow.parquet.write_table(
        pa.table({**GOOD, "day": [4, 5, 6], "click": [1, 0, -1]}), tmp_path / "rows" / "2.parquet"
    )
    told = r"2\.parquet, row 3: label 'click' is -1: a label is 0 or 1"
    refused(tmp_path, tmp_path / "rows", DataError, told, split=TimeSplit(test_share=0.4))


def test_in_a_text_file_the_line_is_named(tmp_path):
    text = 'user,years,tags,click,day,w\n"a\nb",1,x,0,1,1\n\nc,,x,1,2014-10-21,1\nd,old,x,1,2014-10-21,1\n'
    (tmp_path / "ads.csv").write_text(text)
    refused(tmp_path, tmp_path / "ads.csv", DataError, r"ads\.csv, line 6: field 'age' \(column 'years'\) is 'old'")


def test_a_missing_column_is_named_with_what_needs_it(tmp_path):
    table = pa.table(GOOD).rename_columns(["usr", "years", "tags", "click", "day", "w"])
    told = "frame: there is no column 'user', which field 'user' is read from; did you mean 'usr'"
    refused(tmp_path, table, DataError, told)
    told = "there is no column 'click', which label 'click' is read from"
    refused(tmp_path, pa.table(GOOD).drop_columns(["click"]), DataError, told)


def test_files_that_are_empty_torn_unknown_or_not_there_are_named(tmp_path):
    (tmp_path / "empty.csv").touch()
    refused(tmp_path, tmp_path / "empty.csv", DataError, r"empty\.csv: the file is empty")
    (tmp_path / "header.csv").write_text("user,years,tags,click,day,w\n")
    refused(tmp_path, tmp_path / "header.csv", DataError, r"header\.csv: there are no rows")
    path = Path(parquet(tmp_path))
    path.write_bytes(path.read_bytes()[:-9])
    refused(tmp_path, path, DataError, r"ads\.parquet: this is not a whole Parquet file, it may be truncated")
    (tmp_path / "ads.xlsx").write_text("?")
    refused(tmp_path, tmp_path / "ads.xlsx", DataError, r"the suffix '\.xlsx' is not known; known: \.parquet")
    refused(tmp_path, str(tmp_path / "*.arrow"), NotFoundError, r"no file matches '.*\*\.arrow'")


def test_nan_in_a_pandas_frame_means_missing(tmp_path):
    frame = pa.table(GOOD).to_pandas()
    assert encode(frame, SCHEMA, tmp_path / "out").manifest.splits["train"].missing["age"] == 1


def test_a_full_disk_leaves_the_older_data_set_as_it_was(tmp_path, monkeypatch):
    older = make_dataset(tmp_path)

    def full(file: shard.ArrayFile, piece: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shard.ArrayFile, "append", full)
    with pytest.raises(StorageError, match=r"dataset: the disk is full \(No space left on device\); nothing was kept"):
        encode(make_rows(seed=1), make_schema(), older.path, overwrite=True)
    assert [entry.name for entry in tmp_path.iterdir()] == ["dataset"]
    assert len(older.split("train").decoded(older.split("train").shuffled(0, 0))) == 300


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_device_without_room_is_told_as_a_full_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(shard, "_file_name", lambda _: "/dev/full")
    with pytest.raises(StorageError, match="the disk is full"):
        make_dataset(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_killed_process_leaves_an_unfinished_folder_that_the_next_run_removes(tmp_path):
    script = (
        "import os, signal, sys\nfrom pathlib import Path\nsys.path.insert(0, sys.argv[2])\n"
        "from tests.factories import make_rows, make_schema\nfrom clicklens.data.encode import encode\n"
        "def kill(step):\n    if step.stage == 'writing':\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        "encode(make_rows(), make_schema(), Path(sys.argv[1]) / 'dataset', progress=kill)\n"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path), root], check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert left.name.startswith("dataset.partial-")
    make_dataset(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["dataset"]
