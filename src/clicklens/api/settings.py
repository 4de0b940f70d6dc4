"""Settings of the service: which store, which address, who may ask."""

from pydantic import Field as Setting

from clicklens.core.record import Record

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Settings(Record):
    """What a service is started with. Without a token only this machine may ask."""

    store: str  # a folder's path or a URL
    host: str = "127.0.0.1"
    port: int = Setting(default=8100, ge=0, le=65535)  # 0: any that is free
    token: str | None = Setting(default=None, repr=False)  # every request must carry it; None on loopback only
    allowed_hosts: tuple[str, ...] = ()  # further names that a Host header may hold, behind a proxy
    frame_ancestors: tuple[str, ...] = ()  # origins of pages that may show this one inside, such as a notebook's
    most_bytes: int = Setting(default=4_000_000, ge=1)  # of a request's body

    @property
    def is_loopback(self) -> bool:
        """Whether the service answers this machine only."""
        return self.host in LOOPBACK
