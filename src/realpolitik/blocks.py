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
from functools import cache, cached_property
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
    def size(self, states: int, actors: int, runs: int = 1) -> int:
        """Return how many numbers a block of this kind holds, with so many runs side by side."""
        return sum(
            math.prod(self.shape(letters, states, actors)) * (1 if name in self.shared else runs)
            for name, letters in self.fields
        )


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
        size = layout.size(states, actors, runs)
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
        start = 0
        for name, letters in layout.in_memory:
            shape = layout.shape(letters, states, actors)
            if runs > 1 and name not in layout.shared:
                shape = (*shape, runs)
            stop = start + math.prod(shape)
            setattr(self, name, buffer[start:stop].reshape(shape) if shape else float(buffer[start]))
            start = stop

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
        self.buffer = np.zeros((length, layout.size(states, actors)))
        self.address = self.buffer.ctypes.data
        start = 0
        for name, letters in layout.fields:
            shape = layout.shape(letters, states, actors)
            stop = start + math.prod(shape)
            values = np.asarray(fields[name], dtype=np.float64)
            if values.shape not in ((length, *shape), shape):
                raise ValueError(
                    f"{name} of {layout.name}: found the shape {values.shape}, needed {shape} or years first"
                )
            self.buffer[:, start:stop] = values.reshape(*values.shape[: values.ndim - len(shape)], stop - start)
            start = stop

    def __getitem__(self, year: int) -> Block:
        return Block(self.layout, self.states, self.actors, self.buffer[year])

    def __len__(self) -> int:
        return self.length


if COMPILED:
    from realpolitik import block_views as _block_views  # noqa: F401  teaches numba to read blocks
