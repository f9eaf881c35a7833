"""The yearly figures keep what the file says, and go to a data frame and back."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.scenario import load
from realpolitik.scenario.figures import YearlyFigures
from realpolitik.scenario.series import read_series


@pytest.mark.parametrize("name", ["pahlavi", "belarus"])
def test_figures_survive_a_data_frame(name: str) -> None:
    series = load(name).series
    frame = series.to_frame()
    assert frame.index.name == "year"
    assert list(frame.columns) == list(series.columns)
    assert YearlyFigures.from_frame(frame).digest == series.digest


def made(years: tuple[int, ...] = (1990, 1991), figure: float = 0.1, text: str = "distant") -> YearlyFigures:
    return YearlyFigures(years, {"cinc.iran": np.array([figure, np.nan])}, {"recorded_class.a-b": (text, None)})


def test_digest_tells_one_figure_apart() -> None:
    assert made().digest == made().digest
    different = (made(), made(figure=0.2), made(text="hostile"), made(years=(1991, 1992)))
    assert len({figures.digest for figures in different}) == 4


def test_files_of_the_same_text_are_read_once_and_cannot_be_written_to(tmp_path):
    text = "year,cinc.iran\n1950,0.1\n1951,\n"
    for name in ("one.csv", "other.csv"):
        (tmp_path / name).write_text(text)
    one, other = (read_series(tmp_path / name, "series") for name in ("one.csv", "other.csv"))
    assert one is other
    with pytest.raises(ValueError, match="read-only"):
        one.numbers["cinc.iran"][0] = 0.2
    (tmp_path / "one.csv").write_text(text.replace("0.1", "0.2"))
    assert read_series(tmp_path / "one.csv", "series").numbers["cinc.iran"][0] == 0.2
    assert one.to_frame()["cinc.iran"].tolist()[0] == 0.1
