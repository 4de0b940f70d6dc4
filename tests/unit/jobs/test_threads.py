"""How many threads a job computes with."""

import pytest

from clicklens.jobs.threads import cores, threads_of_a_job


@pytest.mark.parametrize(("machine", "parallel", "threads"), [(1, 1, 1), (2, 1, 1), (8, 1, 7), (8, 2, 3), (4, 9, 1)])
def test_one_core_is_left_to_the_page(machine: int, parallel: int, threads: int) -> None:
    assert threads_of_a_job(machine, parallel=parallel) == threads


def test_a_machine_has_a_core() -> None:
    assert cores() >= 1
