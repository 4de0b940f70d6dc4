"""AUGRU against loops, and against torch's GRU where the attention is full."""

import torch
from torch import nn
from torch.nn.utils.rnn import PackedSequence

from clicklens.nn.attentional_gru import AttentionalGru

SIZES = [3, 2, 2, 1]
N, D, H = sum(SIZES), 4, 3


def network():
    torch.manual_seed(0)
    gru = AttentionalGru(dim=D, width=H)
    for parameter in gru.parameters():
        nn.init.normal_(parameter, std=0.7)
    return gru, torch.randn(N, D)


def test_it_goes_through_time_as_the_formula_says():
    gru, x = network()
    weight = torch.rand(N)
    last = gru(x, weight, SIZES)
    starts = [sum(SIZES[:moment]) for moment in range(len(SIZES))]
    w_u, w_r, w_c = gru.input.weight.chunk(3)
    u_u, u_r, u_c = gru.state.weight.chunk(3)
    b_u, b_r, b_c = gru.input.bias.chunk(3)
    d_u, d_r, d_c = gru.state.bias.chunk(3)
    for row in range(3):
        h = torch.zeros(H)
        for start, size in zip(starts, SIZES, strict=True):
            if row < size:
                e, a = x[start + row], weight[start + row]
                u = torch.sigmoid(w_u @ e + b_u + u_u @ h + d_u)
                r = torch.sigmoid(w_r @ e + b_r + u_r @ h + d_r)
                c = torch.tanh(w_c @ e + b_c + r * (u_c @ h + d_c))
                h = (1 - a * u) * h + a * u * c
        torch.testing.assert_close(last[row], h)


def test_with_full_attention_it_is_torchs_gru():
    gru, x = network()
    peer = nn.GRU(D, H)
    parts = {"weight_ih_l0": gru.input.weight, "weight_hh_l0": gru.state.weight}
    parts |= {"bias_ih_l0": gru.input.bias, "bias_hh_l0": gru.state.bias}
    with torch.no_grad():
        for name, ours in parts.items():
            update, reset, new = ours.chunk(3)
            getattr(peer, name).copy_(torch.cat([reset, -update, new]))  # torch's gate is the share that stays
    _, last = peer(PackedSequence(x, torch.tensor(SIZES)))
    torch.testing.assert_close(gru(x, torch.ones(N), SIZES), last[0])


def test_without_weight_nothing_moves():
    gru, x = network()
    assert (gru(x, torch.zeros(N), SIZES) == 0).all()


def test_no_rows_give_no_states():
    gru, _ = network()
    assert gru(torch.zeros(0, D), torch.zeros(0), []).shape == (0, H)
