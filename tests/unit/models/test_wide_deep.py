"""Wide & Deep: what it does and no other."""

import torch

from clicklens.models import WideDeep
from tests.zoo_models import made


def test_the_logit_is_the_numbers_of_the_ids_and_that_of_a_tower():
    model, embedded = made(WideDeep(hidden=(5,), embedding_dim=3, embedding_spread=0.5), "two tasks")
    user, item = embedded.fields["user"], embedded.fields["item"]
    wide = user[:, 3:] + item[:, 3:]
    deep = model.output(model.tower(torch.cat([user[:, :3], item[:, :3]], dim=1)))
    torch.testing.assert_close(model.score(embedded)["buy"], (wide + deep)[:, 1])


def test_a_cross_has_a_number_in_the_wide_part_and_a_vector_in_the_tower():
    model, embedded = made(WideDeep(hidden=(5,), embedding_dim=3, embedding_spread=0.5), "a cross")
    user, item, pair = (embedded.fields[name] for name in ("user", "item", "pair"))
    wide = user[:, 3:] + item[:, 3:] + pair[:, 3:]
    deep = model.output(model.tower(torch.cat([user[:, :3], item[:, :3], pair[:, :3]], dim=1)))
    torch.testing.assert_close(model.score(embedded)["click"], (wide + deep)[:, 0])
