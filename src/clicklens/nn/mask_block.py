"""A hidden layer whose input is first weighed, element by element, by what the whole row says.

The mask block of MaskNet (Wang, She, Zhang, arXiv:2102.07619).
"""

from __future__ import annotations

from torch import Tensor, nn

from clicklens.nn.activation import Activation, build_activation


class MaskBlock(nn.Module):
    """h = f(LN(W (m ∘ x))), m = W_2 ReLU(W_1 e + b_1) + b_2; f is ReLU in the paper.

    e is the row's embeddings, x what is masked: they, or what an earlier block made of them. ``reduction`` is the width
    of the mask's hidden layer over that of x, at least one neuron. Matrices start after Glorot and Bengio (uniform),
    biases at zero but for b_2: it starts at one, so that a mask begins by letting its input through.

    ``mask`` gives m, ``norm`` the state before f, ``activation`` the one after it; ``weights``, where x is the vectors
    of ``fields`` fields, the mean of m over each field's elements, (B, F).
    """

    def __init__(
        self,
        *,
        width_mask: int,
        width_in: int,
        width: int,
        reduction: float,
        fields: int | None = None,
        dropout: float = 0.0,
        activation: Activation = "relu",
    ) -> None:
        """``width_mask`` elements in e, ``width_in`` in x, ``width`` in h."""
        super().__init__()
        narrow = max(1, round(reduction * width_in))
        self.aggregate = nn.Linear(width_mask, narrow)
        self.relu = nn.ReLU()
        self.mask = nn.Linear(narrow, width_in)
        self.fields = fields
        self.weights = nn.Identity()
        self.linear = nn.Linear(width_in, width, bias=False)  # the norm has a shift of its own
        self.norm = nn.LayerNorm(width)
        self.activation = build_activation(activation, width=width)
        self.dropout = nn.Dropout(dropout)
        for layer in (self.aggregate, self.mask, self.linear):
            nn.init.xavier_uniform_(layer.weight)
        nn.init.zeros_(self.aggregate.bias)
        nn.init.ones_(self.mask.bias)

    def forward(self, e: Tensor, x: Tensor) -> Tensor:
        """e (B, width_mask), x (B, width_in) -> (B, width)"""
        mask = self.mask(self.relu(self.aggregate(e)))  # (B, width_in)
        if self.fields is not None:
            self.weights(mask.detach().unflatten(1, (self.fields, -1)).mean(dim=2))
        hidden: Tensor = self.dropout(self.activation(self.norm(self.linear(mask * x))))
        return hidden
