"""What the page's tests take for results must be results: made by the analyses as they are now."""

from __future__ import annotations

import pytest

from tests.page_fixtures import FIXTURES, FOLDER, MOST_BYTES


@pytest.mark.parametrize("name", FIXTURES)
def test_a_fixture_of_the_page_still_parses_as_its_result(name: str) -> None:
    made = FIXTURES[name]()
    kept = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert type(made).model_validate_json(kept).kind == made.kind, "write it anew: python -m tests.page_fixtures"
    assert len(kept) < MOST_BYTES


def test_the_folder_holds_no_file_that_nothing_makes() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(FIXTURES)
