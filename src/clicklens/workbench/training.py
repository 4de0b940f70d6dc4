"""Training from Python: a data set and settings in, an open run out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from clicklens.capture import Capture
from clicklens.core.errors import ConfigError, NotFoundError
from clicklens.data.catalog import load
from clicklens.data.dataset import EncodedDataset
from clicklens.models import ModelSpec
from clicklens.store import open_store
from clicklens.training import Observer, RunSpec, Training, resume_run, start_run
from clicklens.training.progress import ProgressBar
from clicklens.training.spec import DataSpec
from clicklens.workbench.run import OpenRun, open_run

DEFAULT_STORE = "runs"


def train(
    data: EncodedDataset | str | Path,
    *,
    model: ModelSpec | None = None,
    training: Training | None = None,
    capture: Capture | None = None,
    store: str | Path = DEFAULT_STORE,
    name: str | None = None,
    progress: bool = True,
) -> OpenRun:
    """Trains a model and writes down what happens inside it.

    ``data`` is an encoded data set, its folder, or the name of a ready-made one. Settings that are not given take
    their defaults: the model of Guo et al. (arXiv:1806.08541), a snapshot every 500 steps. Raises ConfigError when
    settings and data do not fit, before anything is written.
    """
    dataset = data if isinstance(data, EncodedDataset) else dataset_of(_data_spec(data))
    source = {"path": str(dataset.path)} if isinstance(data, EncodedDataset) else _data_spec(data).model_dump()
    given = {"name": name, "data": source, "model": model, "training": training, "capture": capture}
    spec = RunSpec.parse({key: value for key, value in given.items() if value is not None}, source="train")
    return train_spec(spec, store=store, dataset=dataset, progress=progress)


def train_spec(
    spec: RunSpec,
    *,
    store: str | Path = DEFAULT_STORE,
    dataset: EncodedDataset | None = None,
    progress: bool = True,
    observers: Sequence[Observer] = (),
    parent: str | None = None,
    change: str | None = None,
) -> OpenRun:
    """Trains what a request asks for, such as one read from YAML. ``parent`` and ``change`` tell where it came from."""
    with suppress(NotFoundError):  # a store that is there is opened first; one that is not is made once all is right
        open_store(store, create=False)
    run = start_run(
        spec,
        store=partial(open_store, store),
        dataset=dataset or dataset_of(spec.data),
        observers=[*_bar(progress), *observers],
        parent=parent,
        change=change,
    )
    return OpenRun(open_store(store), run)


def resume(run_id: str = "latest", *, store: str | Path = DEFAULT_STORE, progress: bool = True) -> OpenRun:
    """Goes on with a run that was interrupted or killed, from its newest checkpoint, to the same weights."""
    run = open_run(run_id, store=store)
    return OpenRun(run.store, resume_run(run.id, store=run.store, observers=_bar(progress)))


def dataset_of(spec: DataSpec) -> EncodedDataset:
    """The data set that a request names. Raises NotFoundError naming the nearest ready-made set."""
    if spec.path is not None:
        return EncodedDataset.open(spec.path)
    if spec.name is not None:
        return load(spec.name)
    raise ConfigError("data: give 'name' (a ready-made set) or 'path' (a folder that 'clicklens data encode' made)")


def _data_spec(data: str | Path) -> DataSpec:
    if not isinstance(data, (str, Path)):
        raise ConfigError(
            f"train: data is of type {type(data).__name__}; give an encoded data set, its folder, or the name of a "
            "ready-made one"
        )
    name = str(data)
    is_folder = isinstance(data, Path) or name.startswith((".", "/")) or Path(name).is_dir()
    return DataSpec(path=name) if is_folder else DataSpec(name=name)


def _bar(progress: bool) -> list[Observer]:
    return [ProgressBar()] if progress else []
