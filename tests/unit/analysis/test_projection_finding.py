"""What projection says in words."""

import pytest

from clicklens.analysis.projection_finding import find_gathering
from clicklens.analysis.projection_result import PointMap, ProjectionResult, PurityGap
from clicklens.core.interval import Interval


def around(value: float, reach: float = 0.02) -> Interval:
    return Interval(value=value, low=value - reach, high=value + reach)


def result_of(purities: dict[int, list[float | None]], gaps: list[Interval | None] | None = None) -> ProjectionResult:
    """step -> purity of layer 1, 2, …"""
    maps = [
        PointMap(
            step=step,
            tap=f"layer_{i + 1}",
            x=(0.0,),
            y=(0.0,),
            map_purity=None,
            layer_purity=None if value is None else around(value),
        )
        for step, values in purities.items()
        for i, value in enumerate(values)
    ]
    return ProjectionResult(
        run_id="made-up",
        rows={"train": 1},
        findings=(),
        step=max(purities),
        split="train",
        method="pca",
        perplexity=None,
        seed=0,
        k=10,
        chance=0.5,
        example_ids=(1,),
        labels=(1,),
        pctr=dict.fromkeys(purities, (0.5,)),
        maps=tuple(maps),
        gaps=tuple(
            PurityGap(step=max(purities), tap=f"layer_{i + 2}", below=f"layer_{i + 1}", gap=gap)
            for i, gap in enumerate(gaps or [])
        ),
    )


def test_the_layer_of_greatest_purity_is_named_with_chance_and_overlap() -> None:
    (first,) = find_gathering(result_of({100: [0.6, 0.71, None]}))
    assert first.text == (
        "Clicked points gather most in layer 2: on train at step 100, 71.0% ± 2.0% of a clicked point's 10 nearest "
        "neighbours are clicked too, where chance gives 50.0%. The classes overlap; no layer parts them cleanly."
    )


def test_no_gathering_is_said_where_chance_explains_it() -> None:
    (first,) = find_gathering(result_of({100: [0.51, 0.49]}))
    assert first.text.startswith("Clicked points gather in no layer on train")


def test_clean_separation_is_doubted() -> None:
    found = result_of({100: [0.97]})
    assert "know these rows by heart" in find_gathering(found)[0].text
    assert "gives the label away" in find_gathering(found.model_copy(update={"split": "test"}))[0].text


def test_changes_from_layer_to_layer_say_whether_they_are_sure() -> None:
    _, second = find_gathering(result_of({100: [0.6, 0.7, 0.69]}, [around(0.1), around(-0.01)]))
    assert second.text == (
        "Change of purity from layer to layer, in points: layer 2 over layer 1 +10.0 ± 2.0, "
        "layer 3 over layer 2 -1.0 ± 2.0 (no sure change)."
    )


def test_training_is_told_from_the_first_to_the_last_step() -> None:
    *_, last = find_gathering(result_of({100: [0.55], 300: [0.8]}))
    assert (
        last.text == "From step 100 to step 300 the purity of layer 1 on train went from 55.0% ± 2.0% to 80.0% ± 2.0%."
    )


@pytest.mark.parametrize("purities", [[None], [None, None]])
def test_silence_everywhere_is_an_alarm(purities: list[float | None]) -> None:
    (first,) = find_gathering(result_of({100: purities}))
    assert first.severity == "alarm"
