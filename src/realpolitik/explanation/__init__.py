"""Why did a pair of states do what it did? The decision trace of one year of one run."""

from realpolitik.explanation.asking import explain
from realpolitik.explanation.result import Explanation

__all__ = ["Explanation", "explain"]
