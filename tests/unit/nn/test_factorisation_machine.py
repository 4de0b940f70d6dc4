"""The factorisation machine as a block."""

import torch

from clicklens.nn import FactorisationMachine


def test_one_task_sums_the_elements_of_the_products():
    vectors = torch.tensor([[[1.0, 2.0, 0.5], [3.0, -1.0, 0.25]]])
    assert float(FactorisationMachine(dim=2, tasks=1)(vectors)) == 1 * 3 - 2 * 1 + 0.75


def test_several_tasks_weigh_them_for_themselves():
    machine = FactorisationMachine(dim=2, tasks=2)
    with torch.no_grad():
        machine.weight.copy_(torch.tensor([[1.0, 10.0], [1.0, 100.0]]))
    vectors = torch.tensor([[[1.0, 2.0, 0.0, 0.0], [3.0, -1.0, 0.0, 1.0]]])
    torch.testing.assert_close(machine(vectors), torch.tensor([[1.0, 30.0 - 200.0 + 1.0]]))
