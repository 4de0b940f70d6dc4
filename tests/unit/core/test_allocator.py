import platform
import subprocess
import sys
from unittest import mock

import pytest

from clicklens.core.allocator import keep_freed_memory

# How much of 200 MB the process still holds after it has freed them, in a process of its own.
HELD = """
import sys
import numpy, psutil
from clicklens.core.allocator import keep_freed_memory
if sys.argv[1] == "keep":
    assert keep_freed_memory()
before = psutil.Process().memory_info().rss
blocks = [numpy.ones(2_500_000) for _ in range(10)]
del blocks
print((psutil.Process().memory_info().rss - before) / 200e6)
"""


def held(how: str) -> float:
    done = subprocess.run([sys.executable, "-c", HELD, how], capture_output=True, text=True, check=True)
    return float(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library, which is left as it is")
def test_freed_memory_stays_with_the_process() -> None:
    assert held("keep") > 0.9
    assert held("leave") < 0.1


def test_another_system_is_left_as_it_is() -> None:
    with mock.patch.object(sys, "platform", "darwin"):
        assert not keep_freed_memory.__wrapped__()
