"""FuxiCTR's side. Its package holds the parts and not the classical models, which its users take from its repository;
so the models here are put together from its own layers, on its base model with its loop, its loaders and its
defaults: dense Adam, the norm of the gradient clipped at 10, a global shuffle of the rows in front of each pass.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import job as protocol
import polars
import torch
from fuxictr.features import FeatureMap
from fuxictr.preprocess import FeatureProcessor, build_dataset
from fuxictr.pytorch.dataloaders import RankDataLoader
from fuxictr.pytorch.layers import (
    CrossNetV2,
    DIN_Attention,
    FactorizationMachine,
    FeatureEmbedding,
    FeatureEmbeddingDict,
    MLP_Block,
    ScaledDotProductAttention,
)
from fuxictr.pytorch.models import BaseModel
from torch import Tensor, nn

NAME = "peers"


class Dnn(BaseModel):
    """Embeddings side by side into its MLP block; what the others add to it is in ``logit``."""

    def __init__(self, feature_map: FeatureMap, job: dict[str, Any]) -> None:
        super().__init__(
            feature_map,
            model_id=job["kind"],
            embedding_regularizer=job["embedding_l2"],
            verbose=0,
            model_root=job["encoded"],
            metrics=["AUC"],
        )
        self.dim = job["dim"]
        self.embedding_layer = FeatureEmbedding(feature_map, self.dim)
        self.width = feature_map.sum_emb_out_dim()
        self.add_layers(job)
        self.compile("adam", "binary_crossentropy", 1e-3)
        self.reset_parameters()
        self.model_to_device()

    def add_layers(self, job: dict[str, Any]) -> None:
        """The layers behind the look-up."""
        self.mlp = self.tower(job, output_dim=1)

    def tower(self, job: dict[str, Any], *, output_dim: int | None) -> nn.Module:
        """The hidden layers that all sides have."""
        return MLP_Block(
            input_dim=self.width,
            hidden_units=list(job["hidden"]),
            output_dim=output_dim,
            dropout_rates=job["dropout"],
            batch_norm=job["batch_norm"],
        )

    def forward(self, inputs: dict[str, Tensor]) -> dict[str, Tensor]:
        """-> y_pred (B, 1), a probability"""
        rows = self.get_inputs(inputs)
        return {"y_pred": self.output_activation(self.logit(rows, self.embedding_layer(rows)))}

    def logit(self, rows: dict[str, Tensor], vectors: Tensor) -> Tensor:  # noqa: ARG002
        """vectors (B, F, D) -> (B, 1)"""
        return self.mlp(vectors.flatten(1))


class DeepFm(Dnn):
    """The DNN's logit and that of its factorisation machine."""

    def add_layers(self, job: dict[str, Any]) -> None:
        super().add_layers(job)
        self.fm = FactorizationMachine(self.feature_map)

    def logit(self, rows: dict[str, Tensor], vectors: Tensor) -> Tensor:
        return self.fm(rows, vectors) + self.mlp(vectors.flatten(1))


class DcnV2(Dnn):
    """Cross network and tower side by side."""

    def add_layers(self, job: dict[str, Any]) -> None:
        self.cross = CrossNetV2(self.width, job["cross_layers"])
        self.mlp = self.tower(job, output_dim=None)
        self.output = nn.Linear(self.width + job["hidden"][-1], 1)

    def logit(self, rows: dict[str, Tensor], vectors: Tensor) -> Tensor:  # noqa: ARG002
        flat = vectors.flatten(1)
        return self.output(torch.cat([self.cross(flat), self.mlp(flat)], dim=1))


class Interacting(nn.Module):
    """A layer of AutoInt on its scaled dot-product attention: fields attend to one another, head by head."""

    def __init__(self, *, dim: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.projections = nn.ModuleList(nn.Linear(dim, dim, bias=False) for _ in range(4))
        self.attention = ScaledDotProductAttention()

    def forward(self, vectors: Tensor) -> Tensor:
        """(B, F, D) -> (B, F, D)"""
        query, key, value, rest = (project(vectors) for project in self.projections)
        by_head = [part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in (query, key, value)]  # (B, h, F, d)
        attended, _ = self.attention(*by_head)
        return torch.relu(attended.transpose(1, 2).flatten(2) + rest)


class AutoInt(Dnn):
    """AutoInt+: the logit of the attended fields and that of the tower."""

    def add_layers(self, job: dict[str, Any]) -> None:
        super().add_layers(job)
        self.layers = nn.Sequential(
            *(Interacting(dim=self.dim, heads=job["heads"]) for _ in range(job["attention_layers"]))
        )
        self.output = nn.Linear(self.width, 1)

    def logit(self, rows: dict[str, Tensor], vectors: Tensor) -> Tensor:  # noqa: ARG002
        return self.output(self.layers(vectors).flatten(1)) + self.mlp(vectors.flatten(1))


class Din(Dnn):
    """Its DIN attention over the history, with Dice, in front of the tower."""

    def add_layers(self, job: dict[str, Any]) -> None:
        super().add_layers(job)
        self.embedding_layer = FeatureEmbeddingDict(self.feature_map, self.dim)
        self.attention = DIN_Attention(self.dim, list(job["attention_hidden"]), hidden_activations="Dice")

    def logit(self, rows: dict[str, Tensor], vectors: dict[str, Tensor]) -> Tensor:
        """field -> (B, D), the history (B, L, D) -> (B, 1)"""
        interest = self.attention(vectors["field_0"], vectors["history"], rows["history"] != 0)
        parts = [interest if name == "history" else part for name, part in vectors.items()]
        return self.mlp(torch.cat(parts, dim=1))


MODELS = {"dnn": Dnn, "deepfm": DeepFm, "dcnv2": DcnV2, "autoint": AutoInt, "din": Din}


def encode_rows(job: dict[str, Any]) -> dict[str, Any]:
    """Its feature processor: vocabularies from the training rows, then Parquet again with numbers from one on."""
    names = job["names"] if "names" in job else protocol.field_names(job)
    columns = [{"name": names, "active": True, "dtype": "int", "type": "categorical"}]
    if job["history"]:  # whose values are text, and those of the field that it shares its table with
        text = {"active": True, "dtype": "str"}
        history = {"type": "sequence", "share_embedding": "field_0", "max_len": job["longest"], "feature_encoder": None}
        job["rows"] = joined(job["rows"])
        columns = [
            {"name": "field_0", "type": "categorical", **text},
            {**columns[0], "name": names[1:]},
            {"name": "history", **history, **text},
        ]
    label = {"name": job.get("label", "click"), "dtype": "float"}
    processor = FeatureProcessor(feature_cols=columns, label_col=label, dataset_id=NAME, data_root=job["encoded"])
    splits = {f"{split}_data": path for split, path in (job.get("splits") or {"train": job["rows"]}).items()}
    build_dataset(processor, data_format="parquet", **splits)
    return {"ids": processor.feature_map.total_features}


def joined(path: str) -> str:
    """The rows with each history as one text, which is how it wants lists."""
    found = Path(path).with_stem("joined")
    polars.read_parquet(path).with_columns(polars.col("history").list.join("^")).write_parquet(found)
    return str(found)


def opened(job: dict[str, Any]) -> tuple[FeatureMap, dict[str, str]]:
    """What the encoding left: the features, and each split's file."""
    torch.set_num_threads(job["threads"])
    torch.manual_seed(0)
    folder = Path(job["encoded"]) / NAME
    features = FeatureMap(NAME, str(folder))
    features.load(str(folder / "feature_map.json"), {"embedding_dim": job["dim"]})
    return features, {f"{split}_data": str(folder / f"{split}.parquet") for split in ("train", "valid", "test")}


def train(job: dict[str, Any]) -> dict[str, Any]:
    """Its ``fit``, told to stop after as many steps as asked; nothing is evaluated or saved."""
    features, files = opened(job)
    pace = protocol.Pace(job["warm"])

    class Watched(MODELS[job["kind"]]):  # type: ignore[misc]
        def train_step(self, batch_data: dict[str, Tensor]) -> Tensor:
            loss = super().train_step(batch_data)
            loss.item()
            pace.tick()
            self._stop_training = len(pace.wall) == job["settings"]["max_steps"]
            return loss

        def eval_step(self) -> None:
            self.train()

        def load_weights(self, checkpoint: str) -> None:
            pass

    loader, _ = RankDataLoader(
        features, "train", files["train_data"], batch_size=job["batch"], shuffle=True, data_format="parquet"
    )
    model = Watched(features, job)
    model.fit(loader, epochs=1_000)
    return {**pace.result(), "parameters": sum(weight.numel() for weight in model.parameters())}


def quality(job: dict[str, Any]) -> dict[str, Any]:
    """The validation and test AUC after each epoch, until its own early stopping ends it."""
    features, files = opened(job)
    loaders = RankDataLoader(features, "both", **files, batch_size=job["batch"], shuffle=True, data_format="parquet")
    found: list[list[float]] = []

    class Watched(MODELS[job["kind"]]):  # type: ignore[misc]
        def checkpoint_and_earlystop(self, logs: dict[str, float], min_delta: float = 1e-6) -> None:
            found.append([logs["AUC"], self.evaluate(loaders[2], metrics=["AUC"])["AUC"]])
            super().checkpoint_and_earlystop(logs, min_delta)

    Watched(features, job).fit(loaders[0], epochs=job["epochs"], validation_data=loaders[1])
    return {"auc": found}


if __name__ == "__main__":
    protocol.work({"encode": encode_rows, "train": train, "quality": quality})
