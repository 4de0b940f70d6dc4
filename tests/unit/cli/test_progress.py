"""The bars of long work that is not training."""

from clicklens.cli.progress import counted_progress, encoding_progress
from clicklens.data.progress import Progress


def test_progress_is_drawn_on_standard_error_only(capsys):
    with encoding_progress("Encoding", quiet=False) as report:
        assert report is not None
        report(Progress(stage="learning", rows=10, total=None))
        report(Progress(stage="writing", rows=10, total=20))
    assert capsys.readouterr().out == ""


def test_quiet_work_reports_to_nobody():
    with encoding_progress("Encoding", quiet=True) as report:
        assert report is None


def test_work_that_knows_its_parts_is_drawn_on_standard_error_only(capsys):
    with counted_progress("Writing", quiet=False) as told:
        told(1, 2)
        told(2, 2)
    assert capsys.readouterr().out == ""
    with counted_progress("Writing", quiet=True) as told:
        assert told is None
