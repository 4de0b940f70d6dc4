"""Probes of a captured run: what they find, say and refuse."""

import re

import numpy as np
import pytest

from clicklens.analysis.captured import Captured
from clicklens.analysis.probe import Probe, ProbeParams, _findings
from clicklens.analysis.probe_result import ProbeResult
from clicklens.core.errors import NotFoundError
from tests.captured_runs import make_captured


def run(settings: dict[str, object] | None = None, **made: object) -> ProbeResult:
    return Probe().run(make_captured(**made), ProbeParams.parse(settings or {}, source="test"))  # type: ignore[arg-type]


def with_one_class(subject: Captured, split: str) -> Captured:
    for step in subject.steps:
        states = subject.store.split_states(subject.run.id, step, split)
        states.labels["click"] = np.zeros_like(states.labels["click"])  # type: ignore[index]
    return subject


def test_every_step_tap_and_split_has_its_auc_and_each_upper_layer_its_gain() -> None:
    result = run(steps=3, taps=3)
    assert len(result.points) == 3 * 3 * 2
    assert {(gain.tap, gain.below) for gain in result.gains} == {("layer_2", "layer_1"), ("layer_3", "layer_2")}
    assert {(own.step, own.split) for own in result.model} == {
        (s, n) for s in (100, 200, 300) for n in ("train", "test")
    }
    assert result.not_kept == ("h0",)


def test_a_gain_is_the_difference_of_two_aucs_on_the_same_rows() -> None:
    result = run(steps=1)
    found = {(point.tap, point.split): point.auc for point in result.points}
    gain = result.gain("layer_2")
    upper, lower = found["layer_2", "test"], found["layer_1", "test"]
    assert gain is not None
    assert gain.gain is not None
    assert upper is not None
    assert lower is not None
    assert gain.gain.value == pytest.approx(upper.value - lower.value)


def test_a_layer_that_repeats_the_one_below_can_go() -> None:
    subject = make_captured(rows=400, steps=1)
    for split in ("train", "test"):
        states = subject.store.split_states(subject.run.id, 100, split).activations
        states["layer_2"] = states["layer_1"]  # type: ignore[index]
    first = Probe().run(subject, ProbeParams()).findings[0]
    assert first.text == "Layer 2 adds 0.0000 ± 0.0000 AUC over layer 1 on test: it can go."
    assert first.remedy == "drop-layer 2"


def test_of_layers_before_training_there_is_no_verdict() -> None:
    result = run(steps=1)
    findings = _findings(result.model_copy(update={"step": 0}), lost=None, last=0)
    assert [finding.remedy for finding in findings] == [None]
    assert "before training" in findings[0].text


def test_a_layer_that_sees_more_earns_its_keep() -> None:
    subject = make_captured(rows=400, steps=1)
    for split in ("train", "test"):
        states = subject.store.split_states(subject.run.id, 100, split)
        blind = np.random.default_rng(0).normal(size=states.activations["layer_1"].shape)
        states.activations["layer_1"] = blind.astype(np.float32)  # type: ignore[index]
    first = Probe().run(subject, ProbeParams()).findings[0]
    assert first.text.endswith("it earns its keep.")
    assert (first.severity, first.remedy) == ("good", None)


def test_thin_evidence_says_so_and_how_many_rows_would_tell() -> None:
    (first, *_) = run(rows=200, steps=[400], taps=5).findings
    said = re.search(r"too few rows to say whether it earns its keep \(about ([\d,]+) would tell\)", first.text)
    assert said is not None
    assert int(said[1].replace(",", "")) > 200


def test_over_fitting_shows_in_the_probes() -> None:
    result = run(rows=800, steps=8, overfit_from=500)
    (lost,) = (finding for finding in result.findings if " lost " in finding.text)
    assert lost.severity == "warning"
    assert lost.text.startswith(f"From step {result.step} to step 800 the probe on layer 2 lost")


def test_too_few_training_rows_for_the_width_are_pointed_out() -> None:
    wide = run(rows=130, steps=1).findings[-1].text
    assert "The probes of layer 1, layer 2 stand on 130 training rows, fewer than 20 a neuron" in wide
    assert "over-fit" not in " ".join(finding.text for finding in run(rows=200, steps=1).findings)


def test_chosen_steps_and_splits_are_the_only_ones_and_the_judging_split_stays() -> None:
    result = run({"steps": [300, 100], "splits": ["train"]}, splits=("train", "validation", "test"))
    assert {point.step for point in result.points} == {100, 300}
    assert {point.split for point in result.points} == {"train", "test"}


def test_taps_of_other_names_have_no_remedy() -> None:
    result = run({"margin": 0.5}, taps={"Tower A": 6, "Tower B": 5}, steps=1)
    assert result.finding.startswith("Tap 'Tower B' ")
    assert result.findings[0].remedy is None


def test_a_single_layer_has_nothing_below() -> None:
    assert "the only one" in run(taps=1, steps=1).finding


def test_weights_that_differ_count() -> None:
    assert run(weighted=True, steps=1, seed=1) != run(weighted=False, steps=1, seed=1)


@pytest.mark.parametrize("settings", [{"steps": [150]}, {"splits": ["tset"]}])
def test_what_the_run_lacks_is_refused(settings: dict[str, object]) -> None:
    with pytest.raises(NotFoundError):
        run(settings)


def test_it_says_what_it_needs() -> None:
    assert Probe().lacks(make_captured(), ProbeParams()) is None
    assert "hidden layers" in str(Probe().lacks(make_captured(taps={}), ProbeParams()))
    assert "another one" in str(Probe().lacks(make_captured(splits=("train",)), ProbeParams()))
    assert "training split" in str(Probe().lacks(make_captured(splits=("test", "validation")), ProbeParams()))
    one = with_one_class(make_captured(), "train")
    assert "one class" in str(Probe().lacks(one, ProbeParams()))


def test_a_held_out_sample_of_one_class_is_no_judge() -> None:
    subject = with_one_class(make_captured(steps=1), "test")
    result = Probe().run(subject, ProbeParams())
    assert "cannot be told" in result.finding
    assert {point.auc is None for point in result.points if point.split == "test"} == {True}
    assert ProbeResult.model_validate_json(result.to_json()) == result
    result.plot().canvas.draw()
