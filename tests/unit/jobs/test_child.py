"""A job's own process: what it tells of the end of its job."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from clicklens.core.errors import StorageError
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs import child
from clicklens.jobs.guard import BEAT
from clicklens.jobs.message import Done, Failed, Mailbox, Message, Progress, Stopped
from clicklens.jobs.queue import JobQueue
from clicklens.jobs.task import AskedToStopError
from tests.job_queues import train_request


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (StorageError("the disk is full"), "the disk is full"),
        (OSError(28, "No space left on device", "/x/y"), "/x/y: the disk is full; free some space and try again"),
        (MemoryError(), "this machine has not enough memory for it (MemoryError)"),
        (RuntimeError("out of memory: 1 GiB\nat line 3"), "has not enough memory for it (out of memory: 1 GiB)"),
        (KeyError("a"), "not foreseen (KeyError: 'a'); the job's log says more"),
    ],
)
def test_an_error_is_told_in_words_and_stands_in_the_log_with_all_its_lines(
    queue: JobQueue,
    dataset: EncodedDataset,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    told: str,
) -> None:
    def fail(*_: Any) -> None:
        raise error

    job = queue.submit(train_request(dataset))
    monkeypatch.setattr(child, "do", fail)
    outcome = child.attempt(queue.root, job.id, lambda _: None)
    assert isinstance(outcome, Failed)
    assert told in outcome.message
    assert "Traceback" not in outcome.message
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("error", [AskedToStopError("r"), KeyboardInterrupt()])
def test_work_that_was_broken_off_is_stopped_and_has_not_failed(
    queue: JobQueue, dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(*_: Any) -> None:
        raise error

    job = queue.submit(train_request(dataset))
    monkeypatch.setattr(child, "do", fail)
    assert child.attempt(queue.root, job.id, lambda _: None) == Stopped()


def test_what_a_job_came_to_is_told(queue: JobQueue, dataset: EncodedDataset) -> None:
    job = queue.submit(train_request(dataset))
    told: list[Message] = []
    outcome = child.attempt(queue.root, job.id, told.append)
    assert isinstance(outcome, Done)
    assert outcome.result.run == job.run_id
    assert isinstance(told[-1], Progress)


def run_child(root: Path, job_id: str, beats: bytes) -> tuple[int, list[Message]]:
    """The real process, whose worker says these beats and is gone."""
    ours, theirs = os.pipe()
    ran = subprocess.run(
        [sys.executable, "-m", "clicklens.jobs.child", str(root), job_id, str(theirs), "10"],
        input=beats,
        pass_fds=(theirs,),
        check=False,
        timeout=120,
        capture_output=True,
    )
    os.close(theirs)
    mailbox = Mailbox(ours)
    messages = mailbox.read()
    mailbox.close()
    return ran.returncode, messages


def test_a_process_whose_worker_is_gone_does_not_begin(queue: JobQueue, dataset: EncodedDataset) -> None:
    job = queue.submit(train_request(dataset))
    assert run_child(queue.root, job.id, BEAT) == (3, [])
    assert queue.store.runs() == []
