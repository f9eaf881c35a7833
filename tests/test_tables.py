"""Tables as CSV: what a cell is written as."""

from __future__ import annotations

import pandas as pd

from realpolitik.tables import csv_text


def test_truth_values_are_one_and_zero_and_missing_ones_are_empty():
    frame = pd.DataFrame(
        {"flag": [True, False, True], "known": [None, True, False], "word": ["True", None, "no"], "number": [1, 0, 2]}
    )
    assert csv_text(frame) == "flag,known,word,number\n1,,True,1\n0,1,,0\n1,0,no,2\n"


def test_numbers_keep_their_format_beside_flags():
    frame = pd.DataFrame({"flag": [True], "value": [1.0 / 3.0], "empty": [None]})
    assert csv_text(frame, "%.3g") == "flag,value,empty\n1,0.333,\n"
    assert float(csv_text(frame).split(",")[3]) == 1.0 / 3.0
