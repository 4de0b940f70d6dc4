"""The bar of long work that is not training."""

from clicklens.cli.progress import encoding_progress
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
