"""Blocks: many named arrays of numbers in one piece of memory, read as ``world.trust[i, j]`` in compiled rules.

The rules of a year need some hundred arrays and parameters. Passed one by one (or in a tuple, which numba takes
apart at every call) they make compilation minutes long and calls slow. A `Block` is one pointer: Python sees its
fields as numpy arrays on one buffer, compiled code reads and writes the same memory. Without compilation
(NUMBA_DISABLE_JIT=1) the rules run on the Python object itself.

A field's shape is written with letters and digits: N deciding states, M actors, a digit for itself; "" is a number.

Tables are laid out for a room of states and actors that is mostly larger than the world (`room_for`). Where a field
begins and how far its rows lie apart is then known when rules are compiled, and all worlds that fit into a room share
what was compiled. Loops run over the world's own N and M and Python sees arrays of that shape; the rest stays 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np

from realpolitik.compiled import COMPILED

_BYTES = 8
_SMALLEST_ROOM = 8, 15
"""States and actors: every shipped scenario fits, and most others. One for 4 and 7 would be 1% to 3% faster."""
_View = tuple[str, int, tuple[int, ...], tuple[int, ...]]
"""Of an array: the field's name, its first byte, its shape (() for a number) and its strides in bytes."""


@dataclass(frozen=True, eq=False)
class Layout:
    """Names and shapes of the fields of a kind of block, in memory order; each is a kind of its own.

    Attributes
    ----------
    name : str
        Name of the kind.
    fields : tuple of (str, str)
        Field name and shape letters.
    shared : frozenset of str
        Fields that are the same in all runs of an ensemble.
    """

    name: str
    fields: tuple[tuple[str, str], ...]
    shared: frozenset[str] = frozenset()

    @cached_property
    def in_memory(self) -> tuple[tuple[str, str], ...]:
        """The fields in memory order: those that are shared come last, so that wide ones stay aligned."""
        return tuple(sorted(self.fields, key=lambda field: field[0] in self.shared))

    @cache  # noqa: B019  there are a few kinds of blocks, made once
    def shape(self, letters: str, states: int, actors: int) -> tuple[int, ...]:
        """Return the shape that the letters stand for."""
        return tuple({"N": states, "M": actors}.get(letter) or int(letter) for letter in letters)

    @cache  # noqa: B019
    def places(self, room: tuple[int, int], runs: int = 1) -> dict[str, int]:
        """Return where each field begins in a block for this room, with so many runs side by side; "" is the end."""
        found, start = {}, 0
        for name, letters in self.in_memory:
            found[name] = start
            start += math.prod(self.shape(letters, *room)) * (1 if name in self.shared else runs)
        return {**found, "": start}

    @cache  # noqa: B019
    def strides(self, name: str, room: tuple[int, int], runs: int = 1) -> tuple[int, ...]:
        """Return how many numbers lie from one entry of a field to the next, for each letter of its shape."""
        sides = self.shape(dict(self.fields)[name], *room)
        step = 1 if name in self.shared else runs
        return tuple(step * math.prod(sides[place + 1 :]) for place in range(len(sides)))

    @cache  # noqa: B019
    def views(self, states: int, actors: int, runs: int = 1) -> tuple[_View, ...]:
        """Return how Python sees the fields of a block of so many states and actors."""
        room, found = room_for(states, actors), []
        for name, letters in self.in_memory:
            shape, strides = self.shape(letters, states, actors), self.strides(name, room, runs)
            if runs > 1 and name not in self.shared:
                shape, strides = (*shape, runs), (*strides, 1)
            first = _BYTES * self.places(room, runs)[name]
            found.append((name, first, shape, tuple(_BYTES * stride for stride in strides)))
        return tuple(found)


@cache
def room_for(states: int, actors: int) -> tuple[int, int]:
    """Return the room that tables of so many states and actors are laid out for: 8, 16, 32 by 15, 31, 63.

    The number of actors is odd: where rows lie a power of two apart they share few places of the processor's cache.
    """
    room_of_states, room_of_actors = _SMALLEST_ROOM
    while room_of_states < states:
        room_of_states *= 2
    while room_of_actors < actors:
        room_of_actors = 2 * room_of_actors + 1
    return room_of_states, room_of_actors


class Block:
    """One block: every field is an attribute, an array on `buffer` (a float for a field of shape "").

    Parameters
    ----------
    layout : Layout
        The kind of block.
    states, actors : int
        N and M.
    buffer : (size,) float64 array, optional
        Memory to use; new zeros by default.
    """

    def __init__(
        self, layout: Layout, states: int, actors: int, buffer: np.ndarray | None = None, runs: int = 1
    ) -> None:
        self.room = room_for(states, actors)
        size = layout.places(self.room, runs)[""]
        if buffer is None:
            buffer = _aligned_zeros(size)
        if buffer.shape != (size,) or buffer.dtype != np.float64 or not buffer.flags.c_contiguous:
            raise ValueError(f"a block of {layout.name} needs {size} contiguous float64, found {buffer.shape}")
        self.layout = layout
        self.states = states
        self.actors = actors
        self.runs = runs
        self.buffer = buffer
        self.address = buffer.ctypes.data
        for name, first, shape, strides in layout.views(states, actors, runs):
            field = np.ndarray(shape, np.float64, buffer, first, strides)
            setattr(self, name, field if shape else float(field))

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"a block of {self.__dict__['layout'].name} has no field {name!r}")


def _aligned_zeros(size: int) -> np.ndarray:
    """Return zeros that begin where a vector may: on a multiple of 64 bytes."""
    raw = np.zeros(size + 8)
    skip = -raw.ctypes.data % 64 // 8
    return raw[skip : skip + size]


def one_run(block: Any, run: int) -> Any:
    """Return the block as one of the runs side by side in it sees it."""
    return block


def run_numbers(block: Any, first: Any) -> Any:
    """Return the numbers of the runs side by side in a block, counted from the first."""
    return first


class BlockSeries:
    """Blocks of one kind one after the other, one a year: ``series[year].capability[k]``.

    Parameters
    ----------
    layout : Layout
        The kind of block.
    states, actors : int
        N and M.
    fields : mapping of str to array
        For each field an array whose first dimension is the year, or one without it that holds for all years.
    length : int
        Number of years.
    """

    def __init__(self, layout: Layout, states: int, actors: int, fields: Mapping[str, np.ndarray], length: int) -> None:
        self.layout = layout
        self.states = states
        self.actors = actors
        self.length = length
        self.room = room_for(states, actors)
        self.buffer = np.zeros((length, layout.places(self.room)[""]))
        self.address = self.buffer.ctypes.data
        year = self.buffer.strides[0]
        for name, first, shape, strides in layout.views(states, actors):
            values = np.asarray(fields[name], dtype=np.float64)
            if values.shape not in ((length, *shape), shape):
                raise ValueError(
                    f"{name} of {layout.name}: found the shape {values.shape}, needed {shape} or years first"
                )
            np.ndarray((length, *shape), np.float64, self.buffer, first, (year, *strides))[:] = values

    def __getitem__(self, year: int) -> Block:
        return Block(self.layout, self.states, self.actors, self.buffer[year])

    def __len__(self) -> int:
        return self.length


if COMPILED:
    from realpolitik import block_views as _block_views  # noqa: F401  teaches numba to read blocks
