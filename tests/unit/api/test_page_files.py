from pathlib import Path

from fastapi import FastAPI

from clicklens.api.page_files import INDEX, add_page, read_page
from tests.service import Service


def served(folder: Path) -> Service:
    app = FastAPI()
    add_page(app, read_page(folder))
    return Service(app)


def built(folder: Path) -> Path:
    (folder / "assets").mkdir(parents=True)
    (folder / INDEX).write_text("<!doctype html><p>the page", encoding="utf-8")
    (folder / "assets" / "main-abc.js").write_text("let x = 1", encoding="utf-8")
    (folder.parent / "secret.txt").write_text("what others may not read", encoding="utf-8")
    return folder


def test_a_page_that_has_not_been_built_says_what_to_do(tmp_path: Path) -> None:
    response = served(tmp_path / "none").get("//")
    assert "make page" in response.text
    assert response.headers["content-type"].startswith("text/html")


def test_files_have_their_kind_and_those_with_a_hash_are_kept_for_ever(tmp_path: Path) -> None:
    service = served(built(tmp_path / "page"))
    script = service.get("//assets/main-abc.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert "immutable" in script.headers["cache-control"]
    index = service.get("//")
    assert index.headers["cache-control"] == "no-cache"
    assert service.get("//", headers={"If-None-Match": index.headers["etag"]}).status_code == 304


def test_an_address_inside_the_page_is_the_pages_to_read(tmp_path: Path) -> None:
    service = served(built(tmp_path / "page"))
    for path in ("//runs", "//runs/x/map", "//compare"):
        assert "the page" in service.get(path).text
    for path in ("//api/v1/nothing", "//assets/none.js", "//favicon.ico"):
        assert service.get(path).status_code == 404


def test_no_path_leaves_the_table_of_files(tmp_path: Path) -> None:
    service = served(built(tmp_path / "page"))
    for path in ("//../secret.txt", "//%2e%2e/secret.txt", "//assets/../../secret.txt", "//..%2fsecret.txt"):
        assert "others may not" not in service.get(path).text


def test_the_page_of_files_is_no_part_of_what_is_served(tmp_path: Path) -> None:
    folder = built(tmp_path / "page")
    (folder / "still").mkdir()
    (folder / "still" / "still.js").write_text("let y = 2", encoding="utf-8")
    assert sorted(read_page(folder)) == ["assets/main-abc.js", INDEX]
