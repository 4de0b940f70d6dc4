from pathlib import Path

import pytest

from clicklens.api.job_watch import JobWatch
from clicklens.core.errors import StorageError
from clicklens.jobs import JobQueue, open_queue
from tests.captured_runs import make_captured


def queue_with_a_run(folder: Path) -> JobQueue:
    make_captured(folder, rows=10, steps=1)
    return open_queue(folder / "store")


def test_a_job_that_comes_changes_and_goes_is_told(tmp_path: Path) -> None:
    queue = queue_with_a_run(tmp_path)
    watch = JobWatch(queue.root / "jobs.sqlite")
    assert watch.poll() == []
    job = queue.submit({"kind": "report", "run": "made-up"})
    assert watch.poll() == [("job", {"job": job.id, "run": "made-up"})]
    assert watch.poll() == []
    queue.stop(job.id)
    assert watch.poll() == [("job", {"job": job.id, "run": "made-up"})]
    queue.delete(job.id)
    assert watch.poll() == [("job", {"job": job.id, "run": "made-up"})]
    watch.close()


def test_only_a_job_that_trains_a_run_is_its_trainer(tmp_path: Path) -> None:
    queue = queue_with_a_run(tmp_path)
    queue.store.update_run("made-up", state="interrupted")
    queue.submit({"kind": "report", "run": "made-up"})
    watch = JobWatch(queue.root / "jobs.sqlite")
    assert watch.trainers() == {}
    job = queue.submit({"kind": "resume", "run": "made-up"})
    assert watch.trainers() == {"made-up": job.id}
    watch.close()


def test_a_store_without_jobs_has_none(tmp_path: Path) -> None:
    watch = JobWatch(tmp_path / "store" / "jobs.sqlite")
    assert watch.poll() == watch.poll() == []
    assert watch.trainers() == {}
    queue = queue_with_a_run(tmp_path)
    job = queue.submit({"kind": "report", "run": "made-up"})
    assert watch.poll() == [("job", {"job": job.id, "run": "made-up"})]
    watch.close()


def test_a_torn_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "jobs.sqlite").write_bytes(b"something else, and long enough to be looked at " * 40)
    watch = JobWatch(tmp_path / "jobs.sqlite")
    with pytest.raises(StorageError, match=r"jobs\.sqlite"):
        watch.poll()
    watch.close()
