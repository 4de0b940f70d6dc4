"""Interest evolution: what a person wants now, read from behaviours in their order and with the candidate in view.

DIEN (Zhou et al., arXiv:1809.03672).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from clicklens.nn.attentional_gru import AttentionalGru
from clicklens.nn.moments import Moments, moments
from clicklens.nn.next_behaviour import next_behaviour_loss
from clicklens.nn.shares import shares


class InterestEvolution(nn.Module):
    """h_t = GRU(e_t), a_t = softmax_t(h_t · M v_A), and the last state of an AUGRU over h_t with the weights a_t.

    The first network turns behaviours into interests, the second follows those that have to do with the candidate. A
    row without behaviours gives zeros. ``weights`` gives a, (B, L), 0 where nothing stands.
    """

    def __init__(self, *, dim: int) -> None:
        """``dim``: the width of behaviours, of the candidate and of both networks' states."""
        super().__init__()
        self.extractor = nn.GRU(dim, dim)
        self.likeness = nn.Linear(dim, dim, bias=False)
        self.evolution = AttentionalGru(dim=dim, width=dim)
        self.weights = nn.Identity()
        nn.init.xavier_uniform_(self.likeness.weight)

    def forward(self, keys: Tensor, query: Tensor, mask: Tensor) -> Tensor:
        """keys (B, L, D), query (B, D), mask bool (B, L) -> (B, D)"""
        time = moments(mask)
        return self._follow(self._interests(_behaviours(keys, time), time), query, mask, time)

    def with_next_behaviour(self, keys: Tensor, query: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The same, and what h_t loses in telling e_{t+1} from another behaviour of the batch, (B,) in nats.

        That other is drawn by torch's own random numbers, as dropout is.
        """
        time = moments(mask)
        behaviour = _behaviours(keys, time)  # (N, D)
        interest = self._interests(behaviour, time)  # (N, D)
        following = len(behaviour) - (time.sizes[0] if time.sizes else 0)
        other = torch.randint(max(1, len(behaviour)), (following,), device=keys.device)
        lost = next_behaviour_loss(interest, behaviour, other, time, mask.shape)
        return self._follow(interest, query, mask, time), lost

    def _follow(self, interest: Tensor, query: Tensor, mask: Tensor, time: Moments) -> Tensor:
        """interest (N, D) -> the last state of the second network, (B, D)"""
        candidate = self.likeness(query).index_select(0, time.held // mask.shape[1])  # (N, D)
        weights = self.weights(shares((interest * candidate).sum(dim=1), time.held, mask))  # (B, L)
        last = self.evolution(interest, weights.flatten().index_select(0, time.held), time.sizes)  # (R, D)
        return torch.zeros_like(query).index_copy(0, time.rows, last)

    def _interests(self, behaviour: Tensor, time: Moments) -> Tensor:
        """h_t of every behaviour, (N, D)"""
        if not time.sizes:
            return behaviour
        states: PackedSequence = self.extractor(PackedSequence(behaviour, time.batch_sizes))[0]
        return states.data


def _behaviours(keys: Tensor, time: Moments) -> Tensor:
    """(B, L, D) -> (N, D)"""
    return keys.flatten(0, 1).index_select(0, time.held)
