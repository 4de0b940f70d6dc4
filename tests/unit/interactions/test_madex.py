"""Surrogates of a black box."""

import numpy as np
import pytest
import torch

from clicklens.interactions import FunctionBox, Sampling, SurrogateSettings
from clicklens.interactions.madex import AT_ONCE, instances_at_once, r_squared, surrogates_of
from tests.black_boxes import planted_box

SAMPLING = Sampling(train=400, validation=100, test=100)
SETTINGS = SurrogateSettings(hidden=(32, 16), epochs=40)


def test_every_instance_is_learnt_once_and_in_order():
    box = planted_box(tuple(range(5)))
    parts = list(surrogates_of(box, sampling=SAMPLING, settings=SETTINGS))
    assert np.concatenate([part.instances for part in parts]).tolist() == list(range(5))
    assert np.concatenate([part.fidelity for part in parts]).min() > 0.9


def test_parts_of_bounded_memory_tell_what_the_whole_tells(monkeypatch):
    box = planted_box(tuple(range(5)))
    (whole,) = surrogates_of(box, sampling=SAMPLING, settings=SETTINGS)
    monkeypatch.setattr("clicklens.interactions.madex.instances_at_once", lambda *_, **__: 2)
    parts = list(surrogates_of(box, sampling=SAMPLING, settings=SETTINGS))
    assert [len(part.instances) for part in parts] == [2, 2, 1]
    assert np.concatenate([part.fidelity for part in parts]) == pytest.approx(whole.fidelity, abs=0.02)


def test_more_memory_takes_more_instances_and_one_always_fits():
    def fitting(memory: int, *, device: str = "cuda", **settings) -> int:
        sampling = Sampling(memory=memory, device=device)
        return instances_at_once(39, sampling=sampling, settings=SurrogateSettings(**settings))

    assert fitting(1 << 20) == 1
    assert 40 <= fitting(256 << 20) < fitting(512 << 20) < fitting(512 << 20, hidden=(64,))
    assert fitting(512 << 20, main_effects="nets") < fitting(512 << 20)
    assert fitting(20 << 20, device="cpu") < fitting(512 << 20, device="cpu") == AT_ONCE


def test_threads_share_the_memory_and_the_instances(monkeypatch):
    one, two = (instances_at_once(39, sampling=Sampling(memory=48 << 20), settings=SETTINGS, threads=n) for n in (1, 2))
    assert two <= one // 2
    monkeypatch.setattr(torch, "get_num_threads", lambda: 3)
    parts = list(surrogates_of(planted_box(tuple(range(5))), sampling=SAMPLING, settings=SETTINGS))
    assert [part.instances.tolist() for part in parts] == [[0, 1], [2, 3], [4]]


def test_threads_tell_what_one_tells():
    box, before = planted_box(tuple(range(4))), torch.get_num_threads()
    told = []
    for threads in (1, 2):
        torch.set_num_threads(threads)
        try:
            parts = list(surrogates_of(box, sampling=SAMPLING, settings=SETTINGS))
        finally:
            torch.set_num_threads(before)
        told.append(np.concatenate([part.fidelity for part in parts]))
    assert told[0] == pytest.approx(told[1], abs=0.02)


def test_a_constant_is_stood_in_for_exactly():
    box = FunctionBox(lambda kept: np.full(len(kept), 3.5), fields=["user", "item"])
    (part,) = surrogates_of(box, sampling=SAMPLING, settings=SETTINGS)
    assert part.fidelity.tolist() == [1.0]


def test_r_squared_by_hand():
    """Answers 1, 2, 3 with variance 2/3; told 1, 2, 4: missed 1/3. Told the mean: nothing is explained."""
    answers = np.array([[1.0, 2.0, 3.0]] * 2)
    assert r_squared(np.array([[1.0, 2.0, 4.0], [2.0] * 3]), answers) == pytest.approx([0.5, 0.0])
