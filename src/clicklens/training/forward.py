"""The forward pass of training: compiled if wanted, in the precision that is wanted."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType

import numpy as np
import torch
from torch import Tensor

from clicklens.core.errors import ConfigError, FailedError
from clicklens.core.kernel_cache import keep_few_kernels
from clicklens.data.batch import Batch
from clicklens.data.dataset import EncodedDataset
from clicklens.data.split import TRAIN
from clicklens.models import CtrModel, Embedded, Scored
from clicklens.training.spec import Training
from clicklens.training.step import Forward
from clicklens.training.team.state import running_means

BACKEND = "inductor"  # what torch compiles with
TRACING = "eager"  # traces as any backend does, and compiles nothing

Score = Callable[[Embedded], Scored]


def build_forward(model: CtrModel, settings: Training, device: torch.device) -> Forward:
    """batch -> logits, those of branches and an auxiliary loss, float32.

    Compiled and computed in bfloat16 is the score, the dense part. Look-ups, loss, weights and the optimiser's memory
    stay float32. The model is left as it is: what asks it asks the raw module.
    """
    score: Score = _compiled(model.score_for_training) if settings.compile else model.score_for_training
    if settings.precision == "bf16":
        keep_few_kernels()

    def forward(batch: Batch) -> Scored:
        embedded = model.embed(batch)
        if settings.precision == "full":
            return score(embedded)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            scored = score(embedded)
        auxiliary = None if scored.auxiliary is None else scored.auxiliary.float()
        return Scored(_float32(scored.logits), tuple(_float32(branch) for branch in scored.branches), auxiliary)

    return forward


def check_forward(model: CtrModel, dataset: EncodedDataset, settings: Training, device: torch.device) -> None:
    """Raises ConfigError when machine or model cannot do what the settings ask for; the model is as before."""
    if settings.precision == "bf16" and device.type == "cuda" and not torch.cuda.is_bf16_supported(False):
        raise ConfigError(
            f"training.precision is 'bf16', and {torch.cuda.get_device_name(device)} does not compute in bfloat16: "
            "'full' would be right"
        )
    if settings.compile:
        _check_compiler(device)
        _check_trace(model, dataset.split(TRAIN).batch(np.arange(min(2, len(dataset.split(TRAIN))))))


def _float32(logits: dict[str, Tensor]) -> dict[str, Tensor]:
    return {task: values.float() for task, values in logits.items()}


def _compiled(score: Score) -> Score:
    """One graph for all sizes of a batch, so that the same rows meet the same code, also after a resume."""
    compiled = torch.compile(_with_own_code(score), backend=BACKEND, fullgraph=True, dynamic=True)

    def call(embedded: Embedded) -> Scored:
        try:
            with _without_warnings():
                return compiled(embedded)
        except RuntimeError as error:
            if not type(error).__module__.startswith(("torch._dynamo", "torch._inductor")):
                raise
            raise FailedError(
                f"training.compile: torch could not compile the model ({_said(error)}); 'false' trains without"
            ) from None

    return call


def _with_own_code(score: Score) -> Score:
    """The same score, called by code of its own.

    torch counts by code how often it compiled, and gives up after a few; all models share the code of ``score``, so a
    process that trains many would come to that.
    """

    def call(embedded: Embedded) -> Scored:
        return score(embedded)

    return FunctionType(call.__code__.replace(), globals(), closure=call.__closure__)


def _check_compiler(device: torch.device) -> None:
    if device.type == "cuda":
        return  # Triton comes with the builds of torch that know GPUs
    name = os.environ.get("CXX", "clang++" if sys.platform == "darwin" else "g++")
    if shutil.which(name) is None:
        raise ConfigError(
            f"training.compile is true, and this machine has no C++ compiler '{name}': install it, name another one "
            "in the environment as CXX, or train with 'false'"
        )


def _check_trace(model: CtrModel, batch: Batch) -> None:
    """As training would run it, and then all that a batch leaves behind is put back."""
    traced = torch.compile(_with_own_code(model.score_for_training), backend=TRACING, fullgraph=True, dynamic=True)
    means = running_means(model)
    before = [value.clone() for value in means]
    try:
        with torch.random.fork_rng(devices=[]), torch.no_grad(), _without_warnings():
            traced(model.embed(batch))
    except RuntimeError as error:  # of torch's compiler, or that it does not know this Python
        raise ConfigError(
            f"training.compile is true, and torch cannot compile the score of this model ({_said(error)}): "
            "'false' would be right"
        ) from None
    finally:
        for value, old in zip(means, before, strict=True):
            value.copy_(old)


@contextmanager
def _without_warnings() -> Iterator[None]:
    """torch's compiler warns of its own insides, which no one who trains can mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _said(error: RuntimeError) -> str:
    """Its first words, in one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
