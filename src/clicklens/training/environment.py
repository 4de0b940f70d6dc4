"""The environment of a run: what its figures were computed with, and by which process."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version

import numpy as np
import psutil
import torch


def describe_environment(device: torch.device) -> dict[str, str]:
    """Versions, machine, threads and process, as a run keeps them."""
    found = {
        "clicklens": version("clicklens"),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": np.__version__,
        "platform": platform.platform(),
        "cpus": str(os.cpu_count()),
        "threads": str(torch.get_num_threads()),
        "device": str(device),
        "process": this_process(),
    }
    if device.type == "cuda":
        found["gpu"] = torch.cuda.get_device_name(device)
    return found


def this_process() -> str:
    """Names this process among all that run or ever ran: host, number, and when it began."""
    return _name(psutil.Process())


def is_running(process: str) -> bool:
    """Whether the process of that name still runs on this machine; of other machines nothing is known."""
    host, number, _ = process.rsplit("/", 2)
    if host != platform.node() or not number.isdigit():
        return False
    try:
        found = psutil.Process(int(number))
        return _name(found) == process and found.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _name(process: psutil.Process) -> str:
    return f"{platform.node()}/{process.pid}/{process.create_time():.2f}"
