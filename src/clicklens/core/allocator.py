"""What the C library does with memory that a training step gives back."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

# Of glibc's malloc.h, and its largest values: an int, and what older versions accept as a threshold.
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
NEVER, LARGE, ACCEPTED = 2**31 - 1, 2**30, 2**25


@cache
def keep_freed_memory() -> bool:
    """Lets this process keep freed memory for its next request; returns whether the C library could be told.

    Each training step frees its activations and asks for as much again. glibc hands blocks of that size back to the
    system, which then has to map and clear every page anew: a tenth of a step of four layers. The process stays as
    large as it was at its largest, which its peak does not change. Other C libraries, and other systems, are left as
    they are. Works from the first call to the end of the process.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        set_option = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # musl has none
        return False
    is_set = bool(set_option(TRIM_THRESHOLD, NEVER))
    return is_set and any(set_option(MMAP_THRESHOLD, size) for size in (LARGE, ACCEPTED))
