"""The service over a small store, asked without a network."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from clicklens.api import Settings, create_app

HOST = "http://127.0.0.1:8100"
TOKEN = "a-token-of-enough-letters"


class Service:
    """An application and a client in one; each question has a loop of its own."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    def ask(self, method: str, path: str, *, base: str = HOST, **more: Any) -> httpx.Response:
        """``path`` stands below /api/v1 unless it begins with two slashes, which then stand for the root."""
        url = path[1:] if path.startswith("//") else f"/api/v1{path}"

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=base) as client:
                return await client.request(method, url, **more)

        return asyncio.run(asked())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", path, **more)

    def json(self, path: str, **more: Any) -> Any:
        """The answer's values; fails unless it was answered."""
        response = self.get(path, **more)
        assert response.status_code == 200, response.text
        return response.json()


def make_service(store: Path, **settings: Any) -> Service:
    """The service over the store in that folder, which is made where there is none."""
    return Service(create_app(Settings(store=str(store), **settings)))
