"""What a wrong request gets on the command line: an exit code, words that say what would be right, no trace left."""

from __future__ import annotations

import gzip
import html
import io
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from clicklens.cli.app import main
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.data.split import TimeSplit
from tests.command_line import HEADER, LINES, SCHEMA, TEXT, Shell, config
from tests.factories import FIRST_DAY, make_rows, make_schema


def entries(folder: Path) -> dict[Path, int]:
    """Every file and folder, and when each was changed: what must not differ after a refusal."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if not path.name.endswith(("-wal", "-shm"))}


def encoded(shell: Shell, folder: Path, content: str | bytes, *more: str, schema: str = SCHEMA, name: str = "ads.csv"):
    (folder / "schema.yaml").write_text(schema)
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    words = ("data", "encode", folder / name, "--schema", folder / "schema.yaml", "--out", folder / "out", *more)
    before = entries(folder)
    code, out, err = shell(*words)
    if code:
        assert entries(folder) == before
    return code, out, err


def with_line(number: int, line: str) -> str:
    """The rows with one line replaced, counted as an editor does: the header is line 1."""
    return HEADER + "".join([*LINES[: number - 2], line + "\n", *LINES[number - 1 :]])


# Rows


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (TEXT.replace("price", "prise", 1), "there is no column 'price', which field 'price' is read from; did you"),
        (with_line(5, "a,dear,0,1"), "ads.csv, line 5: field 'price' is 'dear': a number is needed"),
        (with_line(5, "a,nan,0,1"), "ads.csv, line 5: field 'price' is nan: a finite number"),
        (with_line(5, "a,-inf,0,1"), "ads.csv, line 5: field 'price' is -inf: a finite number"),
        (with_line(5, "a,1,0,2"), "ads.csv, line 5: label 'click' is '2': a label is 0 or 1"),
        (with_line(5, "a,1,0,yes"), "ads.csv, line 5: label 'click' is 'yes': a number is needed"),
        (with_line(5, "a,1,0,"), "ads.csv, line 5: label 'click' is"),
        (with_line(5, "a,1,0,1,9"), "ads.csv, line 5: 5 cells where the header names 4"),
        (with_line(5, "a,1"), "ads.csv, line 5: 2 cells where the header names 4"),
        (TEXT.replace("user,price", "user,price,price", 1), "the column 'price' is there twice"),
        (TEXT.replace("u1", "ü").encode("latin-1"), "ads.csv: the file is not UTF-8 text; save it as UTF-8"),
        ("", "ads.csv: the file is empty"),
        (HEADER, "ads.csv: there are no rows"),
        (HEADER + LINES[0], "no row falls into the split 'test' (rows by split: train: 1, test: 0)"),
    ],
)
def test_bad_rows_are_refused_by_file_line_and_value(shell, tmp_path, content, told):
    code, _, err = encoded(shell, tmp_path, content)
    assert code == 2
    assert told in err


@pytest.mark.parametrize("kept", [5, -40, -4])
def test_a_truncated_archive_is_named(shell, tmp_path, kept):
    code, _, err = encoded(shell, tmp_path, gzip.compress(TEXT.encode())[:kept], name="ads.csv.gz")
    assert code == 2
    assert "ads.csv.gz: " in err
    assert "truncated" in err


def test_a_truncated_parquet_file_is_named(shell, tmp_path):
    pyarrow.parquet.write_table(make_rows(), tmp_path / "whole.parquet")
    content = (tmp_path / "whole.parquet").read_bytes()
    for kept in (3, len(content) // 2, -9):
        code, _, err = encoded(shell, tmp_path, content[:kept], name="ads.parquet")
        assert code == 2
        assert "ads.parquet: this is not a whole Parquet file, it may be truncated" in err


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf" + TEXT.encode(), TEXT.replace("\n", "\r\n").encode()])
def test_files_as_windows_writes_them_give_the_same_rows(shell, tmp_path, content):
    assert encoded(shell, tmp_path, TEXT)[0] == 0
    digest = EncodedDataset.open(tmp_path / "out").manifest.digest
    assert encoded(shell, tmp_path, content, "--overwrite")[0] == 0
    assert EncodedDataset.open(tmp_path / "out").manifest.digest == digest


@pytest.mark.parametrize("name", ["x" * 60, "x" * 300, "点击" * 30, "../../a", "..", "a/b", "."])
def test_any_name_of_a_field_is_kept_inside_the_folder(shell, tmp_path, name):
    (tmp_path / "inner").mkdir()
    for kind in ("multi: true", "side: user"):
        schema = f"name: ads\nfields: [{{name: '{name}', {kind}}}]\ntasks: [click]\nday: day\n"
        text = TEXT.replace("user", name, 1)
        code, _, err = encoded(shell, tmp_path / "inner", text, "--overwrite", schema=schema)
        assert code == 0, err
        opened = EncodedDataset.open(tmp_path / "inner" / "out")
        assert opened.schema.fields[0].name == name
        assert opened.vocabulary(name).decode([1]) != [None]
    assert [path.name for path in tmp_path.iterdir()] == ["inner"]


def test_a_folder_in_the_way_is_named_and_stays(shell, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    for options, told in (((), "out is there already; name another folder"), (("--overwrite",), "is not an encoded")):
        code, _, err = encoded(shell, tmp_path, TEXT, *options)
        assert code == 2
        assert told in err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


# Requests of a store


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("runs", "show", "nope"), "there is no run 'nope'; known: small"),
        (("runs", "show", "../small"), "there is no run '../small'"),
        (("runs", "show", "sm"), "'sm' may mean any of 2 runs: small-"),
        (("runs", "delete", "small"), "'small' may mean any of 2 runs"),
        (("analyze", "nope", "scores"), "there is no run 'nope'"),
        (("analyze", "latest", "salency"), "there is no analysis 'salency'; did you mean 'saliency'?"),
        (("analyze", "latest", "saliency", "--split", "tset"), "no split 'tset'; did you mean 'test'?"),
        (("analyze", "latest", "scores", "--step", "77"), "has no snapshot at step 77; the nearest is 2"),
        (("analyze", "latest", "probe", "--set", "step=1"), "unknown setting 'step'; did you mean 'steps'?"),
        (("analyze", "latest", "scores", "--set", "draws=many"), "'draws' is 'many': Input should be a valid integer"),
        (("analyze", "latest", "scores", "--table", "no/a.csv"), "--table no/a.csv: the folder no does not exist"),
        (("analyze", "latest", "scores", "--picture", "no/a.png"), "--picture no/a.png: the folder no does not exist"),
        (("analyze", "latest", "scores", "-p", "a.gif"), "give a name that ends in .png, .svg or .pdf"),
        (("compare", "latest", "nope"), "there is no run 'nope'"),
        (("compare", "latest", "latest"), "would be compared with itself; name another step"),
        (("refine", "latest", "drop-layer", "9"), "the model has layers 1 to 2, so there is no layer 9"),
        (("refine", "latest", "drop-laye", "1"), "unknown change 'drop-laye'; did you mean 'drop-layer'?"),
        (("refine", "latest", "user-bias", "usr"), "no embedded field 'usr'; did you mean 'user'?"),
        (("report", "latest", "-o", "no/report.html"), "the folder no does not exist"),
        (("report", "latest", "-o", "."), "is a folder; name the file to write"),
        (("resume", "latest"), "is complete: there is nothing left to train"),
        (("resume", "nope"), "there is no run 'nope'"),
        (("train", "nowhere.yaml"), "there is no file 'nowhere.yaml'"),
        (("train", "any.yaml", "--processes", "0"), "Invalid value for '--processes'"),
        (("trian", "config.yaml"), "No such command 'trian'. Did you mean 'train'?"),
    ],
)
def test_a_wrong_request_ends_with_2_and_changes_nothing(shell, trained, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    before = entries(trained)
    where = () if words[0] == "trian" else ("--store", trained)
    code, out, err = shell(*words, *where)
    assert (code, out) == (2, "")
    assert told in " ".join(err.split())
    assert entries(trained) == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("s3://bucket/runs", "cannot open 's3://…'; give the path of a folder"),
        ("", "the store's location is ''"),
        ("file", "is a file; a store is a folder"),
        ("file/runs", "a file stands where a folder is needed"),
    ],
)
def test_a_place_that_cannot_be_a_store_is_told(shell, dataset, tmp_path, place, told):
    (tmp_path / "file").write_text("mine")
    where = str(tmp_path / place) if place.startswith("file") else place
    code, _, err = shell("train", config(tmp_path, dataset), "-q", "--store", where)
    assert code in (1, 2)
    assert told in err
    assert {path.name for path in tmp_path.iterdir()} == {"file", "config.yaml"}


def test_a_letter_that_the_terminal_lacks_is_no_reason_to_fail(trained, monkeypatch):
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding="ascii"))
    with pytest.raises(SystemExit) as ended:
        main(["analyze", "latest", "scores", "--store", str(trained)])
    assert ended.value.code == 0
    sys.stdout.flush()
    assert b"AUC" in shown.getvalue()
    assert b"?" in shown.getvalue()


# What a run did not keep


KINDS = ("scores", "fluctuation", "saliency", "probe", "projection")
NO_SPLIT = {"fluctuation": "needs a held-out split", "probe": "needs samples of the training split and of another"}


@pytest.mark.parametrize(
    ("capture", "refused"),
    [
        ("{every: null, each_epoch: false}", dict.fromkeys(KINDS, "kept no snapshots; train it with capture.every")),
        ("{every: 2, rows: 64, gradients: false}", {"saliency": "kept none (set capture.gradients: true)"}),
        ("{every: 2, rows: 64, splits: [train]}", NO_SPLIT),
    ],
)
def test_an_analysis_says_what_the_run_did_not_keep(shell, dataset, tmp_path, capture, refused):
    store = ("--store", tmp_path / "runs")
    assert shell("train", config(tmp_path, dataset, capture=capture), "-q", *store)[0] == 0
    for kind in KINDS:
        code, _, err = shell("analyze", "latest", kind, *store)
        assert code == (2 if kind in refused else 0), err
        assert refused.get(kind, "") in err
    code, _, err = shell("report", "latest", "--print", "-o", tmp_path / "report.html", *store)
    assert code == 0, err
    page = html.unescape((tmp_path / "report.html").read_text())
    assert all(reason in page for reason in refused.values())


# One class


def one_class(tmp_path: Path, *, in_test: bool) -> EncodedDataset:
    rows = make_rows()
    clicks, days = np.array(rows["click"]), np.array(rows["day"])
    of_one_class = (days >= FIRST_DAY + 3) == in_test
    rows = rows.set_column(rows.column_names.index("click"), "click", pa.array(np.where(of_one_class, 0, clicks)))
    return encode(rows, make_schema(), tmp_path / "data", split=TimeSplit(test_from=FIRST_DAY + 3))


def test_a_training_split_of_one_class_is_refused_and_no_store_is_made(shell, tmp_path):
    dataset = one_class(tmp_path, in_test=False)
    code, _, err = shell("train", config(tmp_path, dataset), "-q", "--store", tmp_path / "runs")
    assert code == 2
    assert "every label 'click' in the split 'train' is 0; both 0 and 1 are needed to learn from" in err
    assert not (tmp_path / "runs").exists()


def test_a_test_split_of_one_class_has_no_auc_and_says_so(shell, tmp_path):
    dataset = one_class(tmp_path, in_test=True)
    store = ("--store", tmp_path / "runs")
    assert "every label 'click' in the split 'test' is 0" in shell("data", "describe", dataset.path)[1]
    assert shell("train", config(tmp_path, dataset), "-q", *store)[0] == 0
    shown = shell("runs", "show", "latest", *store)[1]
    assert "–" in next(line for line in shown.splitlines() if " test " in line)
    for kind in KINDS:
        code, out, err = shell("analyze", "latest", kind, *store)
        assert code == 0, err
        assert "nan" not in out
    code, _, err = shell("report", "latest", "--print", "-o", tmp_path / "report.html", *store)
    assert code == 0, err
    assert "rows sampled have no click: there is no AUC" in (tmp_path / "report.html").read_text()
