"""Open Bandit, the small version: logged impressions of fashion items and whether they were clicked."""

from __future__ import annotations

import io
import tarfile
from functools import partial
from pathlib import Path

import numpy as np
import pandas
import pyarrow as pa

from clicklens.core.errors import CorruptError
from clicklens.data.download import Package
from clicklens.data.ready.movielens import weekday
from clicklens.data.ready.ready_dataset import Folders, Prepared, ReadyCard, ReadyDataset, shipped_schema
from clicklens.data.split import TimeSplit

read_schema = partial(shipped_schema, "open-bandit.yaml")
PACKAGE = Package(
    name="obp",
    version="0.5.7",
    file="obp-0.5.7.tar.gz",
    sha256="3060d67fedfcfadf1e7a6f2608987f74412b5eb74d2c567edeb147595c68f2a0",
    is_source=True,
)
POLICIES = ("random", "bts")
_INSIDE = "obp-0.5.7/obp/dataset/obd"


def read_campaign(archive: Path, campaign: str) -> pa.Table:
    """Both policies' impressions of a campaign in time order, with the shown item's features."""
    wanted = [f"{_INSIDE}/{policy}/{campaign}/{campaign}.csv" for policy in POLICIES]
    *logs, context = _members(archive, *wanted, f"{_INSIDE}/random/{campaign}/item_context.csv")
    read = [pandas.read_csv(log).assign(policy=policy) for policy, log in zip(POLICIES, logs, strict=True)]
    rows = pandas.concat(read, ignore_index=True)
    moment = pandas.to_datetime(rows["timestamp"], format="ISO8601", utc=True)
    rows["microsecond"] = moment.astype("datetime64[us, UTC]").astype("int64")
    rows = rows.sort_values("microsecond", kind="stable", ignore_index=True)
    item = rows["item_id"].to_numpy()
    items = pandas.read_csv(context).set_index("item_id").loc[item]
    shown = rows[[f"user-item_affinity_{k}" for k in range(int(item.max()) + 1)]].to_numpy()
    seconds = rows["microsecond"].to_numpy() // 1_000_000
    columns = {
        "policy": rows["policy"],
        "item_id": item,
        "position": rows["position"],
        **{f"user_feature_{k}": rows[f"user_feature_{k}"] for k in range(4)},
        **{f"item_feature_{k}": items[f"item_feature_{k}"] for k in range(4)},
        "affinity": shown[np.arange(len(item)), item],
        "hour": seconds // 3600 % 24,
        "weekday": weekday(seconds),
        "propensity_score": rows["propensity_score"],
        "click": rows["click"],
        "day": seconds // 86_400,
        "time": rows["microsecond"],
    }
    return pa.table({name: pa.array(np.asarray(values)) for name, values in columns.items()})


def _prepare(folders: Folders, campaign: str) -> Prepared:
    archive = folders.package(PACKAGE, folders.downloads)
    return Prepared(
        rows=read_campaign(archive, campaign),
        schema=read_schema(),
        split=TimeSplit(column="time", test_share=0.2, validation_share=0.1),
    )


def _members(archive: Path, *names: str) -> list[io.BytesIO]:
    """The named files of a tar archive, read into memory; nothing is unpacked to disk."""
    found: dict[str, io.BytesIO] = {}
    try:
        with tarfile.open(archive, "r:gz") as opened:
            for member in opened:
                file = opened.extractfile(member) if member.name in names else None
                if file is not None:
                    found[member.name] = io.BytesIO(file.read())
        return [found[name] for name in names]
    except (tarfile.TarError, EOFError, OSError, KeyError) as error:
        raise CorruptError(f"{archive} is not the archive it should be: {error}") from None


def _card(campaign: str, clicked: str) -> ReadyCard:
    return ReadyCard(
        name="open-bandit" if campaign == "all" else f"open-bandit/{campaign}",
        title=f"Open Bandit, small version, campaign '{campaign}'",
        rows=20_000,
        label=f"1 where the shown item was clicked ({clicked})",
        splits=(
            "by time over both logging policies: the earliest 70% train, the next 10% validate, the last 20% test "
            "(24-30 November 2019)"
        ),
        source="ZOZO, Inc., ZOZOTOWN fashion store; the sample inside the package obp 0.5.7",
        how_to_get="fetched at first use by your own pip; the package is not installed",
        licence=(
            "The package that carries the sample is under Apache-2.0; the publisher's page for the full data has a "
            "notice of its own."
        ),
        citation=(
            "Yuta Saito, Shunsuke Aihara, Megumi Matsutani, Yusuke Narita. 2020. Open Bandit Dataset and Pipeline: "
            "Towards Realistic and Reproducible Off-Policy Evaluation. arXiv:2008.07146"
        ),
    )


READY = tuple(
    ReadyDataset(card=_card(campaign, clicked), read_schema=read_schema, prepare=partial(_prepare, campaign=campaign))
    for campaign, clicked in (("all", "0.4%"), ("men", "0.6%"), ("women", "0.5%"))
)
