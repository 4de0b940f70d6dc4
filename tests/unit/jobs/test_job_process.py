"""A job's process as its worker holds it; a few lines of Python stand in for the job."""

import signal
import sys
import time
from pathlib import Path

import pytest

from clicklens.core.errors import StorageError
from clicklens.jobs.job_process import JobProcess, told_end
from clicklens.jobs.message import Failed

WORDS = "import os, sys, time; say = lambda line: os.write(int(sys.argv[3]), line.encode() + b'\\n')\n"


def start(folder: Path, program: str, *, job: str = "j") -> JobProcess:
    command = (sys.executable, "-S", "-c", WORDS + program)
    return JobProcess(folder, job, log=folder / "jobs" / "j.log", header="— first", lease=10.0, command=command)


def code_of(process: JobProcess) -> int:
    for _ in range(1000):
        code = process.code
        if code is not None:
            return code
        time.sleep(0.01)
    pytest.fail("it did not end")


def test_what_it_says_is_heard_and_what_it_prints_is_kept(tmp_path: Path) -> None:
    program = """
say('{"kind":"progress","progress":0.5}')
sys.stderr.write("argv %s %s" % (sys.argv[1], sys.argv[2]))
say('{"kind":"failed","message":"no"}')"""
    process = start(tmp_path, program, job="the-job")
    assert code_of(process) == 0
    assert process.progress is not None
    assert process.progress.progress == 0.5
    assert process.outcome == Failed(message="no")
    process.close()
    assert (tmp_path / "jobs" / "j.log").read_text() == f"— first\nargv {tmp_path} the-job"


def test_it_computes_with_its_threads_unless_somebody_said_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = (sys.executable, "-S", "-c", "import os; print(os.environ['OMP_NUM_THREADS'])")

    def told() -> str:
        log = tmp_path / "j.log"
        log.unlink(missing_ok=True)
        process = JobProcess(tmp_path, "j", log=log, header="—", lease=10.0, threads=3, command=command)
        assert code_of(process) == 0
        process.close()
        return log.read_text().split("\n")[1]

    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert told() == "3"
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    assert told() == "2"


def test_it_hears_beats_and_the_silence_when_its_worker_is_gone(tmp_path: Path) -> None:
    program = "while os.read(0, 1): pass\nsys.exit(7)"
    process = start(tmp_path, program)
    process.beat()
    assert process.code is None
    assert process._process.stdin is not None
    process._process.stdin.close()  # as the kernel does when a worker dies
    assert code_of(process) == 7
    process.close()


def test_it_is_asked_to_stop_and_killed_with_all_that_it_started(tmp_path: Path) -> None:
    gentle = start(tmp_path, "time.sleep(60)")
    gentle.ask_to_stop()
    assert code_of(gentle) == -signal.SIGTERM
    gentle.beat()
    gentle.close()
    deaf = start(
        tmp_path, 'import signal; signal.signal(15, signal.SIG_IGN); say(\'{"kind":"stopped"}\')\ntime.sleep(60)'
    )
    while deaf.outcome is None:
        deaf.listen()
    deaf.ask_to_stop()
    assert deaf.code is None
    deaf.kill()
    assert deaf.code == -signal.SIGKILL
    deaf.kill()
    deaf.close()


def test_a_log_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "jobs").write_text("a file")
    with pytest.raises(StorageError, match="jobs"):
        start(tmp_path, "")


def test_an_end_without_a_word_is_told_in_words() -> None:
    assert "killed" in told_end(-9)
    assert "SIGSEGV" in told_end(-11)
    assert told_end(3) == "its process ended with code 3"
