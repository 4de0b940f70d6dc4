"""Surrogates of a black box: rows with fields off are drawn, the box is asked, a network learns its answers.

MADEX of Tsang et al., arXiv:2006.10966, for as many instances together as memory allows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import torch
from pydantic import Field as Setting

from clicklens.core.record import Record
from clicklens.interactions.black_box import BlackBox, Floats, Integers, Kept
from clicklens.interactions.fit import fit_surrogates
from clicklens.interactions.sample import sample_kept
from clicklens.interactions.side_by_side import in_order
from clicklens.interactions.surrogate import Surrogates, SurrogateSettings

AT_ONCE = 16  # instances that a processor trains together: with more, their weights leave its cache
_FLOAT32 = 4  # bytes


class Sampling(Record):
    """What the box is asked, and how much is worked on at once."""

    train: int = Setting(default=5000, ge=1)  # rows of each instance that a surrogate learns
    validation: int = Setting(default=500, ge=1)  # that stop its training
    test: int = Setting(default=500, ge=2)  # that tell how well it stands in for the box
    seed: int = Setting(default=0, ge=0)  # of rows and first weights; each instance has its own by its example id
    memory: int = Setting(default=512 << 20, ge=1 << 20)  # bytes for instances worked on at once; one always is
    device: str = "cpu"  # where surrogates are trained, in torch's words

    @property
    def rows(self) -> int:
        """Of each instance."""
        return self.train + self.validation + self.test


class Part(NamedTuple):
    """Some of a box's instances and what stands in for them."""

    instances: Integers  # (k,), their places
    surrogates: Surrogates
    fidelity: Floats  # (k,), R² on the test rows


def surrogates_of(box: BlackBox, *, sampling: Sampling, settings: SurrogateSettings) -> Iterator[Part]:
    """Asks and learns the instances part by part, and on a processor a part in each of torch's threads."""
    threads = torch.get_num_threads() if torch.device(sampling.device).type == "cpu" else 1
    step = instances_at_once(len(box.fields), sampling=sampling, settings=settings, threads=threads)
    step = min(step, math.ceil(len(box.example_ids) / threads))
    asked = _asked(box, sampling, step)
    yield from in_order(lambda part: _learnt(part, box.example_ids, sampling, settings), asked, threads=threads)


class _Asked(NamedTuple):
    """Rows of some instances, and what the box says of them."""

    instances: Integers  # (k,)
    kept: Kept  # (k, rows, F)
    answers: Floats  # (k, rows)


def _asked(box: BlackBox, sampling: Sampling, step: int) -> Iterator[_Asked]:
    for first in range(0, len(box.example_ids), step):
        instances = np.arange(first, min(first + step, len(box.example_ids)))
        ids = box.example_ids[instances]
        kept = sample_kept(fields=len(box.fields), rows=sampling.rows, example_ids=ids, seed=sampling.seed)
        yield _Asked(instances, kept, box.ask(kept, instances))


def _learnt(asked: _Asked, example_ids: Integers, sampling: Sampling, settings: SurrogateSettings) -> Part:
    test = slice(sampling.train + sampling.validation, sampling.rows)
    inputs = torch.from_numpy(asked.kept).to(sampling.device)
    fit = fit_surrogates(
        inputs,
        torch.from_numpy(asked.answers).to(sampling.device),
        train=sampling.train,
        validation=sampling.validation,
        seeds=[(sampling.seed, int(example)) for example in example_ids[asked.instances]],
        settings=settings,
    )
    with torch.no_grad():
        told = fit.surrogates(inputs[:, test].float()).double().cpu().numpy()
    return Part(asked.instances, fit.surrogates, r_squared(told, asked.answers[:, test]))


def instances_at_once(fields: int, *, sampling: Sampling, settings: SurrogateSettings, threads: int = 1) -> int:
    """How many instances a part has, by what an instance takes while it is trained.

    As many parts as there are threads fit into ``sampling.memory``, and one that is asked ahead. On a processor a part
    is no larger than its cache likes.
    """
    widths = [fields, *settings.hidden, 1]
    numbers = sum(before * width for before, width in pairwise(widths))
    if settings.main_effects == "nets":
        numbers += fields * 240
    kept_rows = sampling.rows * (fields * (8 + 1) + 3 * 2 * _FLOAT32)  # drawn in float64, learnt in two orders; answers
    states = 3 * settings.batch_rows * sum(widths) * _FLOAT32
    parts = threads + 1 if threads > 1 else 1
    fitting = max(sampling.memory // parts // (6 * numbers * _FLOAT32 + kept_rows + states), 1)
    return min(fitting, AT_ONCE) if torch.device(sampling.device).type == "cpu" else fitting


def r_squared(told: Floats, answers: Floats) -> Floats:
    """told, answers (I, M) -> (I,): 1 − mean square of what is missed / variance; 1 for a constant that is told."""
    missed = ((told - answers) ** 2).mean(axis=1)
    variance = answers.var(axis=1)
    is_flat = variance <= 1e-12 * (answers**2).max(axis=1)
    return np.where(is_flat, 1.0, 1 - missed / np.where(is_flat, 1.0, variance))
