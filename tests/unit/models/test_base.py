import pytest
import torch
from torch import Tensor, nn

from clicklens.data.batch import Batch
from clicklens.models import CtrModel, Embedded, Gwen, build_model, embedding_parameters, pairs_of_taps
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of


class Doubled(CtrModel):
    """The least a model can be: its number, twice."""

    tasks = ("click",)

    def embed(self, batch: Batch) -> Embedded:
        return Embedded(fields={}, numeric=batch.numeric)

    def score(self, embedded: Embedded) -> dict[str, Tensor]:
        return {"click": 2 * embedded.numeric[:, 0]}

    def taps(self) -> dict[str, nn.Module]:
        return {}


def test_the_whole_model_is_its_two_halves() -> None:
    batch = batch_of(SCHEMAS["nothing but numbers"])
    assert torch.equal(Doubled()(batch)["click"], 2 * batch.numeric[:, 0])


def test_a_model_without_its_halves_cannot_be_made() -> None:
    class Half(CtrModel):
        tasks = ("click",)

    with pytest.raises(TypeError, match="abstract"):
        Half()  # type: ignore[abstract]


def test_the_parameters_of_tables_are_found_under_their_names_in_the_model() -> None:
    schema = SCHEMAS["everything"]
    model = build_model(Gwen(bias_field="user"), schema=schema, table_sizes=sizes_of(schema))
    found = embedding_parameters(model)
    assert sorted(found) == ["embedding.stacks.2.weight", "embedding.stacks.8.weight"]
    assert all(dict(model.named_parameters())[name] is parameter for name, parameter in found.items())


def test_a_module_without_tables_has_none() -> None:
    assert embedding_parameters(nn.Linear(1, 1)) == {}


def test_taps_are_paired_by_name() -> None:
    names = dict.fromkeys(["layer_1.pre", "layer_1", "attention", "lost.pre"], nn.Identity())
    assert pairs_of_taps(names) == {"layer_1": "layer_1.pre", "attention": None}
