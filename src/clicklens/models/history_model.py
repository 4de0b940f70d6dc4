"""HistoryModel: models that read past behaviours with the candidate in view, and are a tower beside that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from torch import Tensor, nn

from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.field_model import FieldModel
from clicklens.models.flat_input import FlatInput
from clicklens.models.history import History
from clicklens.models.weighing import Weighing
from clicklens.nn import Tower, output_layer


class HistoryModel(FieldModel):
    """Each history becomes one vector in the place of its sequences; all vectors side by side into a tower.

    A reader turns a history into its vector: a module that is given e_1 … e_L, v_A and a mask, and whose ``weights``
    gives what each behaviour counts. Sequences that attend to nothing are pooled as the schema says.
    """

    def __init__(
        self,
        *,
        embedding: FieldEmbedding,
        histories: Sequence[History],
        readers: Sequence[nn.Module],
        input_: FlatInput,
        tower: Tower,
    ) -> None:
        """One reader for each history."""
        super().__init__(embedding=embedding)
        self.histories = tuple(histories)
        self.readers = nn.ModuleList(readers)
        self.input = input_
        self.tower = tower
        self.output = output_layer(width_in=tower.width, width=len(self.tasks))

    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T)"""
        read = embedded
        for history, reader in zip(self.histories, self.readers, strict=True):
            interest = reader(history.keys(embedded), history.query(embedded), history.mask(embedded))
            read = history.summed_up(read, interest)
        return self.logits_of(read)

    def logits_of(self, read: Embedded) -> Tensor:
        """The tower's, over histories that have been read -> (B, T)"""
        logits: Tensor = self.output(self.tower(self.input(read)))
        return logits

    def taps(self) -> dict[str, nn.Module]:
        """interest_1, … for each history, then layer_1.pre, layer_1, layer_2.pre, …"""
        interests = {f"interest_{number}": reader for number, _, reader in self._numbered()}
        return {**interests, **self.tower.taps()}

    def weighings(self) -> dict[str, Weighing]:
        """attention_1, … for each history: the weights of its events."""
        return {
            f"attention_{number}": Weighing(
                reader.get_submodule("weights"),
                over="positions",
                fields=history.sequences,
                candidate=history.candidates[0],
            )
            for number, history, reader in self._numbered()
        }

    def _numbered(self) -> Iterator[tuple[int, History, nn.Module]]:
        for number, (history, reader) in enumerate(zip(self.histories, self.readers, strict=True), start=1):
            yield number, history, reader
