"""The report of an experiment as one HTML file with its figures inside, and its files beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.experiments.digits import digits
from realpolitik.experiments.results import ExperimentResults
from realpolitik.experiments.store import opened, verified
from realpolitik.report.experiment.figures import experiment_figures
from realpolitik.report.experiment.gathered import Gathered, gather
from realpolitik.report.experiment.methods import citation, methods_text
from realpolitik.report.experiment.named import column_name, factor_axis, plain, point_names
from realpolitik.report.experiment.tables import analysis_files
from realpolitik.report.numbers import number, percent
from realpolitik.report.page import TEMPLATES, Picture
from realpolitik.report.style import as_png, as_svg

if TYPE_CHECKING:
    from realpolitik.experiments.analysis.discovery import Discovery

POINTS_LISTED = 60
DENSE = 0.5
"""Leaves of a tree that are listed: those with a density of this or more."""


def write_experiment_report(folder: str | Path, progress: Callable[[str], None] = lambda stage: None) -> Path:
    """Write the report of a finished experiment into its folder, in the place of an earlier one.

    Parameters
    ----------
    folder : str or Path
        The folder of a finished experiment.
    progress : callable, optional
        Called with what is done next.

    Returns
    -------
    Path
        The report. Beside it: every figure as PNG and SVG, and the indices, effects and boxes as CSV.

    Raises
    ------
    InputError
        The folder is none of a finished experiment, a table is damaged, or another process works in it.
    StoreError
        It cannot be written.
    """
    verified(Path(folder))  # before anything is locked or written
    progress("analysis")
    found = gather(ExperimentResults.read(folder))
    pictures = []
    for figure in experiment_figures(found):
        progress(figure.name)
        drawn = figure.draw()
        pictures.append(Picture(figure.name, figure.caption, as_svg(drawn), as_png(drawn)))
    files = analysis_files(found)
    for picture in pictures:
        files |= {f"{picture.name}.png": picture.png, f"{picture.name}.svg": picture.svg}
    page = render(found, pictures, sorted(files))
    with opened(Path(folder)) as store:
        store.add({**files, "report.html": page.encode("utf-8")})
    return Path(folder) / "report.html"


def render(found: Gathered, pictures: list[Picture], files: list[str]) -> str:
    """Return the report."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"number": number, "percent": percent, "plain": plain}
    results = found.results
    return environment.get_template("experiment.html.j2").render(
        results=results,
        document=results.document,
        found=found,
        pictures=pictures,
        methods=methods_text(found),
        citation=citation(found),
        files=files,
        axis=factor_axis,
        column=column_name,
        described={item["name"]: item for item in results.manifest["columns"]},
        factors=[{**_told(factor), "range": _range(factor)} for factor in results.factors],
        points=_points(found),
        contrasts=_contrasts(results),
        dense=_dense,
    )


def _told(factor: dict[str, Any]) -> dict[str, Any]:
    """Return a factor with what it is, as the file or else the rule book says it, and which settings it changes."""
    what = factor["label"] or factor.get("meaning", "")  # older manifests have neither meanings nor paths
    return {**factor, "what": what, "paths": [path for path in factor.get("paths", ()) if path != factor["name"]]}


def _range(factor: dict[str, Any]) -> str:
    if factor["kind"] == "choice":
        return ", ".join(factor["labels"])
    scale = ", logarithmic" if factor["log"] else ""
    whole = ", whole numbers" if factor["kind"] == "integer" else ""
    return f"{digits(factor['low'], 6)} to {digits(factor['high'], 6)}{scale}{whole}"


def _points(found: Gathered) -> list[dict[str, Any]]:
    """Return the means at every point of a small experiment."""
    results = found.results
    if results.size > POINTS_LISTED:
        return []
    names = point_names(results, range(results.size))
    return [
        {
            "point": names[int(row["point"])],
            "case": ", ".join(part for part in (row["scenario"], row["arm"]) if isinstance(part, str) and part),
            "means": [float(row[item["name"]]) for item in found.columns],
        }
        for _, row in results.points.iterrows()
    ]


def _contrasts(results: ExperimentResults) -> list[dict[str, Any]]:
    if results.contrasts is None or results.size > POINTS_LISTED:
        return []
    names = point_names(results, range(results.size))
    return [{**row, "point": names[int(row["point"])]} for row in results.contrasts.to_dict(orient="records")]


def _dense(region: Discovery) -> list[Any]:
    """Return the leaves of the tree that hold the points of interest."""
    return [leaf for leaf in region.leaves if leaf.quality.density >= DENSE]
