"""Loading a trained model."""

from __future__ import annotations

import torch

from clicklens.core.errors import DataError
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.models import CtrModel, build_model
from clicklens.training.checkpoint import read_checkpoint
from clicklens.training.spec import RunSpec
from clicklens.training.state import load_weights


def load_model(
    store: Store, run_id: str, step: int | None = None, *, dataset: EncodedDataset | None = None
) -> CtrModel:
    """The model of a run at a checkpoint, the newest when no step is given; on the CPU and in eval mode.

    With ``dataset`` it is made sure that the model can read its rows. Raises NotFoundError for a run or step without a
    checkpoint, DataError for a data set whose ids mean something else.
    """
    run = store.run(run_id)
    state = read_checkpoint(store, run.id, step)
    facts = state.values["facts"]
    if dataset is not None:
        if dataset.schema.digest() != facts["schema_digest"]:
            raise DataError(f"run '{run.id}' was trained with another schema than '{dataset.manifest.name}' has")
        if dataset.manifest.digest != facts["data_digest"]:
            raise DataError(
                f"run '{run.id}' was trained on other rows than '{dataset.manifest.name}' holds: ids would be taken "
                "for others"
            )
    spec = RunSpec.parse(run.spec, source=f"run '{run.id}'")
    with torch.random.fork_rng(devices=[]):  # the weights drawn here are replaced below
        model = build_model(spec.model, schema=run.features, table_sizes=facts["table_sizes"])
    load_weights(state.tensors, model)
    return model.eval()


def load_start(store: Store, run_id: str, *, dataset: EncodedDataset) -> CtrModel | None:
    """The model of a run before its first step, drawn anew from the run's seed; on the CPU and in eval mode.

    None where another version of torch drew it, which may have drawn other numbers.
    """
    run = store.run(run_id)
    if run.environment.get("torch") != torch.__version__:
        return None
    spec = RunSpec.parse(run.spec, source=f"run '{run.id}'")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(spec.training.seed)
        return build_model(spec.model, schema=run.features, table_sizes=dataset.table_sizes).eval()
