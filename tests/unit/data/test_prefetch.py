import threading
import time

import pytest

from clicklens.data.prefetch import prefetch


def threads():
    return [thread for thread in threading.enumerate() if thread.name == "prefetch"]


def test_items_come_whole_and_in_order():
    assert list(prefetch(range(100), depth=3)) == list(range(100))
    assert list(prefetch([])) == []
    assert threads() == []


def test_an_error_is_raised_after_the_items_before_it():
    def failing():
        yield 1
        raise ValueError("the second")

    found = prefetch(failing())
    assert next(found) == 1
    with pytest.raises(ValueError, match="the second"):
        next(found)
    assert threads() == []


def test_no_more_is_made_ahead_than_was_asked():
    made = []

    def counting():
        for i in range(50):
            made.append(i)
            yield i

    found = prefetch(counting(), depth=2)
    next(found)
    time.sleep(0.2)
    assert len(made) <= 4
    found.close()


def test_closing_ends_the_thread_and_the_iterator():
    ended = threading.Event()

    def endless():
        try:
            while True:
                yield 0
        finally:
            ended.set()

    found = prefetch(endless())
    next(found)
    found.close()
    assert ended.is_set()
    assert threads() == []
