"""What a change is judged against and trained on where it does not say so itself."""

from clicklens.models import Gwen
from clicklens.refine import Cross, DropLayer
from clicklens.training.spec import DataSpec, RunSpec
from tests.factories import make_dataset

SPEC = RunSpec(data=DataSpec(name="rows"), model=Gwen(hidden=(8, 4)))


def test_a_change_of_the_model_is_judged_against_the_request_on_the_same_rows(tmp_path):
    dataset = make_dataset(tmp_path, rows=60)
    change = DropLayer(layer=1)
    assert change.unchanged(SPEC) is SPEC
    assert change.prepared(dataset) is dataset


def test_crosses_bring_their_own_rows_and_another_target_its_own_model(tmp_path):
    dataset = make_dataset(tmp_path, rows=60)
    own, other = Cross(fields=("user,item",), min_count=2), Cross(fields=("user,item",), target="logistic")
    assert own.unchanged(SPEC) == SPEC
    assert other.unchanged(SPEC).model.kind == "logistic"
    assert own.prepared(dataset).schema.crosses[0].name == "user_x_item"
