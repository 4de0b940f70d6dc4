import pyarrow as pa
import pytest

from clicklens.data.simulate import WorldSpec, simulate

SPEC = WorldSpec.small().model_copy(update={"rows": 70_000})


@pytest.fixture(scope="module")
def table() -> pa.Table:
    return pa.Table.from_batches(simulate(SPEC))


@pytest.mark.parametrize("rows", [9_999, 70_000, 1_000_000])
def test_equal_specs_give_equal_rows_whatever_the_chunk_size(table: pa.Table, rows: int) -> None:
    chunks = list(simulate(SPEC).chunks(rows))
    assert [len(chunk) for chunk in chunks[:-1]] == [rows] * (len(chunks) - 1)
    assert pa.Table.from_batches(chunks).combine_chunks().equals(table.combine_chunks())


def test_another_seed_gives_another_world(table: pa.Table) -> None:
    other = next(simulate(SPEC.model_copy(update={"seed": 1})).chunks(1_000))
    assert other["user_id"].to_pylist() != table["user_id"].slice(0, 1_000).to_pylist()


def test_a_world_can_be_read_twice(table: pa.Table) -> None:
    world = simulate(SPEC)
    assert pa.Table.from_batches(world).equals(pa.Table.from_batches(world))


def test_rows_hold_every_field_and_the_truth_which_is_no_field(table: pa.Table) -> None:
    schema = simulate(SPEC).schema
    extra = {"click", "day", "time", "split", "true_logit", "true_pctr"}
    assert set(table.column_names) == {field.name for field in schema.fields} | extra
    assert not {"true_logit", "true_pctr"} & {field.column for field in schema.fields}
    assert sum(chunk.null_count for column in table.columns for chunk in column.chunks) == 0


def test_the_history_shares_the_candidates_table_and_attends_to_it() -> None:
    field = simulate(SPEC).schema.field("recent_categories")
    assert field.table == "category"
    assert field.attends_to == "category"


def test_splits_are_disjoint_by_construction_and_train_is_the_first_day(table: pa.Table) -> None:
    frame = table.select(["split", "day", "time"]).to_pandas()
    assert set(frame["split"]) == {"train", "validation", "test"}
    assert set(frame.loc[frame["split"] != "test", "day"]) == {17_352}
    assert set(frame.loc[frame["split"] == "test", "day"]) == set(range(17_352, 17_360))
    assert frame["time"].is_monotonic_increasing
    assert (frame["time"] // 86_400 == frame["day"]).all()


def test_a_world_without_noise_fields_has_none() -> None:
    world = simulate(WorldSpec.small().model_copy(update={"noise_fields": 0}))
    assert not [field.name for field in world.schema.fields if field.name.startswith("noise")]
