"""Rows of your own, from a pandas frame to a trained model and a verdict on a change.

    python examples/own_rows.py [FOLDER]

The frame here is made up; put yours in its place and correct the schema.
"""

import sys
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pandas as pd

import clicklens as cl
from clicklens.data.split import TimeSplit

folder = Path(sys.argv[1] if len(sys.argv) > 1 else mkdtemp(prefix="clicklens-"))

random = np.random.default_rng(0)
n = 6_000
rows = pd.DataFrame(
    {
        "user_id": [f"user-{i}" for i in random.integers(0, 400, n)],
        "item_id": [f"item-{i}" for i in random.integers(0, 80, n)],
        "tags": [["sport", "news", "music"][: 1 + i % 3] for i in range(n)],
        "price": random.lognormal(2, 1, n).round(2),
        "day": np.arange(n) // 1_000,
    }
)
rows["click"] = (random.random(n) < np.where(rows["price"] < 7, 0.3, 0.1)).astype(int)

schema = cl.FeatureSchema(
    name="shop",
    fields=[
        {"name": "user_id", "side": "user"},
        {"name": "item_id", "side": "item"},
        {"name": "tags", "side": "item", "multi": True},
        {"name": "price", "kind": "numeric", "side": "item"},
    ],
    tasks=["click"],
    day="day",
    group="user_id",
)
data = cl.data.encode(rows, schema, folder / "shop", split=TimeSplit(test_share=0.3))
run = cl.train(
    data,
    model=cl.Gwen(hidden=(16, 8), embedding_dim=4),
    training=cl.Training(epochs=2, batch_size=200),
    store=folder / "runs",
    progress=False,
)
print(run.analyze("saliency").finding)
print(run.refine("drop-layer", layer=2, seeds=2, progress=False).text)
