"""Which columns act together in a model that ClickLens has never seen: here a classifier of scikit-learn over a frame.

    python examples/any_predictor.py

The frame is made up: people click on cheap things at the weekend, and on what they know whenever they meet it.
"""

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier

from clicklens.interactions import ArchDetect, Glider, TableBox, explain

random = np.random.default_rng(0)
n = 4_000
rows = pd.DataFrame(
    {
        "price": random.lognormal(2, 1, n).round(2),
        "weekend": random.integers(0, 2, n),
        "known": random.integers(0, 2, n),
        "age": random.integers(18, 80, n),
        "visits": random.poisson(3, n),
    }
)
is_bargain = (rows["price"] < 7) & (rows["weekend"] == 1)
logit = -2 + 2.5 * is_bargain + 0.8 * rows["known"]
click = random.random(n) < 1 / (1 + np.exp(-logit))
model = HistGradientBoostingClassifier(max_iter=40, max_leaf_nodes=8).fit(rows, click)


def predict(table: pd.DataFrame) -> np.ndarray:
    """The probability of a click."""
    return model.predict_proba(table)[:, 1]


# One row: what each column brings, and which act together.
row = rows[is_bargain].iloc[[0]]
told = explain(predict, row, rows, link="logit")
print(told.finding)
print(told.to_frame().head(8).to_string(index=False))

# Many rows: the pairs that stand first or second most often.
box = TableBox(predict, rows.iloc[:100], rows, link="logit")
for found in Glider(detector=ArchDetect(), most=3, first=2).find(box).sets:
    print(f"{' × '.join(found.fields)}: in {found.count} of 100 rows, such as row {found.examples[0]}")
