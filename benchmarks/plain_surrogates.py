"""The peer of ``interactions.py``: MADEX as GLIDER's paper and code have it (arXiv:2006.10966), in plain PyTorch.

One instance after another in a process of one thread, a process a core: Adam at 0.01, batches of 100, L1 of 1e-4 on the
weights, up to 100 epochs, over when six in a row bring no better validation loss. Rows, box and the reading of the
weights are the same as on our side.
"""

from __future__ import annotations

import multiprocessing
import time
from typing import NamedTuple

import numpy as np
import torch
from planted_sets import PlantedBox
from torch import Tensor, nn
from torch.nn.functional import mse_loss

from clicklens.interactions import Interaction, Sampling
from clicklens.interactions.black_box import Floats
from clicklens.interactions.first_layer import FirstLayer, pair_strengths, set_strengths
from clicklens.interactions.madex import r_squared
from clicklens.interactions.prune import pruned
from clicklens.interactions.sample import sample_kept

EPOCHS, PATIENCE = 100, 5


class Told(NamedTuple):
    """What the loop says of one instance."""

    pairs: Floats  # (F, F)
    sets: tuple[Interaction, ...]
    fidelity: float  # R² on test rows
    epochs: int
    processor: float  # seconds


def explain_all(
    box: PlantedBox, instances: int, hidden: tuple[int, ...], *, processes: int
) -> tuple[list[Told], float]:
    """The first instances of the box, and the seconds that they took once every process stood ready."""
    with multiprocessing.get_context("spawn").Pool(processes, torch.set_num_threads, (1,)) as pool:
        pool.map(_ready, range(4 * processes), chunksize=1)
        started = time.perf_counter()
        told = pool.starmap(explain_one, [(box, place, hidden) for place in range(instances)], chunksize=1)
        return told, time.perf_counter() - started


def explain_one(box: PlantedBox, place: int, hidden: tuple[int, ...]) -> Told:
    """Asks, trains, reads."""
    started = time.process_time()
    sampling = Sampling()
    kept = sample_kept(fields=len(box.fields), rows=sampling.rows, example_ids=[place])[0]
    answers = box.ask(kept[None], np.array([place]))[0]
    x, goal = torch.from_numpy(kept).float(), torch.from_numpy(answers).float()
    learnt, judged = slice(sampling.train), slice(sampling.train, sampling.train + sampling.validation)
    mean, scale = goal[learnt].mean(), goal[learnt].std()
    model, epochs = train(x, (goal - mean) / scale, learnt, judged, hidden)
    with torch.no_grad():
        told = model(x[judged.stop :]).squeeze(1) * scale + mean
    layer = read([linear.weight.detach().double() for linear in linears(model)], float(scale))
    (ranked,) = set_strengths(layer)
    fidelity = r_squared(told.double().numpy()[None], answers[None, judged.stop :])
    pairs, sets = pair_strengths(layer)[0], pruned(ranked)
    return Told(pairs, sets, float(fidelity[0]), epochs, time.process_time() - started)


def train(x: Tensor, goal: Tensor, learnt: slice, judged: slice, hidden: tuple[int, ...]) -> tuple[nn.Sequential, int]:
    """The network at its best epoch, and how many epochs it learnt."""
    torch.manual_seed(42)
    model = network(x.shape[1], hidden)
    weights = [linear.weight for linear in linears(model)]
    adam = torch.optim.Adam(model.parameters(), lr=0.01)
    best, vain, epochs, state = np.inf, 0, 0, {}
    while vain <= PATIENCE and epochs < EPOCHS:
        for rows in torch.randperm(learnt.stop).split(100):
            adam.zero_grad()
            loss = mse_loss(model(x[rows]).squeeze(1), goal[rows]) + 1e-4 * sum(w.abs().sum() for w in weights)
            loss.backward()
            adam.step()
        with torch.no_grad():
            missed = float(mse_loss(model(x[judged]).squeeze(1), goal[judged]))
        vain = 0 if missed < best else vain + 1
        if missed < best:
            best, state = missed, {name: tensor.clone() for name, tensor in model.state_dict().items()}
        epochs += 1
    model.load_state_dict(state)
    return model, epochs


def network(fields: int, hidden: tuple[int, ...]) -> nn.Sequential:
    layers: list[nn.Module] = []
    for width_in, width in zip((fields, *hidden), (*hidden, 1), strict=True):
        layers += [nn.Linear(width_in, width), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def linears(model: nn.Sequential) -> list[nn.Linear]:
    return [layer for layer in model if isinstance(layer, nn.Linear)]


def read(weights: list[Tensor], scale: float) -> FirstLayer:
    """z = |w_y|ᵀ |W_L| … |W_2|, of one network."""
    z = weights[-1].abs()
    for weight in reversed(weights[1:-1]):
        z = z @ weight.abs()
    return FirstLayer(reads=weights[0].abs().numpy()[None], reaches=z.numpy() * scale)


def _ready(_: int) -> None:
    time.sleep(0.05)  # long enough that every process takes one, and has loaded all before the clock starts
