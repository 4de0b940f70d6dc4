"""A change that asks for the sets that were found gets those of the run's model."""

from types import SimpleNamespace

import pytest

from clicklens.refine import Cross, DropLayer
from clicklens.workbench.found_crosses import with_found_sets
from tests.factories import make_schema
from tests.interaction_results import make_interactions, make_set

RUN = SimpleNamespace(id="run", features=make_schema())


class Asked:
    """Stands for the models of a store; notes what was asked."""

    def __init__(self):
        self.most = []

    def interactions(self, run_id, params, *, progress=None):
        self.most.append(params.most)
        return make_interactions(make_set("user", "item"), make_set("item", "price"))


@pytest.mark.parametrize("change", [DropLayer(layer=2), Cross(fields=("user,item",))])
def test_a_change_that_names_everything_asks_nothing(change):
    live = Asked()
    assert with_found_sets(change, RUN, live) is change
    assert live.most == []


def test_the_usual_question_is_asked_where_it_tells_enough_sets():
    live = Asked()
    assert with_found_sets(Cross(top=1), RUN, live) == Cross(fields=("user,item",))
    assert with_found_sets(Cross(top=40), RUN, live) == Cross(fields=("user,item", "item,price"))
    assert live.most == [10, 40]
