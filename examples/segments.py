"""Which parts of an image act together: a small convolutional network that tells eights from threes.

    python examples/segments.py

The images are scikit-learn's digits of 8 × 8 pixels, parted into 4 × 4 segments. What closes a three to an eight is on
the left. A segment that is off is blank here: means of four pixels would still draw the digit.
"""

import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn

from clicklens.interactions import ArchDetect, SegmentBox, arch_attribute, grid_segments

digits = load_digits()
chosen = np.isin(digits.target, (3, 8))
images = (digits.images[chosen] / 16).astype(np.float32)  # (n, 8, 8), 0 to 1
is_eight = digits.target[chosen] == 8

torch.manual_seed(0)
model = nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(128, 32), nn.ReLU(),
    nn.Linear(32, 1),
)  # fmt: skip
adam = torch.optim.Adam(model.parameters(), lr=0.005)
x, labels = torch.from_numpy(images)[:, None], torch.from_numpy(is_eight).float()
learnt = len(x) - 100
for _ in range(20):
    for rows in torch.randperm(learnt).split(20):
        adam.zero_grad()
        nn.functional.binary_cross_entropy_with_logits(model(x[rows]).squeeze(1), labels[rows]).backward()
        adam.step()


@torch.no_grad()
def predict(asked: np.ndarray) -> np.ndarray:
    """Logits of an eight; asked (B, 8, 8)"""
    return model(torch.from_numpy(asked)[:, None]).squeeze(1).numpy()


right = ((predict(images[learnt:]) > 0) == is_eight[learnt:]).mean()
print(f"{right:.0%} of 100 images that it has not seen are told right")

image = images[learnt:][is_eight[learnt:]][0]
for line in image:
    print("".join(" .:#"[int(3 * ink)] * 2 for ink in line))
segments = grid_segments(8, 8, rows=4, columns=4)
box = SegmentBox(predict, image, segments, instead=0.0)
found = ArchDetect().detect(box)
first = found.sets[0][:5]
whole, off = box.ask(np.array([[True] * 16, [False] * 16]))[0]
print(f"an eight has the logit {whole:+.2f}, and {off:+.2f} where all is blank")
for interaction, brings in zip(first, arch_attribute(box, [one.fields for one in first])[0], strict=True):
    places = [divmod(place, 4) for place in interaction.fields]
    told = " and ".join(f"row {row + 1} column {column + 1}" for row, column in places)
    print(f"{told} act together by {interaction.strength:.2f}, and bring {brings:+.2f} without the rest")
