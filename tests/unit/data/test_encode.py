import pyarrow as pa
import pytest

from clicklens.core.errors import ConfigError, DataError, RequestError
from clicklens.core.schema import FeatureSchema
from clicklens.data.encode import Progress, encode
from clicklens.data.schema_file import save_schema
from clicklens.data.split import ColumnSplit, RandomSplit, TimeSplit
from tests.factories import make_dataset, make_rows, make_schema

ONE = FeatureSchema.model_validate({"name": "one", "fields": ["x"]})


def test_vocabularies_come_from_the_training_split_only(tmp_path):
    rows = pa.table({"x": ["a", "b", "b"], "click": [0, 1, 0], "s": ["train", "test", "test"]})
    split = ColumnSplit(column="s", train=("train",), test=("test",))
    dataset = encode(rows, ONE, tmp_path / "d", split=split)
    assert dataset.table_sizes == {"x": 2}
    assert dataset.split("test").field_ids("x").tolist() == [0, 0]


def test_numbers_are_scaled_by_the_training_split_only(tmp_path):
    schema = FeatureSchema.model_validate({"name": "n", "fields": [{"name": "x", "kind": "numeric"}], "time": "t"})
    rows = pa.table({"x": [0.0, 2.0, 100.0], "click": [0, 1, 0], "t": [1, 2, 3]})
    dataset = encode(rows, schema, tmp_path / "d", split=TimeSplit(test_from=3))
    assert dataset.manifest.numerics["x"].mean == 1.0
    assert dataset.split("test").batch([0]).numeric.tolist() == [[99.0]]


def test_rows_may_come_by_split(tmp_path):
    parts = {"test": pa.table({"x": [2], "click": [1]}), "train": pa.table({"x": [1, 1], "click": [0, 1]})}
    dataset = encode(parts, ONE, tmp_path / "d")
    assert dataset.splits == ["train", "test"]
    assert dataset.split("test").example_ids.tolist() == [2]
    assert dataset.manifest.split.kind == "given"


@pytest.mark.parametrize(
    ("rows", "split", "told"),
    [
        ({"test": 1}, None, "rows come by split .test., but 'train' is not among them"),
        ({"train": 1}, RandomSplit(test_share=0.1), "rows come by split already .train.; give no split rule"),
        ({"train": 1, "../x": 1}, None, "the split name '../x' cannot name a folder"),
    ],
)
def test_rows_by_split_that_contradict_are_refused(tmp_path, rows, split, told):
    parts = {name: pa.table({"x": [1], "click": [1]}) for name in rows}
    with pytest.raises(ConfigError, match=told):
        encode(parts, ONE, tmp_path / "d", split=split)


def test_the_same_rows_schema_split_and_seed_give_the_same_digest(tmp_path):
    first, again = make_dataset(tmp_path / "a"), make_dataset(tmp_path / "b")
    assert first.manifest.digest == again.manifest.digest
    others = [
        make_dataset(tmp_path / "c", seed=1),
        make_dataset(tmp_path / "d", schema=make_schema(name="other")),
        make_dataset(tmp_path / "e", split=RandomSplit(test_share=0.25)),
        encode(make_rows(), make_schema(), tmp_path / "f", split=TimeSplit(test_share=0.25), seed=1),
    ]
    assert len({first.manifest.digest, *(other.manifest.digest for other in others)}) == 5


def test_pieces_and_kinds_of_source_do_not_change_the_digest(tmp_path):
    whole = encode(make_rows(), make_schema(), tmp_path / "a")
    pieces = encode(make_rows().to_batches(max_chunksize=17), make_schema(), tmp_path / "b")
    assert whole.manifest.digest == pieces.manifest.digest


def test_a_schema_may_be_a_file(tmp_path):
    save_schema(make_schema(), tmp_path / "s.yaml")
    dataset = encode(make_rows(), str(tmp_path / "s.yaml"), tmp_path / "d")
    assert dataset.schema == make_schema()


def test_progress_tells_both_stages(tmp_path):
    told: list[Progress] = []
    rows = make_rows(rows=50)
    encode(rows, make_schema(), tmp_path / "d", progress=told.append)
    assert [(step.stage, step.rows, step.total) for step in told] == [("learning", 50, None), ("writing", 50, 50)]


@pytest.mark.parametrize("rows", [0, 1])
def test_rows_that_leave_a_split_empty_are_refused(tmp_path, rows):
    table = make_rows(rows=1).slice(0, rows)
    with pytest.raises(
        DataError, match="there are no rows" if rows == 0 else r"no row falls into the split 'test' .*train: 1"
    ):
        encode(table, make_schema(), tmp_path / "d", split=TimeSplit(test_share=0.5))
    assert list(tmp_path.iterdir()) == []


def test_a_given_split_may_be_empty(tmp_path):
    table = pa.table({"x": [1], "click": [1]})
    dataset = encode({"train": table, "test": table.slice(0, 0)}, ONE, tmp_path / "d")
    assert len(dataset.split("test")) == 0
    assert dataset.split("test").labels("click").tolist() == []
    assert list(dataset.split("test").batches(8)) == []


def test_a_split_of_one_class_is_allowed_and_logged(tmp_path, caplog):
    dataset = encode(pa.table({"x": [1, 2], "click": [1, 1]}), ONE, tmp_path / "d")
    assert dataset.manifest.splits["train"].label_rate == {"click": 1.0}
    assert "one: every label 'click' in the split 'train' is 1" in caplog.text


def test_a_folder_that_is_there_is_kept_unless_told_otherwise(tmp_path):
    first = make_dataset(tmp_path)
    with pytest.raises(RequestError, match="is there already"):
        make_dataset(tmp_path, seed=1)
    again = encode(make_rows(seed=1), make_schema(), first.path, overwrite=True)
    assert again.manifest.digest != first.manifest.digest
    assert [entry.name for entry in tmp_path.iterdir()] == ["dataset"]


def test_interrupting_leaves_nothing(tmp_path):
    def interrupt(step: Progress) -> None:
        if step.stage == "writing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        encode(make_rows(), make_schema(), tmp_path / "d", progress=interrupt)
    assert list(tmp_path.iterdir()) == []
