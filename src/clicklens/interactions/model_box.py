"""ModelBox: a click-through-rate model as a black box: fields of embedded rows off in, logits out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from clicklens.core.errors import DataError
from clicklens.data.batch import Batch
from clicklens.interactions.black_box import BlackBox, Floats, Integers, Kept
from clicklens.interactions.off import Off
from clicklens.models import CtrModel, Embedded, in_eval_mode


class ModelBox(BlackBox):
    """Rows are looked up once; a field is off where its vector is another's: zero, the mean, or background rows'.

    A sequence that is off for ``zero`` or ``mean`` is an empty history; for ``resample`` it is another row's history.
    """

    def __init__(
        self, model: CtrModel, rows: Batch, background: Batch, *, off: Off | None = None, task: str | None = None
    ) -> None:
        """Both batches are encoded rows on the model's device; ``task`` is the first one where none is named."""
        self._model, self._task = model, task or model.tasks[0]
        if self._task not in model.tasks:
            raise DataError(f"the model has no task '{self._task}'; it has {', '.join(model.tasks)}")
        off = off or Off()
        if not len(background):
            raise DataError("the background has no rows; give rows of the training split")
        if off.kind == "resample":
            background = background.take(torch.from_numpy(off.chosen(len(background))).to(rows.example_ids.device))
        with in_eval_mode(model), torch.inference_mode():
            self._own = model.embed(rows)
            self._reference = _reference(model.embed(background), off)
        super().__init__(
            fields=[*self._own.fields, *self._own.numeric_names], example_ids=rows.example_ids.cpu().numpy()
        )

    def answer(self, instances: Integers, kept: Kept) -> Floats:
        """The mean over the reference rows of the logit of each row with its off fields taken from there."""
        device = self._own.numeric.device
        stays, rows = torch.from_numpy(kept).to(device), torch.from_numpy(instances).to(device)
        total = np.zeros(len(kept))
        with in_eval_mode(self._model), torch.inference_mode():
            own = self._own.take(rows)
            for place in range(len(self._reference)):
                mixed = _mixed(own, self._reference, place, stays)
                total += self._model.score(mixed)[self._task].double().cpu().numpy()
        return total / len(self._reference)


def _reference(background: Embedded, off: Off) -> Embedded:
    """What stands for off: background rows, or one row that is made of them."""
    if off.kind == "resample":
        return background
    fields = {}
    for name, vectors in background.fields.items():
        mean = vectors[:, :1].mean(dim=0, keepdim=True) if name in background.masks else vectors.mean(0, keepdim=True)
        fields[name] = mean if off.kind == "mean" and name not in background.masks else torch.zeros_like(mean)
    return replace(
        background,
        fields=fields,
        numeric=background.numeric.mean(dim=0, keepdim=True),  # as GLIDER: a number has no vector that could be zero
        masks={name: mask.new_zeros(1, 1) for name, mask in background.masks.items()},
    )


def _mixed(own: Embedded, reference: Embedded, place: int, stays: Tensor) -> Embedded:
    """own B rows, stays bool (B, F) -> the rows with one row of reference in all that is off"""
    other = reference.take(torch.tensor([place], device=stays.device))
    mixed = {name: own.mixed(name, other, stays[:, column]) for column, name in enumerate(own.fields)}
    numbers = torch.where(stays[:, len(own.fields) :], own.numeric, other.numeric)
    return replace(
        own,
        fields={name: vectors for name, (vectors, _) in mixed.items()},
        numeric=numbers,
        masks={name: mask for name, (_, mask) in mixed.items() if mask is not None},
    )
