"""FinalMLP: two towers that see the fields through gates of their own, and a product of what they say.

Mao et al., AAAI 2023, arXiv:2304.00902.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field as Setting
from pydantic import model_validator
from torch import Tensor, nn

from clicklens.core.errors import ConfigError, nearest
from clicklens.core.field import Side
from clicklens.core.schema import FeatureSchema
from clicklens.models.build_embedding import uniform_embedding
from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.field_model import FieldModel
from clicklens.models.field_vectors import FieldVectors
from clicklens.models.settings import TowerSettings, Width, build_tower
from clicklens.models.weighing import Weighing
from clicklens.nn import BilinearFusion, FieldGate, Tower


class FinalMlp(TowerSettings):
    """Settings of FinalMLP; widths, heads and norm won on Criteo_x1 in the BARS benchmark (arXiv:2009.05794)."""

    kind: Literal["finalmlp"] = "finalmlp"
    hidden: tuple[Width, ...] = Setting(default=(400, 400, 400), min_length=1)  # neurons of the first tower
    hidden_2: tuple[Width, ...] = Setting(default=(1000,), min_length=1)  # neurons of the second tower
    batch_norm: bool = True  # in both towers
    dropout_2: float | None = Setting(default=None, ge=0, lt=1)  # of the second tower; None: as in the first
    heads: int = Setting(default=200, ge=1)  # of the fusion; they divide the last layer of either tower
    gates: Literal["fields", "constant", "none"] = "fields"  # what decides how much of a field a tower sees
    gate_fields_1: tuple[str, ...] = ()  # that the first tower's gate reads; none: the user's
    gate_fields_2: tuple[str, ...] = ()  # that the second tower's gate reads; none: the item's
    gate_hidden: tuple[Width, ...] = (800,)  # neurons of a gate, input side first

    @model_validator(mode="after")
    def _parts_fit(self) -> FinalMlp:
        for name, layers in (("hidden", self.hidden), ("hidden_2", self.hidden_2)):
            if layers[-1] % self.heads:
                raise ValueError(
                    f"the {self.heads} heads do not divide the {layers[-1]} neurons at the end of {name}; take a "
                    "number of heads that divides both towers' last layers, such as 1"
                )
        if self.gates != "fields" and (self.gate_fields_1 or self.gate_fields_2):
            raise ValueError(f"gate_fields are read with gates 'fields' alone, and gates is '{self.gates}'")
        return self


class FinalMlpModel(FieldModel):
    """h_i = 2 sigmoid(Gate_i(x_i)) ∘ e, o_i = MLP_i(h_i), logit = b + w_1·o_1 + w_2·o_2 + Σ_j o_1jᵀ W_j o_2j."""

    def __init__(
        self,
        *,
        embedding: FieldEmbedding,
        vectors: FieldVectors,
        gates: list[FieldGate],
        towers: tuple[Tower, Tower],
        heads: int,
    ) -> None:
        """``gates``: one for each tower, or none."""
        super().__init__(embedding=embedding)
        self.vectors = vectors
        self.gates = nn.ModuleList(gates)
        self.first, self.second = towers
        self.fusion = BilinearFusion(
            width_1=self.first.width, width_2=self.second.width, width=len(self.tasks), heads=heads
        )

    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T)"""
        vectors = self.vectors(embedded)  # (B, F, D)
        seen = [gate(vectors) for gate in self.gates] or [vectors.flatten(1)] * 2  # (B, F D) each
        logits: Tensor = self.fusion(self.first(seen[0]), self.second(seen[1]))
        return logits

    def taps(self) -> dict[str, nn.Module]:
        """tower_1_layer_1.pre, tower_1_layer_1, …, then tower_2_layer_1.pre, tower_2_layer_1, …"""
        return {**self.first.taps("tower_1_layer"), **self.second.taps("tower_2_layer")}

    def weighings(self) -> dict[str, Weighing]:
        """gate_1, gate_2: how much of each field a tower sees, 0 to 2, the mean over the field's elements."""
        return {
            f"gate_{number}": Weighing(gate.get_submodule("weights"), over="fields", fields=self.vectors.names)
            for number, gate in enumerate(self.gates, start=1)
        }


def build_finalmlp(spec: FinalMlp, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> FinalMlpModel:
    """A fresh FinalMLP. Raises ConfigError for a gate that would read a field that is not there."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes)
    vectors = FieldVectors(embedding=embedding)
    second = spec.dropout if spec.dropout_2 is None else spec.dropout_2
    other = spec.model_copy(update={"hidden": spec.hidden_2, "dropout": second})
    width = len(vectors.names) * spec.embedding_dim
    towers = (build_tower(spec, width_in=width), build_tower(other, width_in=width))
    return FinalMlpModel(
        embedding=embedding,
        vectors=vectors,
        gates=_gates(spec, schema, vectors),
        towers=towers,
        heads=spec.heads,
    )


def _gates(spec: FinalMlp, schema: FeatureSchema, vectors: FieldVectors) -> list[FieldGate]:
    """One for each tower, or none."""
    sides: tuple[Side, ...] = () if spec.gates == "none" else ("user", "item")
    gates = []
    for number, side in enumerate(sides, start=1):
        chosen = _read_by_gate(number, side, spec, schema, vectors.names)
        reads = [place for place, name in enumerate(vectors.names) if name in chosen]
        gate = FieldGate(fields=len(vectors.names), dim=vectors.dim, reads=reads, hidden=spec.gate_hidden)
        gates.append(gate)
    return gates


def _read_by_gate(
    number: int, side: Side, spec: FinalMlp, schema: FeatureSchema, names: tuple[str, ...]
) -> tuple[str, ...]:
    """The fields that a gate reads: those that are set, or those of its side; none for a constant."""
    chosen = spec.gate_fields_1 if number == 1 else spec.gate_fields_2
    for name in chosen:
        if name not in names:
            raise ConfigError(
                f"model.gate_fields_{number}: the schema has no field '{name}' with a vector{nearest(name, names)}"
            )
    if spec.gates == "constant" or chosen:
        return chosen
    return tuple(field.name for field in schema.fields if field.side == side)
