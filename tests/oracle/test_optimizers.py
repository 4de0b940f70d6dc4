"""Our optimisers against torch's own: the same bits or the last few of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from clicklens.training.optimizer import Adagrad, Adam, AdamW, OptimizerSpec, Sgd, build_optimizer
from clicklens.training.optimizer.row_decay import RowDecay

STEPS = 25
ROWS, DIM = 40, 5

Peer = Callable[[list[nn.Parameter]], torch.optim.Optimizer]

DENSE: list[tuple[OptimizerSpec, float, Peer]] = [
    (Adagrad(lr=0.05, initial_accumulator=0.1, eps=1e-8), 0.0, lambda p: torch.optim.Adagrad(
        p, lr=0.05, initial_accumulator_value=0.1, eps=1e-8)),
    (Adagrad(lr=0.05), 0.01, lambda p: torch.optim.Adagrad(
        p, lr=0.05, initial_accumulator_value=1e-4, eps=1e-10, weight_decay=0.01)),
    (Adam(lr=0.01, betas=(0.8, 0.99)), 0.0, lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.8, 0.99))),
    (Adam(), 0.1, lambda p: torch.optim.Adam(p, weight_decay=0.1)),
    (AdamW(lr=0.01, weight_decay=0.2), 0.0, lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.2)),
    (Sgd(lr=0.05), 0.0, lambda p: torch.optim.SGD(p, lr=0.05)),
    (Sgd(lr=0.05, momentum=0.9), 0.01, lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01)),
]  # fmt: skip

SPARSE: list[tuple[OptimizerSpec, Peer]] = [
    (Adagrad(lr=0.05), lambda p: torch.optim.Adagrad(p, lr=0.05, initial_accumulator_value=1e-4, eps=1e-10)),
    (Adam(lr=0.01), lambda p: torch.optim.SparseAdam(p, lr=0.01)),
    (Sgd(lr=0.05), lambda p: torch.optim.SGD(p, lr=0.05)),
]


def a_pair() -> tuple[nn.Parameter, nn.Parameter]:
    start = torch.randn(ROWS, DIM, generator=torch.Generator().manual_seed(1))
    return nn.Parameter(start.clone()), nn.Parameter(start.clone())


def sparse_gradient(step: int, rows: Tensor | None = None) -> Tensor:
    """Thirty look-ups of a table's lower half, with repeats, not merged."""
    source = torch.Generator().manual_seed(100 + step)
    rows = torch.randint(0, ROWS // 2, (30,), generator=source) if rows is None else rows
    values = torch.randn(len(rows), DIM, generator=source)
    return torch.sparse_coo_tensor(rows.unsqueeze(0), values, (ROWS, DIM), check_invariants=True)


@pytest.mark.parametrize(("spec", "decay", "peer"), DENSE, ids=lambda value: getattr(value, "kind", None))
def test_dense_weights_follow_torch(spec: OptimizerSpec, decay: float, peer: Peer) -> None:
    ours, theirs = a_pair()
    optimizer, reference = build_optimizer(spec, [ours], weight_decay=decay), peer([theirs])
    for step in range(STEPS):
        gradient = torch.randn(ROWS, DIM, generator=torch.Generator().manual_seed(step))
        ours.grad, theirs.grad = gradient.clone(), gradient.clone()
        optimizer.step()
        reference.step()
        torch.testing.assert_close(ours, theirs, rtol=2e-6, atol=2e-7)


@pytest.mark.parametrize(("spec", "peer"), SPARSE, ids=lambda value: getattr(value, "kind", None))
def test_tables_follow_torchs_sparse_optimisers(spec: OptimizerSpec, peer: Peer) -> None:
    ours, theirs = a_pair()
    optimizer, reference = build_optimizer(spec, [ours]), peer([theirs])
    for step in range(STEPS):
        ours.grad, theirs.grad = sparse_gradient(step), sparse_gradient(step).coalesce()
        optimizer.step()
        with torch.sparse.check_sparse_tensor_invariants(True):  # type: ignore[no-untyped-call]
            reference.step()
        torch.testing.assert_close(ours, theirs, rtol=5e-6, atol=5e-7)


@pytest.mark.parametrize(
    ("spec", "decay", "peer"),
    [
        (Adam(lr=0.01, lazy=False), 0.0, lambda p: torch.optim.Adam(p, lr=0.01)),
        (Adam(lr=0.01, lazy=False), 0.1, lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.1)),
        (AdamW(lr=0.01, weight_decay=0.2, lazy=False), 0.0, lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.2)),
    ],
    ids=["adam", "adam, pulled", "adamw"],
)
def test_a_table_that_is_not_lazy_follows_torchs_dense_optimiser(spec: OptimizerSpec, decay: float, peer: Peer) -> None:
    ours, theirs = a_pair()
    pull = RowDecay(starts=torch.tensor([0]), rates=torch.tensor([0.0, decay]))  # of every row
    optimizer, reference = build_optimizer(spec, [ours], row_decays={ours: pull}), peer([theirs])
    for step in range(STEPS):
        ours.grad, theirs.grad = sparse_gradient(step), sparse_gradient(step).to_dense()
        optimizer.step()
        reference.step()
        torch.testing.assert_close(ours, theirs, rtol=5e-6, atol=5e-7)


@pytest.mark.parametrize("spec", [Adagrad(lr=0.05), Sgd(lr=0.05)], ids=lambda spec: spec.kind)
def test_a_sparse_gradient_moves_a_table_as_its_dense_form_would(spec: OptimizerSpec) -> None:
    sparse, dense = a_pair()
    by_rows, by_all = build_optimizer(spec, [sparse]), build_optimizer(spec, [dense])
    for step in range(STEPS):
        sparse.grad, dense.grad = sparse_gradient(step), sparse_gradient(step).to_dense()
        by_rows.step()
        by_all.step()
    torch.testing.assert_close(sparse, dense, rtol=5e-6, atol=5e-7)


@pytest.mark.parametrize("spec", [Adam(), AdamW(), Sgd(momentum=0.9)], ids=lambda spec: spec.kind)
def test_rows_that_every_step_touches_get_the_dense_update_also_with_memory(spec: OptimizerSpec) -> None:
    sparse, dense = a_pair()
    by_rows, by_all = build_optimizer(spec, [sparse]), build_optimizer(spec, [dense])
    everything = torch.arange(ROWS).repeat(2)
    for step in range(STEPS):
        sparse.grad, dense.grad = sparse_gradient(step, everything), sparse_gradient(step, everything).to_dense()
        by_rows.step()
        by_all.step()
    torch.testing.assert_close(sparse, dense, rtol=5e-6, atol=5e-7)


@pytest.mark.parametrize("spec", [Adam(), Sgd(momentum=0.9)], ids=lambda spec: spec.kind)
def test_a_row_that_a_batch_leaves_out_rests_where_the_dense_update_would_move_it(spec: OptimizerSpec) -> None:
    sparse, dense = a_pair()
    by_rows, by_all = build_optimizer(spec, [sparse]), build_optimizer(spec, [dense])
    for step, rows in enumerate([torch.arange(ROWS), torch.tensor([3])]):
        sparse.grad, dense.grad = sparse_gradient(step, rows), sparse_gradient(step, rows).to_dense()
        by_rows.step()
        by_all.step()
        if step == 0:
            rested = sparse.detach().clone()
    assert torch.equal(sparse[4:], rested[4:])
    assert (dense[4:] != rested[4:]).all()


@pytest.mark.parametrize("spec", [Adagrad(), Adagrad(rowwise=True), Adam(), AdamW(), Sgd(), Sgd(momentum=0.9)], ids=str)
def test_rows_that_no_batch_touched_keep_their_bits(spec: OptimizerSpec) -> None:
    table, start = a_pair()
    optimizer = build_optimizer(spec, [table], weight_decay=0.1)
    for step in range(STEPS):
        table.grad = sparse_gradient(step)  # the lower half only
        optimizer.step()
    half = ROWS // 2
    assert torch.equal(table[half:], start[half:])
    assert (table[:half] != start[:half]).any(dim=1).all()


def test_rowwise_adagrad_is_the_formula_of_one_accumulator_a_row() -> None:
    table, _ = a_pair()
    optimizer = build_optimizer(Adagrad(lr=0.05, rowwise=True), [table])
    weight, total = table.detach().double(), torch.full((ROWS, 1), 1e-4, dtype=torch.float64)
    for step in range(STEPS):
        table.grad = sparse_gradient(step)
        gradient = table.grad.to_dense().double()
        total += gradient.square().mean(dim=1, keepdim=True)
        weight -= 0.05 * gradient / (total.sqrt() + 1e-10)
        optimizer.step()
    torch.testing.assert_close(table.detach().double(), weight, rtol=1e-5, atol=1e-6)
    assert optimizer.state[table]["sum"].shape == (ROWS, 1)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no GPU: the merge on one is another sum")
def test_a_gpu_takes_the_same_steps() -> None:
    ours, _ = a_pair()
    there = nn.Parameter(ours.detach().cuda())
    here_optimizer, there_optimizer = build_optimizer(Adagrad(), [ours]), build_optimizer(Adagrad(), [there])
    for step in range(STEPS):
        ours.grad, there.grad = sparse_gradient(step), sparse_gradient(step).cuda()
        here_optimizer.step()
        there_optimizer.step()
    torch.testing.assert_close(ours, there.cpu(), rtol=1e-5, atol=1e-6)
