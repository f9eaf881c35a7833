"""The model as an ordinary Mesa model: Python agents, dictionaries, `math.exp`, Mesa's own random numbers.

A copy by purpose, to measure against and to test against. It reads the same timelines and draws from the same
distributions as the compiled model, one stage after the other, but not the same numbers. It knows the default
switches alone, and capabilities that follow the record; it refuses everything else.
"""

from benchmarks.plain_mesa.model import PlainModel

__all__ = ["PlainModel"]
