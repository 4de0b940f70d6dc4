"""The whole page: nothing from elsewhere, nothing that runs, every tag closed."""

import re
from html.parser import HTMLParser

import pyarrow as pa
import pytest

from clicklens.analysis import ANALYSES, Captured
from clicklens.report.answer import OF_ONE
from clicklens.report.page import render_page
from tests.captured_runs import RUN_ID, made_up_record, make_captured
from tests.memory_store import MemoryStore

EVIL = "</svg></table><script>alert(1)</script><img src=x onerror=alert(1)>$x_{$"
VOID = {"meta", "br", "hr", "img", "input", "link"}


class Reader(HTMLParser):
    """Collects what a browser would act on, and checks that tags close in their order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]


@pytest.fixture(scope="module")
def captured() -> Captured:
    return make_captured(steps=3, rows=100, overfit_from=300)


@pytest.fixture(scope="module")
def page(captured: Captured) -> str:
    return render_page(captured)


def test_the_page_reaches_for_nothing(page: str) -> None:
    reader = Reader(page)
    assert {"script", "link", "iframe", "object", "form", "img"}.isdisjoint({tag for tag, _ in reader.tags})
    assert all(value.startswith(("#", "data:image/png")) for value in reader.values("href"))
    assert reader.values("src") == []
    assert "@import" not in page
    assert "http://" not in page
    assert "https://" not in page
    policy = reader.values("content")[0]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_every_link_and_label_resolves_and_no_id_stands_twice(page: str) -> None:
    reader = Reader(page)
    ids = reader.values("id")
    assert len(ids) == len(set(ids))
    named = [name for value in reader.values("aria-labelledby") for name in value.split()]
    linked = [value[1:] for value in reader.values("href") if value.startswith("#")]
    assert set(named) | set(linked) <= set(ids)


def test_every_analysis_has_its_section_and_its_line_of_contents(page: str) -> None:
    for kind in set(ANALYSES) - set(OF_ONE):
        assert f'<section id="{kind}"' in page
        assert f'href="#{kind}"' in page


def test_every_colour_name_is_declared(page: str) -> None:
    used = set(re.findall(r"var\((--[a-z0-9-]+)\)", page))
    declared = set(re.findall(r"(--[a-z0-9-]+):", page))
    assert used <= declared


def test_the_same_run_gives_the_same_page(captured: Captured, page: str) -> None:
    assert render_page(captured) == page


def test_nothing_from_the_data_becomes_markup() -> None:
    captured = make_captured(steps=2, rows=80, taps={f"a{EVIL}": 6, "b用户": 5})
    features = captured.run.features.model_copy(update={"name": EVIL})
    changes = {"name": EVIL, "note": EVIL, "message": EVIL, "tags": (EVIL,), "change": EVIL, "features": features}
    captured.store.update_run(RUN_ID, spec={"model": {"kind": EVIL, EVIL: EVIL}}, environment={EVIL: EVIL}, **changes)
    for split in captured.splits:
        rows = captured.store.sample(RUN_ID, split)
        place = rows.column_names.index("field:user_id")
        evil = pa.array([f"{value}{EVIL}" for value in rows["field:user_id"].to_pylist()])
        captured.store.put_sample(RUN_ID, split, rows.set_column(place, "field:user_id", evil))
    page = render_page(Captured(captured.store, RUN_ID))
    reader = Reader(page)
    assert {"script", "img"}.isdisjoint({tag for tag, _ in reader.tags})
    assert not any(name.startswith("on") for _, attrs in reader.tags for name in attrs)
    assert "b用户" in page


def test_a_run_that_kept_nothing_still_has_a_page() -> None:
    store = MemoryStore()
    store.add_run(made_up_record())
    page = render_page(Captured(store, RUN_ID))
    Reader(page)
    assert page.count("kept no snapshots") >= len(set(ANALYSES) - set(OF_ONE))
    assert "No evaluation was kept." in page


def test_a_run_of_one_step_and_one_split_has_a_page() -> None:
    Reader(render_page(make_captured(steps=1, rows=60, splits=("train",), days=None, groups=False, gradients=False)))
