"""``/data``: what could be trained on, and what is in the data of a run."""

from pathlib import Path

from fastapi import APIRouter, Response

from clicklens.analysis.kept import kept_or_made
from clicklens.api.dependency import AnswersDep, RunDep, StoreDep
from clicklens.api.record import DataCatalog, EncodedFolder, ReadySet
from clicklens.core.errors import DataError
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.data.catalog import encoded_folder, list_ready
from clicklens.data.dataset import EncodedDataset
from clicklens.data.describe import describe
from clicklens.data.description import DataDescription

router = APIRouter(tags=["data"])


@router.get("/data")
def list_data(store: StoreDep) -> DataCatalog:
    """The ready-made sets, and the encoded folders that runs of this store were trained on."""
    ready = [ReadySet(**dict(entry.card), encoded=encoded_folder(entry.name).is_dir()) for entry in list_ready()]
    return DataCatalog(ready=tuple(ready), folders=tuple(_folders(store.runs())))


def _folders(runs: list[Run]) -> list[EncodedFolder]:
    by_place: dict[tuple[str, str], list[Run]] = {}
    for run in runs:
        by_place.setdefault((run.data_path, run.data_digest), []).append(run)
    return [
        EncodedFolder(
            name=used[0].features.name, path=path, data_digest=digest, runs=len(used), present=Path(path).is_dir()
        )
        for (path, digest), used in by_place.items()
    ]


@router.get("/runs/{run}/data", response_model=DataDescription)
async def describe_data(store: StoreDep, run: RunDep, answers: AnswersDep) -> Response:
    """What ``clicklens data describe`` says of the run's data; kept, as data that are encoded do not change."""
    text = await answers.ask(f"data {run.id} {run.data_digest}", lambda: _described(store, run))
    return Response(text, media_type="application/json")


def _described(store: Store, run: Run) -> str:
    key = f"data-description.2.{run.data_digest}"
    return kept_or_made(store, run.id, key, DataDescription, lambda: _describe(run)).model_dump_json()


def _describe(run: Run) -> DataDescription:
    dataset = EncodedDataset.open(run.data_path)
    if dataset.manifest.digest != run.data_digest:
        raise DataError(f"the data in {run.data_path} have changed since run '{run.id}' began")
    return describe(dataset)
