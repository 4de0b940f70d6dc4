"""GradientNID: interactions as mixed derivatives of a smooth surrogate, at the row as it is.

    strength(I) = ( ∂^|I| g / ∂x_i1 … ∂x_i|I| )²        at the row that keeps every field

Tsang et al., arXiv:2006.10966: a surrogate with softplus and without L1. As the authors' code, this tells pairs: the
squared entries of the Hessian.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import torch
from torch import Tensor

from clicklens.core.record import Record
from clicklens.interactions.black_box import BlackBox
from clicklens.interactions.detection import Detection, ranked_pairs
from clicklens.interactions.madex import Sampling, surrogates_of
from clicklens.interactions.surrogate import Surrogates, SurrogateSettings

SMOOTH = SurrogateSettings(activation="softplus", l1=0, schedule="constant", epochs=100)  # softplus bends slowly


class GradientNid(Record):
    """Pairs by the squared second derivatives of a softplus surrogate."""

    kind: Literal["gradient_nid"] = "gradient_nid"
    sampling: Sampling = Sampling()
    surrogate: SurrogateSettings = SMOOTH

    def detect(self, box: BlackBox) -> Detection:
        """``sampling.rows`` rows of each instance, and the training of its surrogate."""
        fields = len(box.fields)
        pairs = np.zeros((len(box.example_ids), fields, fields))
        fidelity = np.zeros(len(pairs))
        for part in surrogates_of(box, sampling=self.sampling, settings=self.surrogate):
            whole = torch.ones(len(part.instances), fields, device=part.surrogates.mean.device)
            squares = hessians(part.surrogates, whole).double().square().cpu().numpy()
            squares[:, np.arange(fields), np.arange(fields)] = 0
            pairs[part.instances] = (squares + squares.transpose(0, 2, 1)) / 2
            fidelity[part.instances] = part.fidelity
        return Detection(fields=box.fields, pairs=pairs, sets=ranked_pairs(pairs), fidelity=fidelity)


def hessians(surrogates: Surrogates, x: Tensor) -> Tensor:
    """x (I, F), a point of each -> (I, F, F); one backward pass for each field, all instances in it."""
    point = x.detach().clone().requires_grad_()
    answers = surrogates(point.unsqueeze(1)).sum()  # each instance's answer depends on its own point alone
    (gradient,) = torch.autograd.grad(answers, point, create_graph=True)  # (I, F)
    rows = [torch.autograd.grad(gradient[:, i].sum(), point, retain_graph=True)[0] for i in range(x.shape[1])]
    return torch.stack(rows, dim=1)
