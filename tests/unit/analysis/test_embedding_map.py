"""Maps of tables whose vectors were set by hand."""

import numpy as np
import pyarrow as pa
import pytest
import torch

from clicklens.analysis.embedding_map import EmbeddingMapParams, embedding_map
from clicklens.analysis.embedding_map_result import EmbeddingMap
from clicklens.analysis.embedding_table import tables_of
from clicklens.core.errors import ConfigError, UnavailableError
from clicklens.core.schema import FeatureSchema
from clicklens.data.encode import encode
from clicklens.models import Gwen, Logistic
from tests.live_rows import live_of

GOODS, KINDS = 120, 6


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """120 goods, each of one of six kinds, twenty rows each."""
    random = np.random.default_rng(0)
    goods = random.permutation(np.repeat(np.arange(GOODS), 20))
    table = pa.table(
        {
            "good": [f"good {one}" for one in goods],
            "kind": [f"kind {one % KINDS}" for one in goods],
            "click": (random.random(len(goods)) < 0.3).astype(np.int8),
        }
    )
    schema = FeatureSchema.parse({"name": "goods", "fields": ["good", "kind"], "tasks": ["click"]}, source="a test")
    return encode(table, schema, tmp_path_factory.mktemp("goods") / "dataset", split=None)


def planted(dataset, *, shuffled=False):
    """Goods of one kind lie close together; shuffled, they lie as close to one another but not by kind."""
    live = live_of(dataset, Gwen(hidden=(8,), embedding_dim=4))
    table = next(one for one in tables_of(live.model) if one.name == "good")
    kinds = np.array(
        [int(text.split()[1]) % KINDS for text in dataset.vocabulary("good").decode(np.arange(1, GOODS + 1))]
    )
    if shuffled:
        kinds = np.random.default_rng(5).permutation(kinds)
    random = np.random.default_rng(1)
    centres = random.normal(size=(KINDS, 4)) * 5
    table.vectors()[:] = torch.from_numpy(centres[kinds] + 0.05 * random.normal(size=(GOODS, 4))).float()
    return live


def asked(**settings):
    return EmbeddingMapParams(**{"field": "good", "category": "kind", **settings})


def test_planted_clusters_are_found_pure_and_each_good_has_its_kind(dataset):
    result = embedding_map(planted(dataset), asked())
    assert (len(result.values), result.known, result.table) == (GOODS, GOODS, "good")
    assert result.gathering.purity == 1.0
    assert result.gathering.silhouette > 0.9
    for value, kind in zip(result.values, result.categories, strict=True):
        assert kind == f"kind {int(value.split()[1]) % KINDS}"
    assert "100% are of its `kind`" in result.finding


def test_shuffled_clusters_are_no_purer_than_chance(dataset):
    found = embedding_map(planted(dataset, shuffled=True), asked()).gathering
    assert found.chance == pytest.approx(19 / 119, abs=0.01)
    assert found.purity <= found.chance_high + 0.03


def test_pctr_is_that_of_the_row_with_the_id_and_its_category_in_it(dataset):
    live = planted(dataset)
    row = live.example(7)
    result = embedding_map(live, asked(), row=row)
    for place in (0, 50):
        value, kind = result.values[place], result.categories[place]
        logit = live.logits(live.given({"good": value, "kind": kind}).batch)[0]
        assert result.pctr[place] == pytest.approx(1 / (1 + np.exp(-logit)), rel=1e-3)
    assert result.spread.within < 0.5 * result.spread.overall  # goods of a kind have nearly the same vector
    assert (result.example_id, result.split) == (7, "train")


def test_ids_are_the_most_frequent_or_equal_shares_of_drawn_categories(dataset):
    assert len(embedding_map(planted(dataset), asked(ids=30)).values) == 30
    result = embedding_map(planted(dataset), asked(ids=30, categories=3))
    names, counts = np.unique(result.categories, return_counts=True)
    assert (len(names), set(counts.tolist())) == (3, {10})
    assert len(result.to_frame()) == 30


def test_tsne_lays_out_the_same_ids(dataset):
    first, second = (embedding_map(planted(dataset), asked(method="tsne", ids=60)) for _ in range(2))
    assert first == second
    assert first.gathering == embedding_map(planted(dataset), asked(ids=60)).gathering


def test_without_a_category_and_a_row_only_clicks_are_told_and_the_answer_round_trips(dataset):
    result = embedding_map(planted(dataset), asked(field=None, category=None), asked_step=9)
    assert (result.field, result.categories, result.pctr, result.gathering) == ("good", None, None, None)
    assert all(0 <= rate <= 1 for rate in result.rates)
    assert EmbeddingMap.model_validate_json(result.to_json()) == result
    assert "nearest to step 9" in result.findings[-1].text


def test_a_wrong_question_says_what_would_be_right(dataset):
    live = planted(dataset)
    with pytest.raises(ConfigError, match="did you mean 'good'"):
        embedding_map(live, asked(field="god"))
    with pytest.raises(ConfigError, match="where a category is named; give one"):
        embedding_map(live, asked(category=None, categories=3))
    with pytest.raises(UnavailableError, match="vectors of 0 elements"):
        embedding_map(live_of(dataset, Logistic()), asked())


def test_umap_that_is_not_installed_is_said_so(dataset, monkeypatch):
    monkeypatch.setattr("clicklens.analysis.embedding_map.util.find_spec", lambda _name: None)
    with pytest.raises(UnavailableError, match="pip install umap-learn"):
        embedding_map(planted(dataset), asked(method="umap"))
