"""The page is whole: every view is routed to, looked at in a browser, and judged for accessibility."""

import re
from pathlib import Path

from clicklens.analysis import ANALYSES

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web" / "src"
TESTS = ROOT / "tests" / "e2e"


def quoted(path: Path, begin: str, end: str) -> list[str]:
    """The quoted words of a file between two marks."""
    text = path.read_text(encoding="utf-8")
    assert begin in text, f"{path.name} no longer holds '{begin}'"
    return re.findall(r'"([^"]+)"', text.split(begin, 1)[1].split(end, 1)[0])


VIEWS = quoted(WEB / "address" / "address.ts", "export const VIEWS = [", "]")
TOP = ["runs", "runs/new", "compare", "jobs", "data"]
FOLDERS = {"runs/new": "new_run"}  # the others are called as their address


def test_every_view_has_a_folder_and_every_folder_is_a_view() -> None:
    folders = {FOLDERS.get(name, name) for name in [*VIEWS, *TOP]}
    assert {path.name for path in (WEB / "views").iterdir() if path.is_dir()} == folders


def test_every_view_is_routed_to() -> None:
    routes = (WEB / "app" / "routes.tsx").read_text(encoding="utf-8")
    for name in [*VIEWS, *TOP]:
        assert f'import("@/views/{FOLDERS.get(name, name)}/' in routes, name


def test_every_view_is_looked_at_in_a_browser_and_judged_for_accessibility() -> None:
    judged = (TESTS / "test_accessible.py").read_text(encoding="utf-8")
    for name in VIEWS:
        assert (TESTS / f"test_{name}.py").exists(), f"no test goes through the view '{name}'"
        assert f"/{name}" in judged, name
    for name in TOP:
        assert (TESTS / f"test_{FOLDERS.get(name, name)}.py").exists(), f"no test goes through the page '{name}'"
        assert f'"/{name}' in judged, name


def test_every_kind_of_result_has_a_place_in_the_page() -> None:
    homes = (WEB / "view" / "registry.ts").read_text(encoding="utf-8")
    placed = set(re.findall(r"^  (\w+): \{ view: ", homes, re.MULTILINE))
    assert placed == {*ANALYSES, "comparison", "search"}
