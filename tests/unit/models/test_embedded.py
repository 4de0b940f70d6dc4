import torch

from clicklens.models import Embedded


def an_embedded() -> Embedded:
    return Embedded(
        fields={"user": torch.arange(6.0).reshape(3, 2), "clicked": torch.arange(12.0).reshape(3, 2, 2)},
        numeric=torch.tensor([[1.0], [2.0], [3.0]]),
        numeric_names=("price",),
        masks={"clicked": torch.tensor([[True, False], [True, True], [False, False]])},
    )


def test_its_length_is_its_rows() -> None:
    assert len(an_embedded()) == 3


def test_a_change_reaches_every_field_and_the_numbers_but_no_mask() -> None:
    before = an_embedded()
    after = before.map(lambda tensor: tensor * 0)
    assert all((values == 0).all() for values in [*after.fields.values(), after.numeric])
    assert after.masks is before.masks
    assert after.numeric_names == ("price",)
    assert float(before.numeric.sum()) == 6.0


def test_leaves_are_copies_that_collect_gradients() -> None:
    before = an_embedded()
    leaves = before.as_leaves()
    for name, tensor in leaves.fields.items():
        assert tensor.is_leaf
        assert tensor.requires_grad
        assert tensor.data_ptr() != before.fields[name].data_ptr()
    assert leaves.numeric.requires_grad
    assert not before.fields["user"].requires_grad


def test_rows_are_taken_in_the_order_asked_for() -> None:
    taken = an_embedded().take(torch.tensor([2, 0]))
    assert taken.fields["user"].tolist() == [[4.0, 5.0], [0.0, 1.0]]
    assert taken.numeric.tolist() == [[3.0], [1.0]]
    assert taken.masks["clicked"].tolist() == [[False, False], [True, False]]
    assert list(taken.fields) == ["user", "clicked"]


def test_a_field_of_other_rows_stands_where_it_does_not_stay_padded_to_the_longer_history() -> None:
    rows = an_embedded()
    other = Embedded(
        fields={"user": torch.tensor([[7.0, 8.0]]), "clicked": torch.full((1, 3, 2), 9.0)},
        numeric=torch.zeros(1, 1),
        masks={"clicked": torch.tensor([[True, True, True]])},
    )
    stays = torch.tensor([True, False, True])
    users, none = rows.mixed("user", other, stays)
    assert none is None
    assert users.tolist() == [[0.0, 1.0], [7.0, 8.0], [4.0, 5.0]]
    clicked, mask = rows.mixed("clicked", other, stays)
    assert mask is not None
    assert mask.tolist() == [[True, False, False], [True, True, True], [False, False, False]]
    assert clicked[0].tolist() == [[0.0, 1.0], [2.0, 3.0], [0.0, 0.0]]
    assert clicked[1].tolist() == [[9.0, 9.0]] * 3


def test_a_longer_history_stays_whole_where_others_are_shorter() -> None:
    rows = an_embedded()
    short = Embedded(
        fields={"clicked": torch.full((3, 1, 2), 9.0)},
        numeric=torch.zeros(3, 1),
        masks={"clicked": torch.tensor([[True]] * 3)},
    )
    clicked, mask = rows.mixed("clicked", short, torch.tensor([True, True, False]))
    assert mask is not None
    assert clicked[:2].tolist() == rows.fields["clicked"][:2].tolist()
    assert (clicked[2].tolist(), mask[2].tolist()) == ([[9.0, 9.0], [0.0, 0.0]], [True, False])
