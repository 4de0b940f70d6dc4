"""Our side, and the floor: the same model's dense part alone.

Training is the product's: an encoded data set, the ``Trainer`` with its shuffled, prefetched batches, our optimisers.
The floor takes the same steps on a ready input of the width of the embeddings, which asks for its gradient as learning
any embedding does, with torch's optimiser and no look-up at all.
"""

from __future__ import annotations

from typing import Any

import job as protocol
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from clicklens.core.allocator import keep_freed_memory
from clicklens.core.schema import FeatureSchema
from clicklens.data.catalog import load
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.models import CtrModel, Embedded, build_model
from clicklens.training import Event, Trainer
from clicklens.training.evaluate import evaluate_split
from clicklens.training.event import EpochDone, StepDone
from clicklens.training.spec import RunSpec


def schema_of(job: dict[str, Any]) -> FeatureSchema:
    """Of the made-up rows."""
    fields: list[dict[str, Any]] = [{"name": name} for name in protocol.field_names(job)]
    if job["history"]:
        fields.append({"name": "history", "kind": "sequence", "table": "field_0", "attends_to": "field_0"})
    return FeatureSchema.model_validate({"name": "peers", "fields": fields})


def encode_rows(job: dict[str, Any]) -> dict[str, Any]:
    """The product's own encoding, into a folder."""
    dataset = encode({"train": job["rows"]}, schema_of(job), job["encoded"])
    return {"ids": sum(dataset.table_sizes.values())}


def spec_of(job: dict[str, Any]) -> RunSpec:
    """What a run's configuration would say."""
    training = {"optimizer": job["optimizer"], "batch_size": job["batch"], "threads": job["threads"], "device": "cpu"}
    asked = {"data": {"path": job["encoded"]}, "model": job["model"], "training": {**training, **job["settings"]}}
    return RunSpec.model_validate(asked)


def built(job: dict[str, Any], schema: FeatureSchema, sizes: dict[str, int]) -> CtrModel:
    """The model from its seed."""
    torch.set_num_threads(job["threads"])
    torch.manual_seed(0)
    return build_model(spec_of(job).model, schema=schema, table_sizes=sizes)


def train(job: dict[str, Any]) -> dict[str, Any]:
    """As many steps as asked, by the trainer."""
    if job["floor"]:
        return train_dense_part(job)
    dataset = EncodedDataset.open(job["encoded"])
    pace = protocol.Pace(job["warm"])

    class Watch:
        def on(self, event: Event, _: Trainer) -> None:
            if isinstance(event, StepDone):
                pace.tick()

    model = built(job, dataset.schema, dataset.table_sizes)
    Trainer(model, dataset, spec_of(job).training, observers=[Watch()]).fit()
    return {**pace.result(), "parameters": sum(weight.numel() for weight in model.parameters())}


def train_dense_part(job: dict[str, Any]) -> dict[str, Any]:
    """Forward, backward and update of all that lies behind the look-up, with the trainer's way with memory."""
    keep_freed_memory()
    schema = schema_of(job)
    model = built(job, schema, dict.fromkeys({table.name for table in schema.tables}, 2))
    dense = [weight for name, weight in model.named_parameters() if not name.startswith("embedding.")]
    kind = {"adagrad": torch.optim.Adagrad, "adam": torch.optim.Adam}[job["optimizer"]["kind"]]
    optimizer = kind(dense)
    widths = [job["longest"] if name == "history" else 1 for name in model.embedding.fields]  # positions of each field
    ready = torch.randn(job["batch"], sum(widths), model.embedding.dim).requires_grad_()  # (B, K, D)
    lengths = torch.randint(1, job["longest"] + 1, (job["batch"], 1))  # of histories
    labels = torch.randint(0, 2, (job["batch"],)).float()
    is_bf16 = job["settings"].get("precision") == "bf16"
    pace = protocol.Pace(job["warm"])
    for _ in range(job["settings"]["max_steps"]):
        optimizer.zero_grad()
        ready.grad = None
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=is_bf16):
            (logits,) = model.score(sliced(model, ready, widths, lengths)).values()
        loss = binary_cross_entropy_with_logits(logits.float(), labels)
        loss.item()
        loss.backward()
        optimizer.step()
        pace.tick()
    return pace.result()


def sliced(model: CtrModel, ready: torch.Tensor, widths: list[int], lengths: torch.Tensor) -> Embedded:
    """The ready input as look-ups would hand it on."""
    parts = dict(zip(model.embedding.fields, ready.split(widths, dim=1), strict=True))
    masks = {name: torch.arange(part.shape[1]) < lengths for name, part in parts.items() if name == "history"}
    fields = {name: part if name in masks else part.squeeze(1) for name, part in parts.items()}
    return Embedded(fields=fields, numeric=ready.new_zeros(len(ready), 0), masks=masks)


def quality(job: dict[str, Any]) -> dict[str, Any]:
    """The validation and test AUC after each epoch on a ready-made set."""
    dataset = load(job["name"])
    model = built(job, dataset.schema, dataset.table_sizes)
    found: list[list[float | None]] = []

    class Watch:
        def on(self, event: Event, _: Trainer) -> None:
            if isinstance(event, EpochDone):
                splits = [evaluate_split(model, dataset.split(name)) for name in ("validation", "test")]
                found.append([next(iter(figures.values())).result().auc for figures in splits])

    Trainer(model, dataset, spec_of(job).training, observers=[Watch()]).fit()
    return {"auc": found}


if __name__ == "__main__":
    protocol.work({"encode": encode_rows, "train": train, "quality": quality})
