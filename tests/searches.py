"""Small searches for tests: a request over a small GwEN, and searches that were made up without a training."""

from __future__ import annotations

import math
import sys
import time
from pathlib import Path
from typing import Any

from clicklens.data.dataset import EncodedDataset
from clicklens.search import SearchRequest, SearchResult, read_search_request
from clicklens.search.finding import find_words
from clicklens.search.result import OpenSetting, SearchTrial
from clicklens.search.start import Unwatched, resume_search, start_search
from clicklens.store import open_store
from clicklens.training import Event, Trainer
from clicklens.training.event import StepDone
from tests.training_runs import small_dataset

SPACE: dict[str, Any] = {
    "training.optimizer.lr": {"low": 0.001, "high": 0.3, "log": True},
    "model.hidden": {"choices": [[8, 4], [8]]},
}
SEARCH = "s"  # the id of the search of the process below


def search_values(dataset: EncodedDataset, *, epochs: int = 2, **search: Any) -> dict[str, Any]:
    """A request as YAML holds it: four trials over a learning rate and the layers."""
    return {
        "name": "small",
        "data": {"path": str(dataset.path)},
        "model": {"kind": "gwen", "hidden": [8, 4], "embedding_dim": 4},
        "training": {
            "optimizer": {"kind": "adagrad", "lr": 0.05},
            "batch_size": 50,
            "epochs": epochs,
            "checkpoints": {"every": 2},
            "threads": 1,
        },
        "search": {"trials": 4, "sampler": "random", "pruner": "none", "space": SPACE, **search},
    }


def search_request(dataset: EncodedDataset, *, epochs: int = 2, **search: Any) -> SearchRequest:
    """The same, read."""
    return read_search_request(search_values(dataset, epochs=epochs, **search))


def wide_dataset(folder: Path) -> EncodedDataset:
    """Rows enough that a good learning rate shows."""
    return small_dataset(folder, rows=1200)


def made_up_result(trials: list[SearchTrial], **changes: Any) -> SearchResult:
    """A result over a rate and a choice of layers, by hand."""
    values: dict[str, Any] = {
        "run_id": "small-search",
        "rows": {},
        "metric": "auc",
        "lower_is_better": False,
        "split": "validation",
        "sampler": "tpe",
        "pruner": "median",
        "seed": 0,
        "wanted": len(trials),
        "trials": tuple(trials),
        "settings": (
            OpenSetting(key="training.optimizer.lr", low=0.001, high=0.1, log=True, choices=None, importance=0.8),
            OpenSetting(key="model.hidden", low=None, high=None, log=False, choices=("[8, 4]", "[8]"), importance=0.2),
        ),
        "best": 2,
        "yaml": "training:\n  optimizer: {lr: 0.01}\n",
        "command": "clicklens train config.yaml --set training.optimizer.lr=0.01",
        "findings": (),
        **changes,
    }
    return SearchResult(**values)


def trial(number: int, value: float | None, **changes: Any) -> SearchTrial:
    """A trial by hand, complete unless ``changes`` say otherwise."""
    values: dict[str, Any] = {
        "number": number,
        "run_id": f"small-search-{number:03d}",
        "state": "complete",
        "settings": {"training.optimizer.lr": 0.01, "model.hidden": [8, 4]},
        "value": value,
        "step": 10,
        "test": None if value is None else value - 0.01,
        **changes,
    }
    return SearchTrial(**values)


def made_up_search() -> SearchResult:
    """Twelve trials over a rate that matters and layers that hardly do; three ended early, one failed, one runs."""
    trials = []
    for number in range(1, 13):
        rate = 10 ** (-4 + 3 * ((number * 0.381966) % 1))  # evenly over three decades, in no order
        hidden = ([400, 400, 400], [512, 256])[number % 2]
        value = 0.74 - 0.02 * (math.log10(rate) + 2.2) ** 2 - 0.001 * (number % 2)
        changes: dict[str, Any] = {
            "settings": {"training.optimizer.lr": rate, "model.hidden": hidden},
            "step": 100 * number,
        }
        if number in (5, 8, 10):
            changes |= {"state": "pruned", "message": "pruned: auc on 'validation' is behind the trials before it"}
        if number == 7:
            changes |= {"state": "failed", "step": None, "message": "the loss is no longer a number"}
        if number == 12:
            changes |= {"state": "running", "step": None}
        trials.append(trial(number, None if number in (7, 12) else round(value, 4), **changes))
    settings = (
        OpenSetting(key="training.optimizer.lr", low=0.0001, high=0.1, log=True, choices=None, importance=0.93),
        OpenSetting(
            key="model.hidden",
            low=None,
            high=None,
            log=False,
            choices=("[400, 400, 400]", "[512, 256]"),
            importance=0.07,
        ),
    )
    complete = [t for t in trials if t.state == "complete"]
    best = max(complete, key=lambda t: t.value or 0.0)
    found = find_words(trials, settings, best, metric="auc", split="validation", wanted=14)
    return made_up_result(trials, settings=settings, wanted=14, best=best.number, findings=found)


class Dawdling(Unwatched):
    """Takes its time after each step, so that a kill can fall between any two."""

    def begin(self, number: int, wanted: int, settings: Any) -> tuple[Dawdling]:
        return (self,)

    def on(self, event: Event, trainer: Trainer) -> None:
        if isinstance(event, StepDone):
            time.sleep(0.03)


def go_on(data: str, store_folder: str) -> None:
    """Begins the search, or goes on with it: ``python -m tests.searches DATA STORE``, to be killed."""
    store = open_store(store_folder)
    if any(run.id == SEARCH for run in store.runs()):
        resume_search(SEARCH, store=store, watch=Dawdling())
        return
    dataset = EncodedDataset.open(data)
    start_search(search_request(dataset), store=store, dataset=dataset, watch=Dawdling(), run_id=SEARCH)


if __name__ == "__main__":
    go_on(*sys.argv[1:])
