import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import CorruptError
from clicklens.data.encoded_rows import EncodedRows
from clicklens.data.ragged import Ragged
from clicklens.data.shard import ArrayFile, Shard, ShardWriter, share_arrays

lists = st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=6)


def rows(values):
    offsets = np.concatenate(([0], np.cumsum([len(row) for row in values], dtype=np.int64)))
    flat = np.array([v for row in values for v in row], dtype=np.int32)
    numbers = np.arange(len(values), dtype=np.int64)
    matrix = np.stack([numbers, numbers + 1], axis=1).astype(np.int32)
    return EncodedRows(flat={"example_ids": numbers, "ids": matrix}, ragged={"list:a/b": Ragged(flat, offsets)})


def written(folder, *pieces):
    writer = ShardWriter(folder)
    for piece in pieces:
        writer.append(rows(piece))
    return writer.close()


@given(st.lists(lists, min_size=1, max_size=4))
def test_what_was_written_in_pieces_is_read_back_whole(tmp_path_factory, pieces):
    folder = tmp_path_factory.mktemp("shard") / "train"
    written(folder, *pieces)
    expected = [row for piece in pieces for row in piece]
    shard = Shard(folder, rows=len(expected))
    ragged = shard.ragged("list:a/b")
    assert [ragged.row(i).tolist() for i in range(len(expected))] == expected
    assert shard.array("ids")[:, 0].tolist() == [i for piece in pieces for i in range(len(piece))]
    assert shard.array("ids").dtype == np.int32


def test_the_hashes_depend_on_content_and_not_on_pieces(tmp_path):
    whole = np.arange(10)
    hashes = []
    for name, pieces in {"a": [whole], "b": [whole[:3], whole[3:]], "c": [whole[::-1]]}.items():
        file = ArrayFile(tmp_path / f"{name}.npy")
        for piece in pieces:
            file.append(piece)
        hashes.append(file.close())
    assert hashes[0] == hashes[1] != hashes[2]


def test_arrays_are_plain_npy_files(tmp_path):
    written(tmp_path / "s", [[1], [2]])
    assert np.load(tmp_path / "s" / "ids.npy", allow_pickle=False).tolist() == [[0, 1], [1, 2]]


def test_a_torn_missing_or_exchanged_file_is_named(tmp_path):
    written(tmp_path / "s", [[1], [2]])
    shard = Shard(tmp_path / "s", rows=2)
    with pytest.raises(CorruptError, match=r"days\.npy: the array cannot be read .*; encode the data set again"):
        shard.array("days")
    path = tmp_path / "s" / "ids.npy"
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(CorruptError, match=r"ids\.npy: the array cannot be read"):
        shard.array("ids")
    with pytest.raises(CorruptError, match=r"example_ids\.npy: 2 rows where the manifest says 3"):
        Shard(tmp_path / "s", rows=3).array("example_ids")


def test_a_writer_that_is_given_up_lets_go_of_its_files(tmp_path):
    writer = ShardWriter(tmp_path / "s")
    writer.append(rows([[1]]))
    writer.abandon()
    with pytest.raises(ValueError, match="closed"):
        writer.append(rows([[1]] * 200_000))


@pytest.mark.parametrize("can_link", [True, False])
def test_arrays_are_shared_where_the_disk_can_and_copied_where_not(tmp_path, monkeypatch, can_link):
    def refuse(source, target):
        raise OSError("this disk has no links")

    source, target = tmp_path / "source", tmp_path / "target"
    for folder in (source, target):
        folder.mkdir()
    for name in ("labels.npy", "ids.npy", "buckets%3Aage.npy"):
        (source / name).write_bytes(name.encode())
    (target / "ids.npy").write_bytes(b"new")
    with monkeypatch.context() as patch:
        if not can_link:
            patch.setattr("os.link", refuse)
        share_arrays(source, target, leaving_out="buckets:")
    assert {path.name: path.read_bytes() for path in target.iterdir()} == {
        "labels.npy": b"labels.npy",
        "ids.npy": b"new",
    }
    shared = (source / "labels.npy").stat().st_ino == (target / "labels.npy").stat().st_ino
    assert shared == can_link
