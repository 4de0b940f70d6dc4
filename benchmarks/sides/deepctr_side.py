"""DeepCTR-Torch's side: its models, its ``fit`` with its loader, its dense Adam.

It leaves the encoding to its user, and its examples do it with scikit-learn's LabelEncoder over pandas: so does this
script. Where another side's model has no linear part, it is given no columns for its own.
"""
# ruff: noqa: E402  (what is imported first keeps the rest from asking a server)

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import job as protocol

sys.modules["requests"] = ModuleType("requests")  # with which it would ask for its newest version as it is imported

import numpy as np
import pandas
import torch
from deepctr_torch.callbacks import Callback
from deepctr_torch.inputs import SparseFeat, VarLenSparseFeat
from deepctr_torch.models import DCN, DIN, AutoInt, DeepFM
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import LabelEncoder

NAMES = "names.txt"


def encode_rows(job: dict[str, Any]) -> dict[str, Any]:
    """Each column's values numbered by a LabelEncoder that knows those of all splits."""
    splits = job.get("splits") or {"train": job["rows"]}
    names = job["names"] if "names" in job else protocol.field_names(job)
    frames = {split: pandas.read_parquet(path) for split, path in splits.items()}
    whole = pandas.concat(frames) if len(frames) > 1 else next(iter(frames.values()))
    kept = [*names, job.get("label", "click"), *(["history"] if job["history"] else [])]
    for name in names:
        encoder = LabelEncoder().fit(whole[name])
        for frame in frames.values():
            if job["history"] and name == "field_0":
                frame["history"] = numbered(frame["history"], encoder)
            frame[name] = encoder.transform(frame[name]) + 1  # 0 is padding
    folder = Path(job["encoded"])
    folder.mkdir(parents=True, exist_ok=True)
    for split, frame in frames.items():
        frame[kept].to_parquet(folder / f"{split}.parquet")
    sizes = {name: int(max(frame[name].max() for frame in frames.values())) + 1 for name in names}
    (folder / NAMES).write_text("".join(f"{name} {size}\n" for name, size in sizes.items()))
    return {"ids": sum(sizes.values())}


def numbered(lists: pandas.Series, encoder: LabelEncoder) -> list[np.ndarray]:
    """The numbers of the values in each list, from 1."""
    ends = np.cumsum(lists.str.len())
    return np.split(encoder.transform(np.concatenate(lists.to_numpy())) + 1, ends[:-1])


def built(job: dict[str, Any], sizes: dict[str, int]) -> Any:
    """The model of that kind, compiled."""
    torch.set_num_threads(job["threads"])
    columns = [SparseFeat(name, vocabulary_size=size, embedding_dim=job["dim"]) for name, size in sizes.items()]
    settings: dict[str, Any] = {
        "dnn_hidden_units": tuple(job["hidden"]),
        "dnn_dropout": job["dropout"],
        "dnn_use_bn": job["batch_norm"],
        "l2_reg_embedding": job["embedding_l2"] / 2 * job["batch"],  # its loss is a sum over the batch
    }
    if job["kind"] == "dnn":
        model = DeepFM([], columns, use_fm=False, l2_reg_linear=0, **settings)
    elif job["kind"] == "deepfm":
        model = DeepFM(columns, columns, l2_reg_linear=0, **settings)
    elif job["kind"] == "din":
        past = SparseFeat("hist_field_0", sizes["field_0"], job["dim"], embedding_name="field_0")
        columns.append(VarLenSparseFeat(past, maxlen=job["longest"], length_name="length"))
        model = DIN(columns, ["field_0"], att_hidden_size=job["attention_hidden"], **settings)
    elif job["kind"] == "dcnv2":
        cross = {"cross_num": job["cross_layers"], "cross_parameterization": "matrix"}
        model = DCN([], columns, l2_reg_linear=0, l2_reg_cross=0, **cross, **settings)
    else:
        attention = {"att_layer_num": job["attention_layers"], "att_head_num": job["heads"]}
        model = AutoInt([], columns, **attention, **settings)
    model.compile("adam", "binary_crossentropy")
    return model


def read(job: dict[str, Any], split: str, names: list[str]) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """A split's columns and labels."""
    frame = pandas.read_parquet(Path(job["encoded"]) / f"{split}.parquet")
    inputs = {name: frame[name].to_numpy() for name in names}
    if "history" in frame:
        lists = frame["history"].to_numpy()
        inputs["length"] = np.array([len(past) for past in lists])
        inputs["hist_field_0"] = np.zeros((len(lists), job["longest"]), dtype=np.int64)  # (rows, L)
        for row, past in enumerate(lists):
            inputs["hist_field_0"][row, : len(past)] = past
    return inputs, frame[job.get("label", "click")].to_numpy()


def sizes_of(job: dict[str, Any]) -> dict[str, int]:
    """field -> ids, as the encoding wrote them down."""
    lines = (Path(job["encoded"]) / NAMES).read_text().splitlines()
    return {name: int(size) for name, size in (line.split() for line in lines)}


def train(job: dict[str, Any]) -> dict[str, Any]:
    """Its ``fit`` on the first rows, as many as the steps that are asked for need, in its own shuffled order."""
    sizes = sizes_of(job)
    inputs, labels = read(job, "train", list(sizes))
    rows = job["settings"]["max_steps"] * job["batch"]
    inputs, labels = {name: values[:rows] for name, values in inputs.items()}, labels[:rows]
    pace = protocol.Pace(job["warm"])
    model = built(job, sizes)
    take_step = model.optim.step

    def step() -> None:
        take_step()
        pace.tick()

    model.optim.step = step
    model.fit(inputs, labels, batch_size=job["batch"], verbose=0)
    return {**pace.result(), "parameters": sum(weight.numel() for weight in model.parameters())}


def quality(job: dict[str, Any]) -> dict[str, Any]:
    """The validation and test AUC after each epoch."""
    sizes = sizes_of(job)
    inputs, labels = read(job, "train", list(sizes))
    held = [read(job, split, list(sizes)) for split in ("valid", "test")]
    found: list[list[float]] = []

    class Watch(Callback):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002
            found.append([roc_auc_score(truth, model.predict(rows, 8192)) for rows, truth in held])
            model.train()  # predicting has left it in eval mode, and its loop would go on in that
            best = max(range(len(found)), key=lambda place: found[place][0])
            model.stop_training = len(found) - 1 - best >= 2

    model = built(job, sizes)
    model.fit(inputs, labels, batch_size=job["batch"], epochs=job["epochs"], verbose=0, callbacks=[Watch()])
    return {"auc": found}


if __name__ == "__main__":
    protocol.work({"encode": encode_rows, "train": train, "quality": quality})
