"""Mixed derivatives of a smooth surrogate."""

import numpy as np
import torch

from clicklens.interactions import GradientNid, Sampling, SurrogateSettings
from clicklens.interactions.gradient_nid import hessians
from clicklens.interactions.stacked_mlp import StackedMlp
from clicklens.interactions.surrogate import Surrogates
from tests.black_boxes import planted_box, planted_pairs


def test_hessians_are_torchs_one_network_at_a_time():
    stack = StackedMlp.drawn((3, 8, 5), [np.random.default_rng(seed) for seed in (0, 1)], activation="softplus")
    scale = torch.tensor([2.0, -1.0])
    found = hessians(Surrogates(stack, None, mean=torch.zeros(2), scale=scale), torch.ones(2, 3))
    for place in range(2):
        one = stack.with_parameters([p[place : place + 1] for p in stack.parameters()])
        peer = torch.autograd.functional.hessian(lambda x, one=one: one(x[None, None]).squeeze(), torch.ones(3))
        torch.testing.assert_close(found[place], scale[place] * peer)


def test_the_planted_pairs_are_the_strongest():
    smooth = SurrogateSettings(activation="softplus", l1=0, hidden=(32, 16), epochs=80)
    detector = GradientNid(sampling=Sampling(train=1500, validation=300, test=300), surrogate=smooth)
    detection = detector.detect(planted_box())
    assert detection.fidelity.min() > 0.99
    for sets in detection.sets:
        assert {interaction.fields for interaction in sets[:4]} == set(planted_pairs())


def test_the_default_is_smooth_and_free_of_l1():
    settings = GradientNid().surrogate
    assert (settings.activation, settings.l1, settings.hidden) == ("softplus", 0, (256, 128, 64))
