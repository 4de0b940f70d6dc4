"""Settings of the service: which store, which address, who may ask."""

from urllib.parse import urlsplit

from pydantic import Field as Setting
from pydantic import field_validator

from clicklens.core.errors import ConfigError
from clicklens.core.record import Record

LOOPBACK = ("127.0.0.1", "::1", "localhost")
SHORTEST_TOKEN = 16  # characters


class Settings(Record):
    """What a service is started with. Without a token only this machine may ask."""

    store: str  # a folder's path or a URL
    host: str = "127.0.0.1"
    port: int = Setting(default=8100, ge=0, le=65535)  # 0: any that is free
    token: str | None = Setting(default=None, repr=False)  # every request must carry it; None on loopback only
    allowed_hosts: tuple[str, ...] = ()  # further names that a Host header may hold, behind a proxy
    frame_ancestors: tuple[str, ...] = ()  # origins of pages that may show this one inside, such as a notebook's
    most_bytes: int = Setting(default=4_000_000, ge=1)  # of a request's body

    @field_validator("frame_ancestors")
    @classmethod
    def _are_origins(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        """They are written into the page's policy, where another word could say anything."""
        for word in words:
            if not _is_origin(word):
                raise ValueError(f"'{word}' is no origin; 'http://127.0.0.1:8888' would be one, with '*' any port")
        return words

    def refuse_if_open(self) -> None:
        """Raises ConfigError where others could ask without a token; never tells the token."""
        if self.token is None and not self.is_loopback:
            raise ConfigError(
                f"at '{self.host}' other machines could ask, so a token is needed: put one into the variable "
                "CLICKLENS_TOKEN (python3 -c 'import secrets; print(secrets.token_urlsafe(24))' makes one), or stay "
                "at 127.0.0.1"
            )
        if self.token is not None and (len(self.token) < SHORTEST_TOKEN or not self.token.isascii()):
            raise ConfigError(f"the token must have {SHORTEST_TOKEN} characters or more, all of them ASCII")

    @property
    def is_loopback(self) -> bool:
        """Whether the service answers this machine only."""
        return self.host in LOOPBACK


def _is_origin(word: str) -> bool:
    try:
        parts = urlsplit(word)
        host = parts.hostname
    except ValueError:
        return False
    named = parts.netloc.removesuffix(":*")
    is_plain = all(letter.isascii() and (letter.isalnum() or letter in "-.:[]") for letter in named)
    return parts.scheme in ("http", "https") and bool(host) and is_plain and word == f"{parts.scheme}://{parts.netloc}"
