import os
import subprocess
import sys

import pytest

from clicklens.core.kernel_cache import KERNELS, SETTINGS, keep_few_kernels

# How far a process grows, MiB, over products of 100 sizes in bfloat16, after the first ten.
GROWTH = """
import psutil, torch
from clicklens.core.kernel_cache import keep_few_kernels
from clicklens.core.allocator import keep_freed_memory
keep_few_kernels()
keep_freed_memory()
torch.set_num_threads(1)
layers = torch.nn.Sequential(torch.nn.Linear(64, 64), torch.nn.ReLU(), torch.nn.Linear(64, 16))
for step in range(110):
    with torch.autocast("cpu", dtype=torch.bfloat16):
        layers(torch.ones(20_000 + 97 * step, 64)).float().sum().backward()
    if step == 9:
        before = psutil.Process().memory_info().rss
print((psutil.Process().memory_info().rss - before) / 2**20)
"""


def test_the_environment_tells_torch_unless_it_does_so_already(monkeypatch: pytest.MonkeyPatch) -> None:
    unset, already = SETTINGS
    monkeypatch.setenv(unset, "")  # so that it is put back as it was
    monkeypatch.delenv(unset)
    monkeypatch.setenv(already, "7")
    keep_few_kernels()
    assert (os.environ[unset], os.environ[already]) == (str(KERNELS), "7")


def growth(settings: dict[str, str]) -> float:
    environment = {name: value for name, value in os.environ.items() if name not in SETTINGS} | settings
    done = subprocess.run([sys.executable, "-c", GROWTH], capture_output=True, text=True, check=True, env=environment)
    return float(done.stdout)


def test_products_of_ever_new_sizes_do_not_fill_the_memory() -> None:
    without = growth(dict.fromkeys(SETTINGS, "1024"))  # little on a processor without instructions for bfloat16
    assert growth({}) < max(0.6 * without, 100)
