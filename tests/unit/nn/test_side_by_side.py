"""Slices of one look-up are joined without a copy; anything else is joined as by cat."""

import pytest
import torch

from clicklens.nn import side_by_side


def look_up() -> tuple[torch.Tensor, torch.Tensor, list[torch.Tensor]]:
    """A leaf, a look-up made from it (4, 3, 2), and its three slices (4, 2)."""
    leaf = torch.arange(24.0).reshape(4, 3, 2).requires_grad_()
    found = leaf * 1.0
    return leaf, found, [part.squeeze(1) for part in found.split([1, 1, 1], dim=1)]


def test_slices_in_their_order_are_the_whole_itself():
    leaf, found, parts = look_up()
    joined = side_by_side(parts)
    assert joined.data_ptr() == found.data_ptr()
    assert torch.equal(joined, torch.cat(parts, dim=1))
    (joined * torch.arange(6.0)).sum().backward()
    assert torch.equal(leaf.grad, torch.arange(6.0).reshape(3, 2).expand(4, 3, 2))


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts[::-1],
        lambda parts: parts[:2],
        lambda parts: [parts[0], parts[0], parts[2]],
        lambda parts: [parts[0], parts[1] + 1, parts[2]],
        lambda parts: [parts[0], parts[1].detach().clone().requires_grad_(), parts[2]],
        lambda parts: [part[:3] for part in parts],
        lambda parts: [part[1:] for part in parts],
        lambda parts: [*parts, torch.ones(4, 1)],
    ],
)
def test_anything_else_is_copied_and_equals_cat(change):
    _, found, parts = look_up()
    changed = change(parts)
    joined = side_by_side(changed)
    assert joined.data_ptr() != found.data_ptr()
    assert torch.equal(joined, torch.cat(changed, dim=1))


def test_in_inference_mode_it_equals_cat():
    with torch.inference_mode():
        _, _, parts = look_up()
        assert torch.equal(side_by_side(parts), torch.cat(parts, dim=1))


def test_a_slice_that_is_asked_for_its_own_gradient_gets_it():
    with torch.no_grad():
        _, _, parts = look_up()
    asked = parts[1].requires_grad_()
    side_by_side(parts).sum().backward()
    assert torch.equal(asked.grad, torch.ones(4, 2))
