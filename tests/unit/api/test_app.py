import asyncio
from pathlib import Path

import pytest

from clicklens.api import Settings, create_app
from clicklens.core.errors import ConfigError
from clicklens.core.run import RunProgress
from clicklens.store import open_store
from tests.service import Service, make_service
from tests.stored_values import make_run


def test_every_operation_has_the_name_of_its_function_and_a_noun(service: Service) -> None:
    paths = service.json("/openapi.json")["paths"]
    found = [operation for path in paths.values() for operation in path.values()]
    names = [operation["operationId"] for operation in found]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() for name in names)
    assert all(operation["tags"] for operation in found)


def test_no_page_of_scripts_from_elsewhere_is_served(service: Service) -> None:
    assert "swagger" not in service.get("//docs").text.lower()
    assert "redoc" not in service.get("//redoc").text.lower()


def test_a_store_is_made_where_there_is_none(tmp_path: Path) -> None:
    service = make_service(tmp_path / "new")
    assert service.json("/runs") == []
    assert (tmp_path / "new" / "clicklens.sqlite").is_file()


def test_an_open_address_without_a_token_is_refused_before_a_store_is_made(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="CLICKLENS_TOKEN"):
        create_app(Settings(store=str(tmp_path / "new"), host="0.0.0.0"))
    assert not (tmp_path / "new").exists()


def test_while_it_lives_it_hears_what_another_process_writes(tmp_path: Path) -> None:
    app = make_service(tmp_path).app

    async def heard() -> str:
        async with app.router.lifespan_context(app):
            stream = app.state.notices.listen()
            assert "retry" in await anext(stream)
            assert "hello" in await anext(stream)
            await asyncio.sleep(0.4)  # its first look
            other = await asyncio.to_thread(open_store, tmp_path)
            await asyncio.to_thread(other.add_run, make_run("a"))
            await asyncio.to_thread(other.keep_progress, "a", RunProgress(step=3, total_steps=9, at="now"))
            return await asyncio.wait_for(anext(stream), 5)

    text = asyncio.run(heard())
    assert "event: run" in text
    assert '"run":"a"' in text
