from clicklens.training.position import Position


def test_the_last_batch_of_a_pass_begins_the_next() -> None:
    positions = [Position()]
    for _ in range(4):
        positions.append(positions[-1].after_step(2))
    assert positions == [Position(0, 0, 0), Position(1, 0, 1), Position(2, 1, 0), Position(3, 1, 1), Position(4, 2, 0)]


def test_the_epoch_counts_the_part_of_the_pass_under_way() -> None:
    assert Position(step=7, passes=1, batch=2).epoch(5) == 1.4


def test_a_step_of_several_batches_counts_them_all() -> None:
    first = Position().after_step(5, taken=3)
    assert first == Position(1, 0, 3)
    assert first.after_step(5, taken=2) == Position(2, 1, 0)
