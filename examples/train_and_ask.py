"""Trains a small GwEN on a simulated ad world and asks it the five questions.

    python examples/train_and_ask.py [FOLDER]

Everything is written below FOLDER, a new temporary one when not given. Takes well under a minute.
"""

import sys
from pathlib import Path
from tempfile import mkdtemp

import clicklens as cl
from clicklens.data.simulate import WorldSpec, simulated_dataset

folder = Path(sys.argv[1] if len(sys.argv) > 1 else mkdtemp(prefix="clicklens-"))

world = WorldSpec(rows=20_000, users=4_000, queries=400, ads=400, shops=40)
data = simulated_dataset(world, folder / "world")

run = cl.train(
    data,
    model=cl.Gwen(hidden=(32, 16), embedding_dim=4),
    training=cl.Training(epochs=3, batch_size=500),
    capture=cl.Capture(every=10, rows=1_000),
    store=folder / "runs",
    progress=False,
)
for kind in ("scores", "fluctuation", "saliency", "probe"):
    result = run.analyze(kind)
    print(f"{kind}: {result.finding}")
    result.plot().savefig(folder / f"{kind}.png")

print(f"Report: {run.report(folder / 'report.html')}")
