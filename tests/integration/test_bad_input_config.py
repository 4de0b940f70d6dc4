"""What a wrong config or schema gets: the file, the key, the value and what would be right; and nothing is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from clicklens.cli.app import run_command
from clicklens.data.dataset import EncodedDataset
from tests.factories import make_dataset

SCHEMA = "name: ads\nfields: [user, {name: price, kind: numeric}]\ntasks: [click]\nday: day\n"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> EncodedDataset:
    return make_dataset(tmp_path_factory.mktemp("data"))


def text(dataset: EncodedDataset) -> str:
    return (
        f"name: small\ndata: {{path: {dataset.path}}}\nmodel: {{kind: gwen, hidden: [8, 4], embedding_dim: 4}}\n"
        "training: {epochs: 1, batch_size: 100}\ncapture: {every: 2, rows: 64}\n"
    )


def refused_config(capsys, folder: Path, content: str | bytes, *changes: str) -> str:
    """The words on standard error of a training that must be refused before it makes anything."""
    (folder / "run.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    words = [word for change in changes for word in ("--set", change)]
    assert run_command(["train", str(folder / "run.yaml"), "-q", "--store", str(folder / "runs"), *words]) == 2
    assert [path.name for path in folder.iterdir()] == ["run.yaml"]
    return str(capsys.readouterr().err)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        # unknown settings, nested too
        ("trainin.epochs=4", "unknown setting 'trainin'; did you mean 'training'?"),
        ("training.epoch=4", "unknown setting 'training.epoch'; did you mean 'epochs'?"),
        ("model.hiden=[4]", "unknown setting 'model.gwen.hiden'; did you mean 'hidden'?"),
        ("capture.evry=3", "unknown setting 'capture.evry'; did you mean 'every'?"),
        ("training.checkpoints.evry=3", "unknown setting 'training.checkpoints.evry'; did you mean 'every'?"),
        ("training.optimizer={kind: adam, lrr: 1}", "'training.optimizer.adam.lrr'; did you mean 'lr'?"),
        # unknown kinds
        ("model.kind=gwn", "'model.kind' is 'gwn'; did you mean 'gwen'?"),
        ("training.optimizer.kind=adagrat", "'training.optimizer.kind' is 'adagrat'; did you mean 'adagrad'?"),
        ("training.optimizer.lr=0.1", "'training.optimizer' says no kind; add 'kind', one of adagrad, adam,"),
        ("training.schedule.kind=cosin", "'training.schedule.kind' is 'cosin'; did you mean 'cosine'?"),
        ("training.device=gpu", "'training.device' is 'gpu': Input should be 'auto', 'cpu' or 'cuda'"),
        # wrong types
        ("training.accumulate=0", "'training.accumulate' is 0: Input should be greater than or equal to 1"),
        ("training.processes=0", "'training.processes' is 0: Input should be greater than or equal to 1"),
        ("training.processes=101", "training.processes is 101, and a batch has 100 rows: each process needs one"),
        ("training.precision=fp16", "'training.precision' is 'fp16': Input should be 'full' or 'bf16'"),
        ("training.epochs=many", "'training.epochs' is 'many': Input should be a valid integer"),
        ("training.epochs=1.5", "'training.epochs' is 1.5: Input should be a valid integer"),
        ("training=5", "'training' is 5: Input should be a mapping of settings"),
        ("data=movielens", "'data' is 'movielens': Input should be a mapping of settings"),
        ("model=[1]", "'model' is [1]: Input should be a mapping of settings"),
        ("model.hidden=8", "'model.gwen.hidden' is 8: Input should be a list"),
        ("training.epochs.more=1", "'training.epochs' is 1, which has no settings"),
        # out of range, not finite
        ("training.epochs=0", "'training.epochs' is 0: Input should be greater than or equal to 1"),
        ("training.seed=-1", "'training.seed' is -1: Input should be greater than or equal to 0"),
        ("model.dropout=1.5", "'model.gwen.dropout' is 1.5: Input should be less than 1"),
        ("model.hidden=[8,0]", "'model.gwen.hidden.1' is 0: Input should be greater than or equal to 1"),
        ("training.optimizer={kind: sgd, lr: -1}", "'training.optimizer.sgd.lr' is -1: Input should be greater"),
        ("training.optimizer={kind: sgd, lr: .nan}", "'training.optimizer.sgd.lr' is nan: Input should be a finite"),
        ("training.optimizer={kind: sgd, lr: .inf}", "'training.optimizer.sgd.lr' is inf: Input should be a finite"),
        ("model.hidden=[999999999999]", "weights of this size do not fit into memory"),
        ("model.embedding_dim=1000000000000000000000000", "weights of this size do not fit into memory"),
        # what the data do not have
        ("data.path=nowhere", "nowhere: there is no encoded data set"),
        ("data.name=movielens-100k", "give either 'name' (a ready-made data set) or 'path'"),
        ("training.regularise={usr: 0.1}", "the schema has no embedded field 'usr'; did you mean 'user'?"),
        ("training.evaluate_splits=[tset]", "the data set has no split 'tset'; did you mean 'test'?"),
        ("training.early_stopping={split: tets}", "early_stopping.split: the data set has no split 'tets'; did you"),
        ("training.early_stopping={split: test, task: clik}", "the schema has no task 'clik'; did you mean 'click'?"),
        ("capture.splits=[tset]", "capture.splits: the data set has no split 'tset'; did you mean 'test'?"),
        ("model.bias_field=usr", "model.bias_field: the schema has no embedded field 'usr'; did you mean 'user'?"),
        # no setting at all
        ("training", "--set training: 'key=value' is expected"),
        ("training.epochs=[1", "--set training.epochs=[1: not valid YAML"),
        ("name=2026-13-45", "--set name=2026-13-45: not valid YAML: month must be in 1..12"),
        ("name=!!python/object/apply:os.getcwd []", "not valid YAML: could not determine a constructor for the tag"),
        ("name=" + "[" * 3000, "not valid YAML: it is nested too deeply"),
    ],
)
def test_a_wrong_setting_is_named_with_what_would_be_right(capsys, dataset, tmp_path, change, told):
    assert told in refused_config(capsys, tmp_path, text(dataset), change)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "run.yaml: holds nothing"),
        ("- 1", "run.yaml: holds [1]; settings such as 'data: {name: …}' are expected"),
        ("data: {name: x", "run.yaml: not valid YAML"),
        ("data:\n\tname: x", "run.yaml: not valid YAML"),
        ("name: a\nname: b\n", "run.yaml: not valid YAML: the key 'name' stands twice"),
        ("training: {epochs: 1, epochs: 2}", "the key 'epochs' stands twice"),
        ("? [a]\n: 1\n", "run.yaml: not valid YAML"),
        ("3: 4\n", "run.yaml: '3' is 3: Keys should be strings"),
        ("model: {kind: gwen}\n", "run.yaml: 'data' is missing"),
        (b"\xff\xfe\x00", "run.yaml: cannot be read as text"),
    ],
)
def test_a_file_that_holds_no_settings_is_named(capsys, tmp_path, content, told):
    assert told in refused_config(capsys, tmp_path, content)


@pytest.mark.parametrize("written", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_a_config_as_windows_writes_it_is_read(dataset, tmp_path, written):
    (tmp_path / "run.yaml").write_bytes(written(text(dataset)).encode())
    assert run_command(["train", str(tmp_path / "run.yaml"), "-q", "--store", str(tmp_path / "runs")]) == 0


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("day: day", "dya: day", "unknown setting 'dya'; did you mean 'day'?"),
        ("kind: numeric", "kind: numerc", "'fields.1.kind' is 'numerc'; did you mean 'numeric'?"),
        ("kind: numeric", "kind: numeric, sid: item", "unknown setting 'fields.1.numeric.sid'; did you mean 'side'?"),
        ("kind: numeric", "kind: numeric, side: buyer", "'fields.1.numeric.side' is 'buyer': Input should be 'user'"),
        (
            "kind: numeric",
            "kind: numeric, transform: {kind: quantil}",
            "'fields.1.numeric.transform.kind' is 'quantil'; did you mean 'quantile'?",
        ),
        (
            "kind: numeric",
            "kind: numeric, transform: {kind: quantile, buckets: 1}",
            "'fields.1.numeric.transform.quantile.buckets' is 1: Input should be greater than or equal to 2",
        ),
        ("[user,", "[user, user,", "the field 'user' is declared twice"),
        ("[user,", "[{name: user, table: item},", "field 'user' names the table 'item'"),
        ("[user,", "[click,", "field 'click' reads the column 'click', which is the label of the task 'click'"),
        ("[user,", "[{name: leak, column: click},", "field 'leak' reads the column 'click', which is the label"),
        ("[user,", "[7,", "'fields.0' is 7"),
        ("name: ads\n", "", "'name' is missing"),
        ("name: ads\n", "name: ads\nname: ads\n", "the key 'name' stands twice"),
        (SCHEMA, "", "a schema has keys such as name and fields"),
        (SCHEMA, "{", "not valid YAML"),
    ],
)
def test_a_wrong_schema_is_refused_by_file_key_and_value(capsys, tmp_path, old, new, told):
    (tmp_path / "ads.csv").write_text("user,price,day,click\n" + "u,1,0,1\nv,2,1,0\n" * 4)
    (tmp_path / "schema.yaml").write_text(SCHEMA.replace(old, new, 1))
    words = ["data", "encode", tmp_path / "ads.csv", "--schema", tmp_path / "schema.yaml", "--out", tmp_path / "out"]
    assert run_command([str(word) for word in words]) == 2
    err = capsys.readouterr().err
    assert "schema.yaml: " in err
    assert told in err
    assert not (tmp_path / "out").exists()
