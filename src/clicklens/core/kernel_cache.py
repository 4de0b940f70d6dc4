"""How many sizes of a product torch's kernels stay prepared for."""

from __future__ import annotations

import os

# Read once, at the first product that oneDNN computes: of torch's layer over it, and of oneDNN itself.
SETTINGS = ("LRU_CACHE_CAPACITY", "ONEDNN_PRIMITIVE_CACHE_CAPACITY")
KERNELS = 128


def keep_few_kernels() -> None:
    """Lets this process keep kernels for 128 products at a time; a value that the environment has already stays.

    On a processor that computes in bfloat16, every new shape of a product gets a kernel with memory of its own, half a
    MiB where products have 40,000 rows, and by default 1,024 are kept twice over. Attention over histories has another
    number of rows at each step, so that training would grow for a thousand steps. 128 are more than the products of
    one step. Must come before the first such product.
    """
    for name in SETTINGS:
        os.environ.setdefault(name, str(KERNELS))
