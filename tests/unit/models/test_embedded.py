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
