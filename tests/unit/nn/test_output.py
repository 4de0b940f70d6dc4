"""The last layer."""

from clicklens.nn import output_layer


def test_it_starts_without_an_offset_and_with_small_weights():
    layer = output_layer(width_in=30, width=2)
    assert layer.weight.shape == (2, 30)
    assert (layer.bias == 0).all()
    assert layer.weight.abs().max() <= (6 / 32) ** 0.5
