"""What every model of the catalogue promises, on schemas of every shape. A new kind is covered by being listed."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import torch
from safetensors.torch import load, save
from torch import Tensor, nn

from clicklens.capture.listen import listening
from clicklens.core.errors import DataError
from clicklens.core.field import CategoricalField, SequenceField
from clicklens.core.schema import FeatureSchema
from clicklens.data.batch import Batch
from clicklens.models import CtrModel, embedding_parameters, pairs_of_taps
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of, with_ids
from tests.zoo_models import KINDS, stirred

VARIANTS: dict[str, list[dict[str, Any]]] = {  # kind -> settings that change how it computes, for all schemas that fit
    "gwen": [{"dropout": 0.5}, {"hidden": ()}, {"bias_field": "user", "hidden": (8, 4), "embedding_dim": 1}],
    "dnn": [{"batch_norm": True, "activation": "prelu", "dropout": 0.2, "hidden": (8, 4)}],
    "dcnv2": [
        {"structure": "stacked", "hidden": (8,), "cross_layers": 2},
        {"structure": "cross_only", "low_rank": 3},
        {"low_rank": 2, "experts": 3, "hidden": (8,)},
        {"low_rank": 2, "experts": 2, "gate": "sigmoid", "hidden": (8,), "cross_layers": 1},
        {"low_rank": 2, "experts": 2, "gate": "none", "hidden": (8,), "cross_layers": 1},
    ],
    "dcnv3": [
        {"heads": 2, "embedding_dim": 4, "deep_layers": 1, "shallow_layers": 2},
        {"shallow_layers": 0, "embedding_dim": 2},
    ],
    "pnn": [{"product": "outer", "hidden": (8,)}, {"product": "both", "hidden": (8,)}],
    "xdeepfm": [{"maps": (5,), "hidden": ()}],
    "din": [{"softmax": True, "interaction": "outer", "embedding_dim": 3, "attention_activation": "sigmoid"}],
    "autoint": [
        {"hidden": (8,), "heads": 3, "units": 2, "scale": True, "projection_relu": True, "layer_norm": True},
        {"attention_layers": 1, "residual": False, "attention_dropout": 0.5},
    ],
    "finalmlp": [
        {"gate_fields_1": ("user",), "hidden": (8,), "hidden_2": (6, 4), "heads": 2, "gate_hidden": (), "dropout": 0.5},
        {"gates": "none", "hidden": (8,), "hidden_2": (4,), "heads": 1, "batch_norm": False, "dropout_2": 0.5},
    ],
    "masknet": [
        {"structure": "parallel", "blocks": (8, 5), "hidden": (6,), "embedding_layer_norm": True, "dropout": 0.5}
    ],
}


def specs() -> Iterator[Any]:
    for kind in KINDS:
        yield kind()
        for settings in VARIANTS.get(kind().kind, []):
            yield kind(**settings)


def fits(spec: Any, schema: FeatureSchema) -> bool:
    """Whether the variant can be built: a bias field must exist beside another input, and what a gate reads must."""
    bias = getattr(spec, "bias_field", None)
    if not set(getattr(spec, "gate_fields_1", ())) <= {f.name for f in schema.fields}:
        return False
    return bias is None or (bias in {f.name for f in schema.fields} and len(schema.fields) > 1)


def named(spec: Any) -> str:
    changed = {key: value for key, value in spec.model_dump().items() if value != getattr(type(spec)(), key)}
    return f"{spec.kind}{changed or ''}"


CASES = [
    pytest.param(spec, schema, id=f"{named(spec)}-{schema.name}")
    for spec in specs()
    for schema in SCHEMAS.values()
    if fits(spec, schema)
]
every_model = pytest.mark.parametrize(("spec", "schema"), CASES)
every_kind = pytest.mark.parametrize("spec", list(specs()), ids=named)
EVERYTHING = SCHEMAS["everything"]


def build(spec: Any, schema: FeatureSchema, seed: int = 0) -> CtrModel:
    """A model that was trained a little, in eval mode."""
    return stirred(spec, schema, seed=seed).eval()


def loss_of(model: CtrModel, batch: Batch) -> Tensor:
    logits = model(batch)
    losses = [nn.functional.binary_cross_entropy_with_logits(logits[task], batch.labels[task]) for task in logits]
    return torch.stack(losses).sum()


def same(a: dict[str, Tensor], b: dict[str, Tensor]) -> bool:
    return list(a) == list(b) and all(torch.equal(a[task], b[task]) for task in a)


def test_the_catalogue_has_kinds_and_each_is_built_without_settings() -> None:
    assert {"gwen", "logistic"} <= {kind().kind for kind in KINDS}


@every_model
def test_there_is_one_finite_logit_for_each_row_and_task(spec: Any, schema: FeatureSchema) -> None:
    model = build(spec, schema)
    logits = model(batch_of(schema, rows=5))
    assert list(logits) == [task.name for task in schema.tasks] == list(model.tasks)
    for values in logits.values():
        assert values.shape == (5,)
        assert values.dtype == torch.float32
        assert torch.isfinite(values).all()


@every_model
def test_logits_differ_between_rows_and_tasks(spec: Any, schema: FeatureSchema) -> None:
    logits = build(spec, schema)(batch_of(schema, rows=30))
    assert all(values.std() > 0 for values in logits.values())
    if len(logits) > 1:
        first, second = logits.values()
        assert not torch.allclose(first, second)


@every_model
def test_the_whole_is_embed_then_score(spec: Any, schema: FeatureSchema) -> None:
    model, batch = build(spec, schema), batch_of(schema)
    assert same(model(batch), model.score(model.embed(batch)))


@every_model
def test_rows_do_not_influence_one_another(spec: Any, schema: FeatureSchema) -> None:
    model, batch = build(spec, schema), batch_of(schema, rows=9)
    together = model(batch)
    reversed_ = model(batch.take(torch.arange(8, -1, -1)))
    for task, values in together.items():
        alone = torch.cat([model(batch.take(torch.tensor([row])))[task] for row in range(9)])
        torch.testing.assert_close(values, alone, rtol=1e-5, atol=1e-5)
        torch.testing.assert_close(values, reversed_[task].flip(0), rtol=1e-5, atol=1e-5)


@every_model
def test_more_padding_behind_the_ids_changes_nothing(spec: Any, schema: FeatureSchema) -> None:
    model, batch = build(spec, schema), batch_of(schema)
    longer = batch
    for name, ids in batch.ids.items():
        if ids.shape[1] > 1:
            longer = with_ids(longer, name, torch.cat([ids, torch.zeros(len(ids), 3, dtype=torch.int64)], dim=1))
    for task, values in model(batch).items():
        torch.testing.assert_close(values, model(longer)[task], rtol=1e-5, atol=1e-6)


@every_model
def test_what_training_asks_for_has_the_logits_of_score(spec: Any, schema: FeatureSchema) -> None:
    model = build(spec, schema)
    embedded = model.embed(batch_of(schema))
    scored = model.score_for_training(embedded)
    assert same(scored.logits, model.score(embedded))
    for branch in scored.branches:
        assert {task: values.shape for task, values in branch.items()} == dict.fromkeys(model.tasks, (8,))


@every_model
def test_an_empty_batch_gives_no_logits(spec: Any, schema: FeatureSchema) -> None:
    model, batch = build(spec, schema), batch_of(schema).take(torch.zeros(0, dtype=torch.int64))
    assert {task: values.shape for task, values in model(batch).items()} == dict.fromkeys(model.tasks, (0,))


@every_model
def test_score_depends_on_nothing_but_embedded(spec: Any, schema: FeatureSchema) -> None:
    model = build(spec, schema)
    embedded = model.embed(batch_of(schema, seed=1))
    before = model.score(embedded)
    model(batch_of(schema, rows=3, seed=2))
    model.embed(batch_of(schema, rows=20, seed=3))
    assert same(before, model.score(embedded))
    copied = replace(embedded.map(torch.clone), masks={name: mask.clone() for name, mask in embedded.masks.items()})
    assert same(before, model.score(copied))


@every_model
def test_embedded_has_a_tensor_for_every_field_in_the_schemas_order(spec: Any, schema: FeatureSchema) -> None:
    embedded = build(spec, schema).embed(batch_of(schema, rows=5))
    numbers = tuple(f.name for f in schema.numeric_fields)
    assert list(embedded.fields) == [f.name for f in schema.fields if f.name not in numbers]
    assert embedded.numeric_names == numbers
    assert embedded.numeric.shape == (5, len(numbers))
    sequences = {f.name for f in schema.fields if isinstance(f, SequenceField)}
    assert set(embedded.masks) == sequences
    for name, vector in embedded.fields.items():
        assert vector.ndim == (3 if name in sequences else 2)


@every_model
def test_eval_mode_gives_the_same_bits_and_draws_nothing(spec: Any, schema: FeatureSchema) -> None:
    model, batch = build(spec, schema), batch_of(schema)
    state = torch.get_rng_state()
    assert same(model(batch), model(batch))
    assert torch.equal(state, torch.get_rng_state())


@every_model
def test_the_same_random_state_builds_the_same_model(spec: Any, schema: FeatureSchema) -> None:
    batch = batch_of(schema)
    assert same(build(spec, schema, seed=3)(batch), build(spec, schema, seed=3)(batch))


@every_model
def test_weights_round_trip_through_safetensors(spec: Any, schema: FeatureSchema) -> None:
    model, other, batch = build(spec, schema, seed=1), build(spec, schema, seed=2), batch_of(schema)
    assert not same(model(batch), other(batch))
    other.load_state_dict(load(save(model.state_dict())))
    assert same(model(batch), other(batch))


@every_model
def test_a_copy_stands_on_its_own(spec: Any, schema: FeatureSchema) -> None:
    model, batch = build(spec, schema), batch_of(schema)
    before, copied = model(batch), copy.deepcopy(model)
    with torch.no_grad():
        for parameter in copied.parameters():
            parameter.add_(1.0)
    assert same(before, model(batch))


@every_model
def test_taps_are_modules_of_the_model_that_run_input_side_first(spec: Any, schema: FeatureSchema) -> None:
    model = build(spec, schema)
    taps = model.taps()
    own = {id(module) for module in model.modules()}
    assert all(id(module) in own for module in taps.values())
    assert len({id(module) for module in taps.values()}) == len(taps)
    with listening(taps) as states:
        model(batch_of(schema, rows=6))
    assert list(states) == list(taps)
    assert all(state.shape[0] == 6 for state in states.values())


@every_model
def test_a_state_follows_from_the_one_before_its_non_linearity(spec: Any, schema: FeatureSchema) -> None:
    model = build(spec, schema)
    with listening(model.taps()) as states:
        model(batch_of(schema, rows=50))
    pairs = pairs_of_taps(model.taps())
    assert {name for name in states if name.endswith(".pre")} == {before for before in pairs.values() if before}
    for name, before in pairs.items():
        if before is not None and isinstance(model.taps()[name], nn.ReLU):
            assert (states[before] < 0).any()
            assert torch.equal(states[name], states[before].relu())


@every_model
def test_hooks_are_gone_even_after_an_error(spec: Any, schema: FeatureSchema) -> None:
    model = build(spec, schema)
    short = replace(batch_of(schema), ids={}, numeric=torch.zeros(8, 0))
    with pytest.raises((KeyError, RuntimeError)), listening(model.taps()):
        model(short)
    assert not any(module._forward_hooks for module in model.modules())


@every_model
def test_only_tables_have_sparse_gradients_and_only_of_touched_rows(spec: Any, schema: FeatureSchema) -> None:
    model, batch = build(spec, schema), batch_of(schema, rows=3)
    loss_of(model, batch).backward()
    tables = embedding_parameters(model)
    assert bool(tables) == bool(schema.embedded_fields)
    for name, parameter in model.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.is_sparse == (name in tables), name
    looked_up = sum(ids.numel() for ids in batch.ids.values())
    assert sum(table.grad._nnz() for table in tables.values() if table.grad is not None) == looked_up
    for table in tables.values():
        gradient = table.grad.coalesce() if table.grad is not None else None
        assert gradient is not None
        untouched = torch.ones(len(table), dtype=torch.bool).index_fill(0, gradient.indices()[0], False)
        assert (gradient.to_dense()[untouched] == 0).all()
        assert (gradient.to_dense()[0] == 0).all()


@every_model
def test_an_unknown_id_counts_for_nothing(spec: Any, schema: FeatureSchema) -> None:
    model, batch = build(spec, schema), batch_of(schema, rows=4)
    for name, ids in batch.ids.items():
        unknown = model.embed(with_ids(batch, name, torch.zeros_like(ids)))
        assert (unknown.fields[name] == 0).all()
        if name in unknown.masks:
            assert not unknown.masks[name].any()


@every_model
def test_an_id_outside_its_table_is_refused_by_name(spec: Any, schema: FeatureSchema) -> None:
    model, batch, sizes = build(spec, schema), batch_of(schema, rows=4), sizes_of(schema)
    for entry in schema.fields:
        if entry.name not in batch.ids:
            continue
        table = entry.table if isinstance(entry, (CategoricalField, SequenceField)) else entry.name
        for wrong in (sizes[table], -1):
            ids = batch.ids[entry.name].clone()
            ids[2, -1] = wrong
            with pytest.raises(DataError, match=rf"field '{entry.name}', row 2 .* is {wrong}, .*'{table}'.*0 to"):
                model(with_ids(batch, entry.name, ids))


@every_model
def test_training_steps_lower_the_loss(spec: Any, schema: FeatureSchema) -> None:
    model, batch = build(spec, schema), batch_of(schema, rows=40)
    before = float(loss_of(model, batch).detach())
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)  # layer norms let wide states shake at more
    for _ in range(10):
        optimizer.zero_grad()
        loss_of(model, batch).backward()
        optimizer.step()
    assert float(loss_of(model, batch).detach()) < before


TAKES_SPARSE = {"Adagrad", "SGD", "SparseAdam"}
OPTIMIZERS = sorted(
    name
    for name, value in vars(torch.optim).items()
    if isinstance(value, type) and issubclass(value, torch.optim.Optimizer) and value is not torch.optim.Optimizer
)


def test_torchs_optimisers_are_found() -> None:
    assert {"SGD", "Adagrad", "Adam", "AdamW", "SparseAdam", "RMSprop"} <= set(OPTIMIZERS)


@pytest.mark.parametrize("optimizer_name", OPTIMIZERS)
@every_kind
def test_the_vector_of_unknown_ids_stays_zero_under_every_optimiser(spec: Any, optimizer_name: str) -> None:
    model = build(spec, EVERYTHING)
    tables = embedding_parameters(model)
    optimizer = getattr(torch.optim, optimizer_name)(list(tables.values()), lr=0.1)

    def step(seed: int) -> Tensor:
        optimizer.zero_grad()
        loss = loss_of(model, batch_of(EVERYTHING, rows=30, seed=seed))
        loss.backward()
        for table in tables.values():
            if optimizer_name not in TAKES_SPARSE and table.grad is not None:
                table.grad = table.grad.to_dense()
        return loss

    start = {name: table.detach().clone() for name, table in tables.items()}
    with torch.sparse.check_sparse_tensor_invariants(True):  # torch warns where it is neither on nor off
        for seed in range(4):
            optimizer.step(lambda seed=seed: step(seed))
    for name, table in tables.items():
        assert (table[0] == 0).all(), name
        assert not torch.equal(table.detach(), start[name]), name
