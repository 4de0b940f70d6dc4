"""Which words of a text act together: a small classifier of moods has to learn what "not" does.

    python examples/words.py

The sentences are made up. A word of praise or blame is the mood, "not" before it turns it round, and "very" says the
same more loudly; all else says nothing. The classifier sums the embeddings of a sentence's words and reads the sum.
"""

import numpy as np
import torch
from torch import nn

from clicklens.interactions import WordBox, explain_box

MOODS = {"good": 1, "lovely": 1, "clever": 1, "bad": -1, "dull": -1, "silly": -1}
FILLING = ["the", "film", "book", "play", "song", "was", "is", "seemed", "to", "me", "us", "today", "again"]
NUMBERS = {word: place for place, word in enumerate([*MOODS, "not", "very", *FILLING])}

random = np.random.default_rng(0)


def sentence() -> tuple[str, bool]:
    """A text, and whether it praises."""
    mood = str(random.choice(list(MOODS)))
    turned, loud = random.integers(0, 2, 2)
    words = [*random.choice(FILLING, random.integers(3, 7)), *["not"] * turned, *["very"] * loud, mood]
    return " ".join(words), (MOODS[mood] > 0) != bool(turned)


class Mood(nn.Module):
    """Σ embeddings -> logit of praise"""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.EmbeddingBag(len(NUMBERS), 16, mode="sum")
        self.read = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Linear(32, 1))

    def forward(self, texts: list[str]) -> torch.Tensor:
        """-> (B,)"""
        words = [text.split() for text in texts]
        numbers = torch.tensor([NUMBERS[word] for text in words for word in text], dtype=torch.int64)
        first = torch.tensor([0, *np.cumsum([len(text) for text in words])[:-1]])
        return self.read(self.words(numbers, first)).squeeze(1)


torch.manual_seed(0)
texts, praises = zip(*(sentence() for _ in range(2_000)), strict=True)
labels = torch.tensor(praises).float()
model = Mood()
adam = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(5):
    for rows in torch.randperm(len(texts)).split(50):
        adam.zero_grad()
        nn.functional.binary_cross_entropy_with_logits(model([texts[row] for row in rows]), labels[rows]).backward()
        adam.step()


@torch.no_grad()
def predict(asked: list[str]) -> np.ndarray:
    """Logits of praise."""
    return model(asked).numpy()


for text in ("the film was not good", "the play seemed to us very dull today"):
    told = explain_box(WordBox(predict, text), off="left out", most=3)
    print(f"{text!r}: {told.finding}")
    print(told.to_frame().to_string(index=False, float_format="%.2f", na_rep=""), "\n")
