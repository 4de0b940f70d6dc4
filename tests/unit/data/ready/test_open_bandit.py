import io
import tarfile
from pathlib import Path

import pytest

from clicklens.core.errors import CorruptError
from clicklens.data.ready.open_bandit import PACKAGE, READY, read_campaign
from clicklens.data.ready.ready_dataset import Folders

INSIDE = "obp-0.5.7/obp/dataset/obd"


def add(archive: tarfile.TarFile, name: str, text: str) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(text.encode())
    archive.addfile(member, io.BytesIO(text.encode()))


def fake_archive(folder: Path) -> Path:
    """Two items, two rows a policy, the second policy's rows in between the first one's."""
    path = folder / PACKAGE.file
    head = (
        ",timestamp,item_id,position,click,propensity_score,user_feature_0,user_feature_1,user_feature_2,user_feature_3"
    )
    head += ",user-item_affinity_0,user-item_affinity_1\n"
    random = "0,2019-11-24 00:00:17.004101+00:00,1,2,0,0.5,a,b,c,d,0.0,7.0\n"
    random += "1,2019-11-25 13:00:00+00:00,0,1,1,0.5,a,b,c,d,3.0,0.0\n"
    learnt = "0,2019-11-24 00:00:18+00:00,0,3,0,0.9,e,f,g,h,1.0,2.0\n"
    learnt += "1,2019-11-24 10:00:00+00:00,1,1,0,0.1,e,f,g,h,0.0,0.5\n"
    rows = {"random": random, "bts": learnt}
    context = ",item_id,item_feature_0,item_feature_1,item_feature_2,item_feature_3\n0,0,-0.5,p,q,r\n1,1,0.9,s,t,u\n"
    with tarfile.open(path, "w:gz") as made:
        add(made, "obp-0.5.7/setup.py", "raise RuntimeError('nothing of the package may run')")
        for policy, text in rows.items():
            add(made, f"{INSIDE}/{policy}/men/men.csv", head + text)
            add(made, f"{INSIDE}/{policy}/men/item_context.csv", context)
    return path


def test_both_policies_stand_in_one_table_in_time_order(tmp_path: Path) -> None:
    rows = read_campaign(fake_archive(tmp_path), "men").to_pylist()
    assert [row["policy"] for row in rows] == ["random", "bts", "bts", "random"]
    assert [row["item_id"] for row in rows] == [1, 0, 1, 0]
    assert [row["affinity"] for row in rows] == [7.0, 1.0, 0.5, 3.0]  # of the item that was shown
    assert [row["item_feature_1"] for row in rows] == ["s", "p", "s", "p"]
    assert [row["hour"] for row in rows] == [0, 0, 10, 13]
    assert [row["weekday"] for row in rows] == ["Sunday", "Sunday", "Sunday", "Monday"]
    assert [row["click"] for row in rows] == [0, 0, 0, 1]


def test_the_archive_comes_from_pip_and_is_split_by_time(tmp_path: Path) -> None:
    folders = Folders(downloads=tmp_path, data=None, package=lambda _, folder: fake_archive(folder))
    prepared = next(ready for ready in READY if ready.name == "open-bandit/men").prepare(folders)
    assert prepared.split is not None
    assert prepared.split.column == "time"


def test_a_torn_archive_is_refused(tmp_path: Path) -> None:
    path = fake_archive(tmp_path)
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(CorruptError, match=r"obp-0\.5\.7\.tar\.gz is not the archive"):
        read_campaign(path, "men")
    with pytest.raises(CorruptError, match="women"):
        read_campaign(fake_archive(tmp_path), "women")
