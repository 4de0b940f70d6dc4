"""Launched: what a process does that torchrun started besides the first."""

from __future__ import annotations

import signal

from clicklens.core.errors import ConfigError
from clicklens.core.run import Run
from clicklens.data.dataset import EncodedDataset
from clicklens.training.device import own_threads, own_torch_state
from clicklens.training.fit_check import check_fit
from clicklens.training.spec import RunSpec
from clicklens.training.team.follower import follow
from clicklens.training.team.rendezvous import join, launched_place


def as_launched(spec: RunSpec) -> RunSpec:
    """The request with as many processes as torchrun started, where it did."""
    place = launched_place()
    if place is None or place.size == spec.training.processes:
        return spec
    if spec.training.processes != 1:
        raise ConfigError(
            f"training.processes is {spec.training.processes}, and WORLD_SIZE says that {place.size} were started: "
            f"start as many, or leave the setting out"
        )
    return spec.model_copy(update={"training": spec.training.model_copy(update={"processes": place.size})})


def follow_launched(spec: RunSpec, dataset: EncodedDataset) -> None:
    """Follows the run that another of torchrun's processes is. Raises as ``start_run`` does for a wrong request."""
    place = launched_place()
    if place is None:
        raise ConfigError("the environment names no RANK: only a process that torchrun started can follow another")
    spec = as_launched(spec)
    check_fit(spec.training, dataset)
    for number in (signal.SIGINT, signal.SIGTERM):  # the run decides when it ends, and tells
        signal.signal(number, signal.SIG_IGN)
    with (
        own_torch_state(threads=own_threads(spec.training)),
        join(place, device=spec.training.device, folder=None) as team,
    ):
        follow(spec, dataset, team)


def follow_resumed(run: Run) -> None:
    """Follows a run that goes on."""
    follow_launched(RunSpec.parse(run.spec, source=f"run '{run.id}'"), EncodedDataset.open(run.data_path))
