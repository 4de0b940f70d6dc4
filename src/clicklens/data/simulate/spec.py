"""WorldSpec: everything that decides a simulated world. Equal specs give equal rows."""

from pydantic import Field as Setting
from pydantic import model_validator
from typing_extensions import Self

from clicklens.core.record import Record


class WorldSpec(Record):
    """How big the world is, how strongly things act in it, and how it changes from day to day.

    The log begins on a Wednesday. The first ``train_days`` hold the training and the validation rows; every day, those
    included, holds an equal number of test rows, so that a model can be tested on each day by itself.
    """

    rows: int = Setting(default=1_000_000, ge=1_000)
    days: int = Setting(default=8, ge=1, le=366)
    train_days: int = Setting(default=1, ge=1)  # days from the first on that hold training rows
    train_share: float = Setting(default=0.5, gt=0, lt=1)  # share of all rows
    validation_share: float = Setting(default=0.05, ge=0, lt=1)  # share of all rows
    users: int = Setting(default=200_000, ge=100)
    queries: int = Setting(default=20_000, ge=10)  # made a multiple of categories, downwards; so are ads
    ads: int = Setting(default=10_000, ge=10)
    shops: int = Setting(default=1_000, ge=2)
    categories: int = Setting(default=40, ge=4, le=200)
    cities: int = Setting(default=60, ge=2)
    positions: int = Setting(default=8, ge=2, le=50)  # places on a result page
    words: int = Setting(default=2_000, ge=10)  # words that users type beside the query
    history_length: int = Setting(default=10, ge=1, le=100)  # past clicks that a row shows
    noise_fields: int = Setting(default=3, ge=0, le=20)  # fields that have nothing to do with clicks
    click_rate: float = Setting(default=0.08, gt=0, lt=0.5)  # mean over the log
    main_strength: float = Setting(default=1.0, ge=0)  # factor on every main effect
    user_strength: float = Setting(default=1.0, ge=0)  # further factor on what only a user's own id can tell
    interaction_strength: float = Setting(default=1.0, ge=0)  # factor on everything that fields do together
    history_strength: float = Setting(default=1.0, ge=0)  # further factor on past clicks in the candidate's category
    drift: float = Setting(default=1.0, ge=0)  # how much days differ; 0: every day is like the first
    seed: int = Setting(default=0, ge=0)

    @model_validator(mode="after")
    def _sizes_fit(self) -> Self:
        if self.train_days > self.days:
            raise ValueError(f"train_days is {self.train_days}, but the log has {self.days} days")
        if self.train_share + self.validation_share >= 1:
            raise ValueError("train_share and validation_share leave no row for the test split; keep their sum below 1")
        for name in ("ads", "queries"):
            if getattr(self, name) < 10 * self.categories:
                raise ValueError(f"{name} must be at least 10 times categories, {10 * self.categories}")
        return self

    @classmethod
    def small(cls, seed: int = 0) -> Self:
        """60,000 rows that train in seconds: for tests and for a demo without a download."""
        return cls(
            rows=60_000, users=6_000, queries=640, ads=400, shops=80, categories=16, cities=20, words=400, seed=seed
        )

    @classmethod
    def interest(cls, seed: int = 0) -> Self:
        """100,000 rows of one day in which most hangs on past clicks in the candidate's category; 20% are clicked.

        For models that weigh past behaviours: which of them matter is known (``relevant_positions``).
        """
        return cls(
            rows=100_000,
            days=1,
            users=10_000,
            queries=640,
            ads=400,
            shops=80,
            categories=16,
            cities=20,
            words=400,
            history_length=20,
            click_rate=0.2,
            main_strength=0.5,
            user_strength=0.3,
            history_strength=2.5,
            drift=0.0,
            seed=seed,
        )

    @classmethod
    def paper(cls, seed: int = 0) -> Self:
        """A log like DeepInsight's (arXiv:1806.08541): eight days, few clicks, far more user ids than anything else."""
        return cls(rows=2_400_000, users=500_000, train_share=0.4, validation_share=0.02, seed=seed)
