"""What a process takes."""

import os
import subprocess
import sys

from clicklens.jobs.consumption import Consumption, process_name
from clicklens.training.environment import this_process
from tests.job_queues import HandClock


def test_a_process_takes_time_and_memory_and_none_once_it_has_ended() -> None:
    busy = subprocess.Popen([sys.executable, "-c", "print(flush=True)\nwhile True: pass"], stdout=subprocess.PIPE)
    assert busy.stdout is not None
    busy.stdout.readline()  # before it there may be nothing but a fork
    consumption = Consumption(busy.pid, clock=HandClock())
    try:
        first = consumption.look()
        assert first is not None
        assert first.memory_bytes > 10**6
        looks = (consumption.look() for _ in range(2000))
        assert any(look is not None and look.cpu_percent > 0 for look in looks)
    finally:
        busy.kill()
        busy.communicate()
    assert consumption.look() is None


def test_a_process_has_the_name_that_it_has_for_itself() -> None:
    assert process_name(os.getpid()) == this_process()
