"""Work side by side."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from clicklens.interactions.side_by_side import in_order


@pytest.fixture(autouse=True)
def _threads():
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    yield
    torch.set_num_threads(before)


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_answers_come_in_the_order_of_the_things(threads):
    assert list(in_order(lambda n: n * n, range(10), threads=threads)) == [n * n for n in range(10)]


def test_each_works_with_one_thread_of_torchs_and_leaves_the_number_as_it_was():
    assert set(in_order(lambda _: torch.get_num_threads(), range(6), threads=2)) == {1}
    assert torch.get_num_threads() == 3
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(torch.get_num_threads).result() == 3


def test_they_do_work_at_the_same_time():
    barrier = threading.Barrier(2, timeout=10)
    list(in_order(lambda _: barrier.wait(), range(4), threads=2))


def test_one_thread_is_the_callers():
    assert set(in_order(lambda _: threading.get_ident(), range(3), threads=1)) == {threading.get_ident()}


def test_things_are_taken_no_further_ahead_than_said():
    taken = []
    answers = in_order(lambda n: n, (taken.append(n) or n for n in range(20)), threads=2)
    next(answers)
    assert taken == [0, 1, 2]


def test_an_error_reaches_the_caller_and_ends_the_work():
    def work(n: int) -> int:
        if n == 1:
            raise ValueError("the second")
        return n

    with pytest.raises(ValueError, match="the second"):
        list(in_order(work, range(20), threads=2))
    assert torch.get_num_threads() == 3
