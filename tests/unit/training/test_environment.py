import os
import platform
import subprocess
import sys

import psutil
import torch

from clicklens.training.environment import describe_environment, is_running, this_process


def test_it_names_versions_machine_and_threads() -> None:
    found = describe_environment(torch.device("cpu"))
    assert found["torch"] == torch.__version__
    assert found["python"] == platform.python_version()
    assert found["threads"] == str(torch.get_num_threads())
    assert found["cpus"] == str(os.cpu_count())
    assert {"clicklens", "numpy", "platform", "process"} <= set(found)


def test_this_process_runs() -> None:
    assert is_running(this_process())


def test_a_process_that_was_killed_does_not_run_also_before_it_is_cleared_away() -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    name = f"{platform.node()}/{process.pid}/{psutil.Process(process.pid).create_time():.2f}"
    assert is_running(name)
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert not is_running(name)
    process.wait()
    assert not is_running(name)


def test_another_process_of_the_same_number_is_not_taken_for_it() -> None:
    host, number, began = this_process().rsplit("/", 2)
    assert not is_running(f"{host}/{number}/{float(began) - 1000:.2f}")


def test_nothing_is_known_of_another_machine() -> None:
    assert not is_running("elsewhere/1/0.00")
