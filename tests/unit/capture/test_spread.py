"""The spread of a field's vectors is their covariance, whatever the batches."""

import numpy as np
import torch

from clicklens.capture.spread import Spread
from clicklens.models import Embedded


def embedded(rows: slice) -> Embedded:
    generator = torch.Generator().manual_seed(0)
    plain = torch.randn(9, 3, generator=generator)[rows]
    sequence = torch.randn(9, 4, 2, generator=generator)[rows]
    mask = (torch.rand(9, 4, generator=generator) < 0.6)[rows]
    numeric = torch.randn(9, 2, generator=generator)[rows] + 100
    return Embedded(
        fields={"user": plain, "history": sequence},
        numeric=numeric,
        numeric_names=("price", "age"),
        masks={"history": mask},
    )


def test_it_is_numpys_covariance_over_all_batches():
    spread = Spread()
    for rows in (slice(0, 4), slice(4, 9)):
        spread.add(embedded(rows))
    found, whole = spread.result(), embedded(slice(0, 9))
    pooled = (whole.fields["history"] * whole.masks["history"].unsqueeze(-1)).sum(dim=1)
    expected = {
        "user": whole.fields["user"],
        "history": pooled,
        "price": whole.numeric[:, :1],
        "age": whole.numeric[:, 1:],
    }
    assert list(found) == list(expected)
    for name, vectors in expected.items():
        covariance = np.atleast_2d(np.cov(vectors.numpy().astype(np.float64), rowvar=False, bias=True))
        np.testing.assert_allclose(found[name], covariance, rtol=1e-5, atol=1e-7)


def test_without_rows_there_is_none():
    assert Spread().result() == {}
