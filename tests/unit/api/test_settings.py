import pytest

from clicklens.api.settings import Settings
from clicklens.core.errors import ConfigError


def test_this_machine_alone_needs_no_token() -> None:
    for host in ("127.0.0.1", "::1", "localhost"):
        Settings(store="x", host=host).refuse_if_open()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.7", "lens.example", "127.0.0.1.evil.example"])
def test_any_other_does_and_is_told_how(host: str) -> None:
    with pytest.raises(ConfigError, match="CLICKLENS_TOKEN"):
        Settings(store="x", host=host).refuse_if_open()
    Settings(store="x", host=host, token="t" * 16).refuse_if_open()


def test_a_short_token_is_refused_and_never_shown() -> None:
    settings = Settings(store="x", token="tooshort")
    with pytest.raises(ConfigError, match="16 characters") as caught:
        settings.refuse_if_open()
    assert "tooshort" not in str(caught.value)
    assert "tooshort" not in repr(settings)


@pytest.mark.parametrize(
    "word",
    [
        "*",
        "http://",
        "127.0.0.1:8888",
        "http://a/b",
        "http://a; script-src *",
        "http://a b",
        "http://*:1",
        "javascript:x",
    ],
)
def test_a_word_that_is_no_origin_does_not_get_into_the_policy(word: str) -> None:
    with pytest.raises(ConfigError, match="no origin"):
        Settings.parse({"store": "x", "frame_ancestors": (word,)}, source="test")


def test_a_notebook_may_frame_the_page_whatever_port_it_took() -> None:
    words = ("http://127.0.0.1:*", "http://localhost:8888")
    assert Settings.parse({"store": "x", "frame_ancestors": words}, source="test").frame_ancestors == words
