"""Blocks: compiled rules and Python see the same numbers, whatever the room that the tables are laid out for."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from realpolitik.blocks import Block, BlockSeries, Layout, one_run, room_for
from realpolitik.compiled import COMPILED, kernel, rule

TABLES = Layout(
    "Tables",
    (("one", ""), ("line", "M"), ("common", "MN"), ("square", "NM"), ("deep", "NNM"), ("moves", "NN95"), ("few", "2")),
    shared=frozenset({"common"}),
)
ROOM = room_for(1, 1)
INSIDE, ABOVE = [(1, 1), (3, 6), (4, 7), ROOM], [(ROOM[0] + 1, ROOM[1]), (2, ROOM[1] + 1), (2 * ROOM[0] + 1, 40)]
SIZES = INSIDE + ABOVE


@rule
def _write_row(row, start):
    for place in range(len(row)):
        row[place] = start + place


@kernel
def _write(block):
    """Write a number of its own into every entry that the world has."""
    for i in range(block.states):
        for k in range(block.actors):
            block.square[i, k] = 1e6 + 100 * i + k
            block.common[k, i] = 2e6 + 100 * k + i
        for j in range(block.states):
            _write_row(block.deep[i, j], 3e6 + 1e4 * i + 100 * j)
            for move in range(9):
                for part in range(5):
                    block.moves[i, j][move, part] = 4e6 + 1e4 * i + 100 * j + 10 * move + part
    _write_row(block.line, 5e6)
    _write_row(block.few, 6e6)


@kernel
def _read(block, found):
    """Write what the first and the last run read at the end of every table."""
    i, k = block.states - 1, block.actors - 1
    for place in range(2):
        alone = one_run(block, place * (block.runs - 1))
        found[place, 0] = alone.square[i, k]
        found[place, 1] = alone.common[k, i]
        found[place, 2] = alone.deep[i, i][k]
        found[place, 3] = alone.moves[i, i, 8, 4]
        found[place, 4] = alone.line[k] + alone.few[1] + alone.one


def _expected(states, actors):
    i, j, k, move, part = (np.arange(side) for side in (states, states, actors, 9, 5))
    return {
        "square": 1e6 + 100 * i[:, None] + k,
        "common": 2e6 + 100 * k[:, None] + i,
        "deep": 3e6 + 1e4 * i[:, None, None] + 100 * j[:, None] + k,
        "moves": 4e6 + 1e4 * i[:, None, None, None] + 100 * j[:, None, None] + 10 * move[:, None] + part,
        "line": 5e6 + k,
        "few": 6e6 + np.arange(2),
    }


def _sides():
    return (1, 4) if COMPILED else (1,)


@pytest.mark.parametrize(("size", "runs"), list(product(SIZES, _sides())))
def test_what_rules_write_is_what_python_sees_and_nothing_else_is_written(size, runs):
    block = Block(TABLES, *size, runs=runs)
    _write(block)
    written = 0
    for name, values in _expected(*size).items():
        found = getattr(block, name)
        wide = runs > 1 and name not in TABLES.shared
        assert found.shape == values.shape + ((runs,) if wide else ()), name
        assert np.array_equal(found, np.broadcast_to(values[..., None], found.shape) if wide else values), name
        written += found.size
    assert np.count_nonzero(block.buffer) == written


@pytest.mark.parametrize(("size", "runs"), list(product(SIZES, _sides())))
def test_rules_read_what_python_wrote(size, runs):
    draw = np.random.default_rng(3)
    block = Block(TABLES, *size, runs=runs)
    for name, letters in TABLES.fields:
        if letters:
            getattr(block, name)[...] = draw.random(getattr(block, name).shape)
    found = np.zeros((2, 5))
    _read(block, found)
    for place, row in ((0, 0), (1, -1)):
        own = {name: getattr(block, name) for name in ("square", "deep", "moves", "line", "few")}
        if runs > 1:
            own = {name: values[..., row] for name, values in own.items()}
        expected = [own["square"][-1, -1], block.common[-1, -1], own["deep"][-1, -1, -1], own["moves"][-1, -1, -1, -1]]
        assert found[place].tolist() == [*expected, own["line"][-1] + own["few"][1] + 0.0]


NUMBERS = Layout("Numbers", (("first", ""), ("line", "M"), ("one", ""), ("last", "")))


@kernel
def _read_numbers(block, found):
    found[0], found[1], found[2], found[3] = block.first, block.line[block.actors - 1], block.one, block.last


@pytest.mark.parametrize("size", SIZES)
def test_rules_read_single_numbers_where_python_does(size):
    """Every place of the buffer holds its own number, counted from 0."""
    room = room_for(*size)[1]
    block = Block(NUMBERS, *size, np.arange(3.0 + room))
    found = np.zeros(4)
    _read_numbers(block, found)
    assert found.tolist() == [0.0, size[1], 1.0 + room, 2.0 + room]
    assert [block.first, block.line[-1], block.one, block.last] == found.tolist()


@pytest.mark.parametrize("size", SIZES)
def test_a_buffer_carries_a_whole_block(size):
    block = Block(TABLES, *size)
    _write(block)
    twin = Block(TABLES, *size, block.buffer.copy())
    for name, letters in TABLES.fields:
        assert np.array_equal(getattr(twin, name), getattr(block, name)), name
        assert not letters or np.shares_memory(getattr(twin, name), twin.buffer)
    with pytest.raises(ValueError, match="a block of Tables needs"):
        Block(TABLES, *size, block.buffer[1:])


@pytest.mark.parametrize("size", SIZES)
def test_a_series_gives_each_year_its_numbers(size):
    draw = np.random.default_rng(4)
    layout = Layout("Years", (("line", "M"), ("square", "NM"), ("few", "2")))
    fields = {"line": draw.random((3, size[1])), "square": draw.random(size), "few": draw.random((3, 2))}
    series = BlockSeries(layout, *size, fields, 3)
    for year in range(3):
        assert np.array_equal(series[year].line, fields["line"][year])
        assert np.array_equal(series[year].square, fields["square"])
        assert np.array_equal(series[year].few, fields["few"][year])
    with pytest.raises(ValueError, match="square of Years"):
        BlockSeries(layout, *size, {**fields, "square": np.zeros(ROOM)[:, :-1].T}, 3)


def test_a_room_holds_every_world_up_to_its_edge_and_the_next_is_larger():
    assert {room_for(*size) for size in INSIDE} == {ROOM}
    for states, actors in ABOVE:
        room = room_for(states, actors)
        assert room != ROOM
        assert room[0] >= states
        assert room[1] >= actors
        assert room[1] % 2 == 1


@pytest.mark.skipif(not COMPILED, reason="nothing is compiled")
def test_worlds_of_a_room_share_what_was_compiled():
    @kernel
    def sum_up(block):
        total = 0.0
        for k in range(block.actors):
            total += block.line[k]
        return total

    for number, sizes in enumerate((INSIDE, ABOVE[:1], ABOVE[2:]), 1):
        for size in sizes:
            block = Block(TABLES, *size)
            block.line[:] = 1.0
            assert sum_up(block) == size[1]
        assert len(sum_up.signatures) == number
