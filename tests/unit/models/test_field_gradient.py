import torch

from clicklens.models import Embedded, field_gradients


def embedded() -> Embedded:
    """Two rows: a field of two elements, a sequence of which the second row holds one id, and two numbers."""
    return Embedded(
        fields={"ad": torch.ones(2, 2), "past": torch.ones(2, 2, 1), "unused": torch.ones(2, 3)},
        numeric=torch.ones(2, 2),
        numeric_names=("price", "age"),
        masks={"past": torch.tensor([[True, True], [True, False]])},
    ).as_leaves()


def test_each_row_has_the_gradient_of_its_own_score() -> None:
    leaves = embedded()
    of_ad = leaves.fields["ad"] @ torch.tensor([2.0, -1.0])
    of_past = leaves.fields["past"].squeeze(2) @ torch.tensor([4.0, 6.0])
    found = field_gradients(of_ad + of_past + 3 * leaves.numeric[:, 1], leaves)
    assert list(found) == ["ad", "past", "unused", "price", "age"]
    assert found["ad"].tolist() == [[2.0, -1.0]] * 2
    assert found["past"].tolist() == [[5.0], [4.0]]  # the mean over positions that hold an id
    assert found["unused"].tolist() == [[0.0] * 3] * 2
    assert found["price"].tolist() == [[0.0]] * 2
    assert found["age"].tolist() == [[3.0]] * 2


def test_without_numbers_there_are_none() -> None:
    leaves = Embedded(fields={"ad": torch.ones(2, 1)}, numeric=torch.ones(2, 0)).as_leaves()
    assert list(field_gradients(leaves.fields["ad"].sum(dim=1), leaves)) == ["ad"]
