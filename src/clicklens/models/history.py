"""History: a person's past behaviours as a model reads them, and the candidate that they are held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from clicklens.core.errors import ConfigError, DataError, nearest
from clicklens.core.field import SequenceField
from clicklens.core.schema import FeatureSchema
from clicklens.models.embedded import Embedded
from clicklens.nn import side_by_side


@dataclass(frozen=True)
class History:
    """Sequences that hold the same events, position by position: the items that were clicked, and their categories.

    The l-th behaviour e_l is the vectors of all of them side by side, the candidate v_A those of the fields that they
    attend to. An event of which any sequence knows the id counts.
    """

    sequences: tuple[str, ...]
    candidates: tuple[str, ...]  # the field that each of them attends to

    def keys(self, embedded: Embedded) -> Tensor:
        """e_1, …, e_L, (B, L, sum of D). Raises DataError where the sequences have different lengths."""
        parts = [embedded.fields[name] for name in self.sequences]
        for name, part in zip(self.sequences, parts, strict=True):
            if part.shape[1] != parts[0].shape[1]:
                raise DataError(
                    f"the longest '{self.sequences[0]}' of these rows has {parts[0].shape[1]} entries, the longest "
                    f"'{name}' {part.shape[1]}: sequences that model.behaviours puts together hold the same events, "
                    "so each row has as many of the one as of the other"
                )
        return torch.cat(parts, dim=2) if len(parts) > 1 else parts[0]

    def query(self, embedded: Embedded) -> Tensor:
        """v_A, (B, sum of D)"""
        return side_by_side([embedded.fields[name] for name in self.candidates])

    def mask(self, embedded: Embedded) -> Tensor:
        """bool (B, L), True where an event stands"""
        return torch.stack([embedded.masks[name] for name in self.sequences]).any(dim=0)

    def summed_up(self, embedded: Embedded, interest: Tensor) -> Embedded:
        """The same rows with each of the sequences replaced by its share of one vector, (B, sum of D)."""
        widths = [embedded.fields[name].shape[2] for name in self.sequences]
        shares = dict(zip(self.sequences, torch.split(interest, widths, dim=1), strict=True))
        masks = {name: mask for name, mask in embedded.masks.items() if name not in shares}
        return replace(embedded, fields={**embedded.fields, **shares}, masks=masks)


def histories(
    schema: FeatureSchema, *, together: Sequence[Sequence[str]], widths: Mapping[str, int]
) -> tuple[History, ...]:
    """Every sequence of ``schema`` that attends to a field, those of one entry of ``together`` in one history.

    ``widths``: field -> elements of its vector. Raises ConfigError for sequences that cannot be joined, and for a
    candidate that no behaviour can be compared with.
    """
    attends = {f.name: f.attends_to for f in schema.fields if isinstance(f, SequenceField) and f.attends_to is not None}
    joined = [name for group in together for name in group]
    for name in joined:
        if name not in attends:
            raise ConfigError(
                f"model.behaviours: the schema has no sequence '{name}' that attends to a field{nearest(name, attends)}"
            )
        if joined.count(name) > 1:
            raise ConfigError(f"model.behaviours: '{name}' stands there twice; each sequence belongs to one history")
    for name, candidate in attends.items():
        _refuse_unlike(schema, name, candidate, widths)
    groups = [tuple(group) for group in together if group]
    groups += [(name,) for name in attends if name not in joined]
    order = list(attends)
    groups.sort(key=lambda group: min(order.index(name) for name in group))
    return tuple(History(group, tuple(attends[name] for name in group)) for group in groups)


def _refuse_unlike(schema: FeatureSchema, sequence: str, candidate: str, widths: Mapping[str, int]) -> None:
    """A behaviour and the candidate are compared element by element, so both are one vector of the same width."""
    is_one = not isinstance(schema.field(candidate), SequenceField) and candidate in widths
    if not is_one or widths[candidate] != widths[sequence]:
        raise ConfigError(
            f"model: the sequence '{sequence}' attends to '{candidate}', a {schema.field(candidate).kind} field; what "
            f"behaviours are compared with has one vector of {widths[sequence]} elements: name a categorical field"
        )
