"""Named filters as rows of the store's database; they belong to no run and outlive all."""

import json

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.dialects.sqlite import insert

from clicklens.core.errors import CorruptError, NotFoundError, nearest
from clicklens.core.record import explain
from clicklens.core.slice import Slice
from clicklens.store.database import SLICES, Database


class SliceRows:
    """The rows of all slices."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, saved: Slice) -> None:
        """Keeps a slice, in place of an earlier one of that name."""
        statement = insert(SLICES).values(name=saved.name, record=saved.to_json())
        statement = statement.on_conflict_do_update(index_elements=["name"], set_={"record": saved.to_json()})
        with self._database.writing() as connection:
            connection.execute(statement)

    def all(self) -> list[Slice]:
        """All slices, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(SLICES).order_by(SLICES.c.name)).all()
        return [self._parsed(row.name, row.record) for row in rows]

    def delete(self, name: str) -> None:
        """Removes a slice. Raises NotFoundError naming the nearest."""
        with self._database.writing() as connection:
            if not connection.execute(SLICES.delete().where(SLICES.c.name == name)).rowcount:
                known = connection.execute(sa.select(SLICES.c.name)).scalars().all()
                raise NotFoundError(f"there is no slice '{name}'{nearest(name, known)}")

    def _parsed(self, name: str, text: str) -> Slice:
        noun = f"slice '{name}'"
        try:
            return Slice.model_validate(json.loads(text))
        except ValidationError as error:
            told = explain(error, source=noun, model=Slice)
            raise CorruptError(f"{self._database.path}: {noun} was changed by other hands\n{told}") from None
        except ValueError as error:
            raise CorruptError(f"{self._database.path}: {noun} was changed by other hands ({error})") from None
