"""The documentation leads nowhere wrong: links resolve and the site builds without a warning."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

_CODE = re.compile(r"^(```|~~~).*?^\1\s*$|`[^`\n]*`", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#|//")


def local_links(text: str) -> list[str]:
    """The files that a page of Markdown links to, without anchors; code is not looked at."""
    targets = [first or second for first, second in _LINK.findall(_CODE.sub("", text))]
    return [unquote(target.split("#")[0]) for target in targets if not _ELSEWHERE.match(target)]


def test_the_search_for_links_finds_them() -> None:
    text = "[a](b.md#c) ![d](e%20f.png 'g') `[no](no.md)` [web](https://x.y) [here](#c)\n\n[ref]: h.md\n"
    text += "```\n[no](no.md)\n```\n"
    assert local_links(text) == ["b.md", "e f.png", "h.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_local_link_resolves(page: Path) -> None:
    links = local_links(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="mkdocs is not installed: it comes with the extra 'docs'")
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (tmp_path / "site" / "index.html").is_file()
