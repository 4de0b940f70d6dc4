import asyncio
import threading

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from clicklens.api.answers import Answers
from clicklens.core.errors import NotFoundError


def test_the_same_question_asked_twice_at_once_is_worked_on_once() -> None:
    answers, gate, worked = Answers(), threading.Event(), []

    def work() -> int:
        worked.append(1)
        gate.wait(10)
        return 7

    async def both() -> list[int]:
        asked = [asyncio.create_task(answers.ask("key", work)) for _ in range(5)]
        await asyncio.sleep(0.05)
        gate.set()
        return await asyncio.gather(*asked)

    assert asyncio.run(both()) == [7] * 5
    assert worked == [1]
    answers.close()


def test_what_is_done_is_asked_anew_and_other_questions_are_others() -> None:
    answers, worked = Answers(), []
    for key in ("a", "a", "b"):
        asyncio.run(answers.ask(key, lambda: worked.append(1)))
    assert len(worked) == 3
    answers.close()


def test_an_error_reaches_who_asked() -> None:
    answers = Answers()

    def fail() -> None:
        raise NotFoundError("nothing")

    with pytest.raises(NotFoundError, match="nothing"):
        asyncio.run(answers.ask("key", fail))
    answers.close()


def test_who_goes_away_leaves_the_others_their_answer() -> None:
    answers, gate = Answers(), threading.Event()

    async def one_leaves() -> int:
        first = asyncio.create_task(answers.ask("key", lambda: gate.wait(10) and 3))
        second = asyncio.create_task(answers.ask("key", lambda: 4))
        await asyncio.sleep(0.05)
        first.cancel()
        gate.set()
        return await second

    assert asyncio.run(one_leaves()) == 3
    answers.close()


def test_an_answer_multiplies_its_matrices_in_one_thread() -> None:
    def threads() -> set[int]:
        assert np.ones((2, 2)) @ np.ones(2) is not None
        return {int(library["num_threads"]) for library in threadpool_info() if library["user_api"] == "blas"}

    answers = Answers()
    assert asyncio.run(answers.ask("key", threads)) == {1}
    answers.close()
