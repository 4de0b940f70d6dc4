import json

import pytest

from clicklens.core.errors import CorruptError, NotFoundError, VersionError
from clicklens.data.manifest import MANIFEST, Manifest
from tests.factories import make_dataset


@pytest.fixture
def folder(tmp_path):
    return make_dataset(tmp_path, rows=60).path


def change(folder, **values):
    found = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps({**found, **values}))


def test_it_is_read_back_as_it_was_written(folder, tmp_path):
    found = Manifest.load(folder)
    found.save(tmp_path)
    assert Manifest.load(tmp_path) == found
    assert list(found.splits) == ["train", "test"]
    assert found.schema_digest == found.feature_schema.digest()
    assert found.sources[0].model_dump() == {"name": "frame", "size": None, "rows": 60}


def test_a_newer_format_is_refused(folder):
    change(folder, format_version=3, something_new=1)
    with pytest.raises(VersionError, match=r"format 3 was written by a newer ClickLens; this one reads up to 2"):
        Manifest.load(folder)


def test_rows_without_crosses_are_written_as_earlier_versions_read_them(folder):
    found = json.loads((folder / MANIFEST).read_text())
    assert found["format_version"] == 1
    assert not {"plain_digest", "cross_numerics"} & set(found)


def test_a_torn_manifest_is_refused(folder):
    path = folder / MANIFEST
    path.write_text(path.read_text()[:-20])
    with pytest.raises(CorruptError, match=r"manifest\.json: the manifest is torn"):
        Manifest.load(folder)


def test_a_manifest_changed_by_hand_is_refused_with_the_key(folder):
    change(folder, tables={"user": "many"})
    with pytest.raises(CorruptError, match=r"(?s)the manifest was changed; encode the data set again.*'tables.user'"):
        Manifest.load(folder)


def test_a_folder_without_one_is_no_data_set(tmp_path):
    with pytest.raises(NotFoundError, match="this is no encoded data set, as it holds no manifest"):
        Manifest.load(tmp_path)
