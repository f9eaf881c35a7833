"""Blocks: many named arrays of numbers in one piece of memory, read as ``world.trust[i, j]`` in compiled rules.

The rules of a year need some hundred arrays and parameters. Passed one by one (or in a tuple, which numba takes
apart at every call) they make compilation minutes long and calls slow. A `Block` is one pointer: Python sees its
fields as numpy arrays on one buffer, compiled code reads and writes the same memory. Without compilation
(NUMBA_DISABLE_JIT=1) the rules run on the Python object itself.

A field's shape is written with letters and digits: N deciding states, M actors, a digit for itself; "" is a number.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from realpolitik.compiled import COMPILED


@dataclass(frozen=True, eq=False)
class Layout:
    """Names and shapes of the fields of a kind of block, in memory order; each is a kind of its own.

    Attributes
    ----------
    name : str
        Name of the kind.
    fields : tuple of (str, str)
        Field name and shape letters.
    """

    name: str
    fields: tuple[tuple[str, str], ...]

    def shape(self, letters: str, states: int, actors: int) -> tuple[int, ...]:
        """Return the shape that the letters stand for."""
        return tuple({"N": states, "M": actors}.get(letter) or int(letter) for letter in letters)

    def size(self, states: int, actors: int) -> int:
        """Return how many numbers a block of this kind holds."""
        return sum(math.prod(self.shape(letters, states, actors)) for _, letters in self.fields)


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

    def __init__(self, layout: Layout, states: int, actors: int, buffer: np.ndarray | None = None) -> None:
        size = layout.size(states, actors)
        if buffer is None:
            buffer = np.zeros(size)
        if buffer.shape != (size,) or buffer.dtype != np.float64 or not buffer.flags.c_contiguous:
            raise ValueError(f"a block of {layout.name} needs {size} contiguous float64, found {buffer.shape}")
        self.layout = layout
        self.states = states
        self.actors = actors
        self.buffer = buffer
        self.address = buffer.ctypes.data
        start = 0
        for name, letters in layout.fields:
            shape = layout.shape(letters, states, actors)
            stop = start + math.prod(shape)
            setattr(self, name, buffer[start:stop].reshape(shape) if letters else float(buffer[start]))
            start = stop

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"a block of {self.__dict__['layout'].name} has no field {name!r}")


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
        self.buffer = np.zeros((length, layout.size(states, actors)))
        self.address = self.buffer.ctypes.data
        start = 0
        for name, letters in layout.fields:
            shape = layout.shape(letters, states, actors)
            stop = start + math.prod(shape)
            values = np.broadcast_to(np.asarray(fields[name], dtype=np.float64), (length, *shape))
            self.buffer[:, start:stop] = values.reshape(length, stop - start)
            start = stop

    def __getitem__(self, year: int) -> Block:
        return Block(self.layout, self.states, self.actors, self.buffer[year])

    def __len__(self) -> int:
        return self.length


if COMPILED:
    from realpolitik import block_types as _block_types  # noqa: F401  teaches numba to read blocks
