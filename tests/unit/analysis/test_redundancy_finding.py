"""What is said of layers that carry the same, and when there is a remedy."""

import numpy as np

from clicklens.analysis.redundancy import Redundancy, RedundancyParams
from clicklens.analysis.redundancy_finding import redundancy_findings
from clicklens.analysis.redundancy_result import RedundancyResult
from tests.states_by_hand import captured_by_hand

RANDOM = np.random.default_rng(0)
STATES = RANDOM.standard_normal((200, 6))
TURN = np.linalg.qr(RANDOM.standard_normal((6, 6)))[0]
OTHER = RANDOM.standard_normal((200, 6))


def find(layers: dict[str, object], *, step: int = 10, best: int | None = 10, **params: object) -> RedundancyResult:
    states = {known: {"test": layers} for known in (0, 10, 20)}
    settings = RedundancyParams.parse({"step": step, **params}, source="test")
    return Redundancy().run(captured_by_hand(states, best=best), settings)  # type: ignore[arg-type]


def test_neighbours_that_carry_the_same_have_a_remedy_at_the_best_step() -> None:
    found = find({"layer_1": OTHER, "layer_2": STATES, "layer_3": STATES @ TURN + 0.05 * OTHER})
    assert found.finding.startswith("Layers 2 and 3 carry the same on test at step 10 (CKA 0.99")
    assert found.finding.endswith("): one can go.")
    assert found.findings[0].remedy == "drop-layer 3"


def test_there_is_no_remedy_at_another_step_nor_where_the_best_is_not_known() -> None:
    same = {"layer_1": STATES, "layer_2": STATES @ TURN + 0.05 * OTHER}
    for step, best in ((20, 10), (0, 0), (10, None)):
        findings = find(same, step=step, best=best).findings
        assert "carry the same" in findings[0].text
        assert all(finding.remedy is None for finding in findings)


def test_chosen_rows_alone_are_no_reason_to_drop_a_layer() -> None:
    found = find({"layer_1": STATES, "layer_2": STATES @ TURN + 0.05 * OTHER})
    assert found.findings[0].remedy == "drop-layer 2"
    assert all(finding.remedy is None for finding in redundancy_findings(found, of_all_rows=False))


def test_of_several_layers_that_can_go_one_is_named_at_a_time() -> None:
    alike = {"layer_1": STATES, "layer_2": STATES + 0.1 * OTHER, "layer_3": STATES + 0.12 * OTHER}
    findings = find(alike).findings
    assert [finding.remedy for finding in findings[:2]] == ["drop-layer 3", None]
    assert "drop one layer at a time" in findings[1].text


def test_layers_that_differ_are_good_news_and_a_doubt_is_told() -> None:
    apart = find({"layer_1": STATES, "layer_2": OTHER}).findings[0]
    assert apart.text.startswith("No two layers carry the same on test at step 10; the nearest are layers 1 and 2 (CKA")
    assert apart.severity == "good"
    assert find({"layer_1": STATES, "layer_2": OTHER}, step=0, best=0).findings[0].severity == "info"
    near = {"layer_1": STATES, "layer_2": STATES + 0.25 * OTHER}
    cka = find(near).pairs[0].cka
    assert cka is not None
    doubt = find(near, alike=cka.value).findings[0]
    assert "not surely" in doubt.text
    assert doubt.remedy is None


def test_layers_that_are_no_neighbours_are_no_reason_to_drop_one() -> None:
    found = find({"layer_1": STATES, "layer_2": OTHER, "layer_3": STATES @ TURN})
    assert all(finding.remedy is None for finding in found.findings)


def test_a_layer_that_was_rebuilt_after_the_best_step_is_a_warning() -> None:
    states = {10: {"test": {"layer_1": STATES}}, 20: {"test": {"layer_1": STATES + 2 * OTHER}}}
    found = Redundancy().run(captured_by_hand(states, best=10), RedundancyParams())
    assert found.findings[0].text == "Layer 1 is the only one: there is no other that could carry the same."
    assert found.findings[1].text.startswith(
        "From step 10 (the best step) to step 20, layer 1 turned most on test (CKA"
    )
    assert found.findings[1].severity == "warning"


def test_silent_layers_are_said_not_to_tell() -> None:
    silent = np.zeros((200, 3))
    assert "cannot be told" in find({"layer_1": silent, "layer_2": silent}).finding
