"""From rows to the answer: effects rank the fields of a small known world as its truth does, and noise last."""

from pathlib import Path

from scipy.stats import spearmanr

from clicklens.analysis import Captured, analyze
from clicklens.capture import Capture
from clicklens.data.simulate import WorldSpec, load_truth, simulated_dataset
from clicklens.models import Gwen
from clicklens.store import open_store
from clicklens.training import DataSpec, RunSpec, Training, start_run
from clicklens.training.optimizer import Adagrad

WORLD = WorldSpec(
    rows=150_000,
    days=1,
    users=150,
    queries=40,
    ads=40,
    shops=8,
    categories=4,
    cities=6,
    words=40,
    history_length=4,
    train_share=0.9,
    click_rate=0.3,
    main_strength=1.5,
    drift=0.0,
    seed=11,
)


def test_effects_rank_the_fields_of_a_small_world_as_the_truth_does_and_noise_last(tmp_path: Path) -> None:
    path = tmp_path / "world"
    dataset = simulated_dataset(WORLD, path)
    store = open_store(tmp_path / "runs")
    spec = RunSpec(
        name="small",
        data=DataSpec(path=str(path)),
        model=Gwen(hidden=(64, 32), embedding_dim=4),
        training=Training(optimizer=Adagrad(lr=0.05), batch_size=500, epochs=3, evaluate_splits=("test",)),
        capture=Capture(every=None, each_epoch=True, rows=4096, splits=("test",)),
    )
    captured = Captured(store, start_run(spec, store=store, dataset=dataset).id)
    result = analyze(captured, "saliency", {"measure": "effect", "split": "test"})
    effects = {point.field: point.saliency.value for point in result.at_step()}  # type: ignore[attr-defined]
    truth = load_truth(path)
    true = [truth.fields[name].pctr_change for name in effects]
    assert spearmanr(true, list(effects.values())).statistic >= 0.9
    assert set(sorted(effects, key=lambda name: effects[name])[:3]) == set(truth.noise_fields)
