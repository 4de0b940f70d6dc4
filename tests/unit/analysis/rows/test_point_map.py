import numpy as np
import pytest

from clicklens.analysis import Captured, analyze
from clicklens.analysis.rows.point_map import map_points
from clicklens.core.errors import NotFoundError, UnavailableError
from tests.captured_runs import make_captured


@pytest.fixture(scope="module")
def subject() -> Captured:
    return make_captured(steps=3, rows=120)


def test_principal_components_are_those_of_the_last_step_over_all_splits(subject: Captured) -> None:
    states = {split: subject.states(300, split).activations["layer_1"].astype(float) for split in subject.splits}
    together = np.concatenate(list(states.values()))
    centred = together - together.mean(axis=0)
    _, spread, axes = np.linalg.svd(centred, full_matrices=False)
    cloud = map_points(subject, tap="layer_1", method="pca", step=300, split="test")
    expected = (states["test"] - together.mean(axis=0)) @ axes[:2].T
    np.testing.assert_allclose(np.abs(cloud.x), np.abs(expected[:, 0]), atol=1e-8)
    np.testing.assert_allclose(np.abs(cloud.y), np.abs(expected[:, 1]), atol=1e-8)
    assert cloud.variance_share == pytest.approx((spread[:2] ** 2).sum() / (spread**2).sum())
    assert cloud.fitted_at == 300
    assert cloud.places.tolist() == list(range(120))


def test_the_same_directions_serve_every_step_so_that_points_move_as_their_states_do(subject: Captured) -> None:
    first, last = (map_points(subject, tap="layer_1", method="pca", step=step, split="test") for step in (200, 300))
    states = [subject.states(step, "test").activations["layer_1"].astype(float) for step in (200, 300)]
    moved = np.hypot(last.x - first.x, last.y - first.y)
    centres = [
        np.concatenate([subject.states(step, split).activations["layer_1"] for split in subject.splits]).mean(axis=0)
        for step in (200, 300)
    ]
    travelled = np.linalg.norm((states[1] - centres[1]) - (states[0] - centres[0]), axis=1)
    assert (moved <= travelled + 1e-4).all()  # a projection shortens and never lengthens
    assert first.fitted_at == last.fitted_at == 300


def test_two_splits_lie_on_one_map(subject: Captured) -> None:
    clouds = [map_points(subject, tap="layer_2", method="pca", step=100, split=split) for split in ("train", "test")]
    joined = np.concatenate([cloud.x for cloud in clouds])
    assert joined.mean() == pytest.approx(0.0, abs=1e-6)


def test_a_layer_of_one_neuron_is_a_line() -> None:
    subject = make_captured(steps=1, rows=30, taps={"only": 2})
    cloud = map_points(subject, tap="only", method="pca", step=100, split="test")
    assert np.isfinite(cloud.x).all()
    assert np.ptp(cloud.y) == pytest.approx(0.0)  # the second neuron is silent


def test_tsne_is_shown_where_it_was_made(subject: Captured) -> None:
    with pytest.raises(UnavailableError, match="no t-SNE of 'layer_1' at step 300 on test has been made"):
        map_points(subject, tap="layer_1", method="tsne", step=300, split="test")
    made = analyze(subject, "projection", {"split": "test", "step": 300, "rows_per_class": 20, "perplexity": 5})
    cloud = map_points(subject, tap="layer_1", method="tsne", step=300, split="test")
    ids = np.asarray(subject.states(300, "test").example_ids)[cloud.places]
    assert ids.tolist() == sorted(made.example_ids)  # type: ignore[attr-defined]
    drawn = dict(zip(made.example_ids, made.maps[0].x, strict=True))  # type: ignore[attr-defined]
    assert cloud.x.tolist() == [drawn[int(example)] for example in ids]
    assert (cloud.fitted_at, cloud.variance_share) == (None, None)
    with pytest.raises(UnavailableError):
        map_points(subject, tap="layer_1", method="tsne", step=200, split="test")


def test_what_is_not_there_is_named(subject: Captured) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'layer_1'"):
        map_points(subject, tap="layr_1", method="pca", step=300, split="test")
    with pytest.raises(NotFoundError, match="nearest is 300"):
        map_points(subject, tap="layer_1", method="pca", step=299, split="test")


def test_a_layer_that_diverged_is_told() -> None:
    subject = make_captured(steps=1, rows=30)
    subject.states(100, "train").activations["layer_1"][0, 0] = np.nan  # type: ignore[index]
    with pytest.raises(UnavailableError, match="not finite"):
        map_points(subject, tap="layer_1", method="pca", step=100, split="test")
