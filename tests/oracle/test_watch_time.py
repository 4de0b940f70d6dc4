"""Watch time as the weight of what was clicked: e^logit is the expected watch time (Covington et al., RecSys 2016).

A model that has only the channel to go by must end where the weighted likelihood does: the seconds watched over the
rows not watched.
"""

import numpy as np
import pandas as pd
import pytest

import clicklens as cl
from clicklens.core.schema import FeatureSchema
from clicklens.data import encode
from clicklens.data.split import RandomSplit
from clicklens.models import YouTubeDnn
from clicklens.training import Training
from clicklens.training.optimizer import Adam

ROWS = {"long": (200, 40, 30.0), "short": (200, 100, 4.0)}  # rows, of which watched, seconds each
SCHEMA = {"name": "watched", "fields": ["channel"], "weight": {"column": "seconds", "of": "clicked"}}


def rows() -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "channel": channel,
                "click": np.arange(count) < watched,
                "seconds": np.where(np.arange(count) < watched, seconds, np.nan),
            }
        )
        for channel, (count, watched, seconds) in ROWS.items()
    ]
    return pd.concat(parts, ignore_index=True)


@pytest.fixture(scope="module")
def odds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """Channel -> e^logit."""
    folder = tmp_path_factory.mktemp("watched")
    split = RandomSplit(test_share=0.1)
    dataset = encode(rows(), FeatureSchema.parse(SCHEMA, source="schema"), folder / "data", split=split)
    run = cl.train(
        dataset,
        model=YouTubeDnn(hidden=(8,), embedding_dim=4),
        training=Training(epochs=150, batch_size=100, optimizer=Adam(lr=0.02)),
        store=folder / "runs",
        progress=False,
    )
    batch = dataset.encode_rows(pd.DataFrame({"channel": list(ROWS)}))
    logits = run.model(run.captured.steps[-1])(batch)["click"].detach().numpy()
    return dict(zip(ROWS, np.exp(logits), strict=True))


def test_the_odds_are_the_seconds_watched_over_the_rows_not_watched(odds: dict[str, float]) -> None:
    for channel, (count, watched, seconds) in ROWS.items():
        assert odds[channel] == pytest.approx(watched * seconds / (count - watched), rel=0.05)


def test_what_is_watched_longer_stands_above_what_is_clicked_more(odds: dict[str, float]) -> None:
    assert odds["long"] > odds["short"]
