from pathlib import Path

import pytest

from clicklens.core.errors import NotFoundError
from clicklens.data.ready.movielens_small import READY
from clicklens.data.ready.ready_dataset import Folders


def test_the_publishers_files_become_rows(tmp_path: Path) -> None:
    folder = tmp_path / "movielens-small"
    folder.mkdir()
    (folder / "ratings.csv").write_text("userId,movieId,rating,timestamp\n1,10,3.5,100\n1,11,4.0,50\n")
    (folder / "movies.csv").write_text(
        'movieId,title,genres\n10,"American President, The (1995)",Comedy|Drama\n11,The OA,(no genres listed)\n'
    )
    rows = READY[0].prepare(Folders(downloads=tmp_path, data=tmp_path)).rows.to_pylist()
    assert [row["item_id"] for row in rows] == ["11: The OA", "10: American President, The (1995)"]
    assert [row["click"] for row in rows] == [1, 0]
    assert [row["genres"] for row in rows] == [[], ["Comedy", "Drama"]]
    assert rows[1]["history"] == ["11: The OA"]


def test_without_the_folder_the_message_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"set CLICKLENS_DATA to the folder that holds movielens-small/"):
        READY[0].prepare(Folders(downloads=tmp_path, data=None))


@pytest.mark.needs_data
def test_the_real_set_is_as_its_card_says(data_folder: Path, tmp_path: Path) -> None:
    rows = READY[0].prepare(Folders(downloads=tmp_path, data=data_folder)).rows
    assert len(rows) == READY[0].card.rows
    assert rows["click"].to_pandas().mean() == pytest.approx(0.482, abs=5e-4)
