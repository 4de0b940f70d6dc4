"""Saliency: all fields of a model in one pass, beside captum's Saliency for a single field of the same rows.

A GwEN of the paper's tower with as many fields as the paper's (34 of 8 elements; quick: 12). captum is asked for the
first field only: the same definition, the same rows and batches, one thread each. Before that, 10⁶ rows (quick: 10⁵)
stream through ours, and the most that the process held is compared with what it held after a single batch.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import torch
from captum.attr import Saliency
from evidence import Evidence, parse_arguments
from torch import Tensor

from clicklens.analysis.saliency_pass import field_saliency
from clicklens.core.schema import FeatureSchema
from clicklens.data.batch import Batch
from clicklens.models import CtrModel, build_model
from clicklens.models.gwen import Gwen

IDS = 10_000  # of each field
BATCH_ROWS = 2048
ROUNDS = 7


def main() -> int:
    arguments = parse_arguments(__doc__)
    torch.set_num_threads(1)
    evidence = Evidence("Saliency of all fields beside captum's of one", arguments)
    fields = 12 if arguments.quick else 34
    rows = 16_384 if arguments.quick else 65_536
    model = made_model(fields)
    many = 100_000 if arguments.quick else 1_000_000
    grown, seconds = memory_of(model, fields, many)
    evidence.add(
        f"memory that {many:,} rows take beyond one batch's",
        f"{4 * fields * many / 2**20:,.0f} MiB kept by row",
        f"{grown:.0f} MiB in {seconds:.0f} s",
        f"{many / seconds:,.0f} rows/s",
        is_as_recorded=grown < 64,
    )
    batches = list(made_batches(fields, rows))
    ours, theirs = fastest([lambda: all_fields(model, batches), lambda: one_field(model, batches)])
    evidence.add(
        f"seconds for {rows:,} rows: {fields} fields here, 1 field in captum",
        f"{theirs:.2f} s",
        f"{ours:.2f} s",
        f"{theirs / ours:.2f} × as fast",
        is_as_recorded=ours <= theirs,
    )
    compare_values(evidence, model, batches)
    return evidence.finish(f"All {fields} fields cost {ours / theirs:.2f} of what captum asks for one")


def made_model(fields: int) -> CtrModel:
    torch.manual_seed(0)
    names = [f"field_{i}" for i in range(fields)]
    schema = FeatureSchema.model_validate({"name": "made-up", "fields": names})
    spec = Gwen(embedding_spread=0.3)
    return build_model(spec, schema=schema, table_sizes=dict.fromkeys(names, IDS)).eval()


def made_batches(fields: int, rows: int) -> Iterator[Batch]:
    random = torch.Generator().manual_seed(1)
    for first in range(0, rows, BATCH_ROWS):
        n = min(BATCH_ROWS, rows - first)
        yield Batch(
            ids={f"field_{i}": torch.randint(1, IDS, (n, 1), generator=random) for i in range(fields)},
            numeric=torch.zeros(n, 0),
            labels={"click": torch.zeros(n)},
            example_ids=torch.arange(first, first + n),
        )


def all_fields(model: CtrModel, batches: list[Batch]) -> float:
    return field_saliency(model, batches)["field_0"]


def one_field(model: CtrModel, batches: list[Batch]) -> float:
    """The same mean for field_0 by captum's Saliency."""
    total, rows = 0.0, 0
    for batch in batches:
        with torch.no_grad():
            embedded = model.embed(batch)

        def pctr_of(vector: Tensor, embedded: object = embedded) -> Tensor:
            changed = replace(embedded, fields={**embedded.fields, "field_0": vector})  # type: ignore[type-var, attr-defined]
            return torch.sigmoid(model.score(changed)["click"])  # type: ignore[arg-type]

        slope = Saliency(pctr_of).attribute(embedded.fields["field_0"].requires_grad_(), abs=True)  # (B, D)
        total += float(slope.mean(dim=1).sum(dtype=torch.float64))
        rows += len(batch)
    return total / rows


def fastest(tasks: list[Callable[[], float]]) -> list[float]:
    """Seconds of each, the best of rounds in which they take turns: what else the machine does hits all alike."""
    best = [float("inf")] * len(tasks)
    for _ in range(ROUNDS):
        for i, task in enumerate(tasks):
            started = time.perf_counter()
            task()
            best[i] = min(best[i], time.perf_counter() - started)
    return best


def compare_values(evidence: Evidence, model: CtrModel, batches: list[Batch]) -> None:
    ours, theirs = all_fields(model, batches), one_field(model, batches)
    gap = abs(ours - theirs) / theirs
    evidence.add(
        "mean |dPctr/dh0| of that field", f"{theirs:.6e}", f"{ours:.6e}", f"{gap:.0e} apart", is_as_recorded=gap < 1e-5
    )


def memory_of(model: CtrModel, fields: int, rows: int) -> tuple[float, float]:
    """How many MiB the process grew at its peak over streaming ``rows``, once one batch has been through; seconds."""
    field_saliency(model, made_batches(fields, BATCH_ROWS))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    field_saliency(model, made_batches(fields, rows))
    seconds = time.perf_counter() - started
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / unit, seconds


if __name__ == "__main__":
    sys.exit(main())
