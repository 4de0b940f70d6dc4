"""``clicklens worker``."""

import pytest

from clicklens.cli.worker import read_bytes
from clicklens.core.errors import RequestError
from clicklens.store import open_store


@pytest.mark.parametrize(
    ("text", "size"), [("8GiB", 8 * 2**30), ("500MB", 5 * 10**8), ("1.5 gi", 3 * 2**29), ("123", 123), ("2k", 2000)]
)
def test_sizes_are_read_as_people_write_them(text, size):
    assert read_bytes(text, option="--memory") == size


@pytest.mark.parametrize("text", ["", "GiB", "-1", "8 apples", "0", "9999999TiB"])
def test_what_is_no_size_is_refused_with_the_right_form(text):
    with pytest.raises(RequestError, match="such as 8GiB"):
        read_bytes(text, option="--memory")


def test_a_worker_without_work_goes_home(shell, tmp_path):
    open_store(tmp_path / "runs")
    code, _, err = shell("worker", "--store", str(tmp_path / "runs"), "--exit-when-idle", "0")
    assert code == 0
    assert "error" not in err


def test_a_wrong_size_is_told_before_any_work(shell, tmp_path):
    code, _, err = shell("worker", "--store", str(tmp_path / "none"), "--memory", "lots")
    assert code == 2
    assert "--memory lots" in err
    assert not (tmp_path / "none").exists()
