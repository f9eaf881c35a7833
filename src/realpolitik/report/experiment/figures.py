"""Which figures the report of an experiment has: what each is called, what it says, what it looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from realpolitik.report.experiment.contrasts import draw_contrasts
from realpolitik.report.experiment.grids import draw_doses, draw_heat_maps
from realpolitik.report.experiment.indices import draw_bars, draw_planes
from realpolitik.report.experiment.named import axis_name, column_name, plain
from realpolitik.report.experiment.regions import draw_region
from realpolitik.report.experiment.surfaces import curves, surfaces
from realpolitik.report.experiment.tornado import draw_tornado
from realpolitik.report.style import capitalised

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from realpolitik.report.experiment.gathered import Gathered

PANELS = 8
"""So many panels a figure has at most; further ones go into another."""


@dataclass(frozen=True)
class ExperimentFigure:
    """A figure of an experiment.

    Attributes
    ----------
    name : str
        Name of its files, without the ending.
    caption : str
        What is seen, for the report and for those who cannot see it.
    draw : callable
        Draws it.
    """

    name: str
    caption: str
    draw: Callable[[], Figure]


def source_line(found: Gathered) -> str:
    """Return where the numbers of a figure come from."""
    manifest = found.results.manifest
    return (
        f"realpolitik {manifest['version']}, experiment {found.results.name}, {manifest['points']} points, "
        f"{manifest['replications']} runs each, seed {manifest['seed']}."
    )


def experiment_figures(found: Gathered) -> list[ExperimentFigure]:
    """Return the figures of an experiment, in the order of the report."""
    return [*_regions(found), *_indices(found), *_levels(found), *_contrasts(found)]


def _regions(found: Gathered) -> Iterator[ExperimentFigure]:
    for number, (case, one) in enumerate(found.regions, 1):
        where = f" ({case})" if case else ""
        item = next(item for item in found.results.manifest["columns"] if item["name"] == one.outcome)
        sought = f"{column_name(item)}: {_sign(one.relation)} {one.threshold:g}"
        title = f"Where {sought[:1].lower()}{sought[1:]}{where}"
        yield ExperimentFigure(
            f"figure-box-{number}", f"PRIM box. {sought}{where}.",
            partial(draw_region, one, found.results.factors, title=title, source=source_line(found)),
        )  # fmt: skip


def _sign(relation: str) -> str:
    return {">=": "\N{GREATER-THAN OR EQUAL TO}", "<=": "\N{LESS-THAN OR EQUAL TO}"}[relation]


def _indices(found: Gathered) -> Iterator[ExperimentFigure]:
    panels = []
    for item in found.columns:
        for case, one in found.indices.get(item["name"], ()):
            panels.append((column_name(item) + (f" \N{MIDDLE DOT} {case}" if case else ""), one))
    if not panels:
        return
    method = panels[0][1].method
    titles = {
        "morris": ("figure-morris", "Screening: which factors move what", draw_planes),
        "sobol": ("figure-sobol", "Shares of variance by factor", draw_bars),
        "pawn": ("figure-pawn", "Which factors move the distribution of what", draw_bars),
    }
    name, title, draw = titles[method]
    captions = {
        "morris": "Plane of Morris: mean size and spread of elementary effects.",
        "sobol": "Sobol' indices of first and total order with 95 % intervals.",
        "pawn": "PAWN indices with 95 % intervals and the level of a dummy factor.",
    }
    for number, start in enumerate(range(0, len(panels), PANELS), 1):
        some = panels[start : start + PANELS]
        ending = f"-{number}" if len(panels) > PANELS else ""
        yield ExperimentFigure(
            name + ending, captions[method],
            partial(draw, some, title=title, source=source_line(found)),
        )  # fmt: skip


def _levels(found: Gathered) -> Iterator[ExperimentFigure]:
    """Yield tornados, heat maps and curves of designs whose factors have levels."""
    factors = found.results.factors
    columns = [item for item in found.columns if item["name"] in found.effects]
    if found.kind == "one_at_a_time" or len(factors) > 2:
        for item in columns:
            yield _tornado(found, item)
    if found.kind == "one_at_a_time" or not columns:
        return
    if len(factors) == 1:
        yield ExperimentFigure("figure-dose", "Dose and response in every case.", partial(_doses, found, columns))
    else:
        for item in columns:
            yield _heat_map(found, item)


def _tornado(found: Gathered, item: dict[str, Any]) -> ExperimentFigure:
    title = f"{column_name(item)}: effect of each level"
    some = found.effects[item["name"]]
    return ExperimentFigure(
        f"figure-tornado-{item['name']}", f"Tornado: effect of every level on {plain(item['outcome'])}.",
        lambda: draw_tornado(some, title=title, axis=f"difference in {axis_name(item)}", source=source_line(found)),
    )  # fmt: skip


def _heat_map(found: Gathered, item: dict[str, Any]) -> ExperimentFigure:
    """Return a heat map of the two factors that move an outcome most."""
    reach = found.effects[item["name"]][0][1].by_factor().index
    wanted = list(reach[:2]) if len(found.results.factors) > 2 else [f["name"] for f in found.results.factors]
    across, up = (next(f for f in found.results.factors if f["name"] == name) for name in wanted)
    others = [plain(f["name"]) for f in found.results.factors if f["name"] not in wanted]
    averaged = f", averaged over {', '.join(others)}" if others else ""
    holes = found.results.document.get("report", {}).get("holes", "refuse")
    return ExperimentFigure(
        f"figure-map-{item['name']}", f"Heat map of two factors: {plain(item['outcome'])}.",
        lambda: draw_heat_maps(surfaces(found.results, item["name"], across, up, holes), across, up,
                               title=column_name(item), averaged=averaged, source=source_line(found)),
    )  # fmt: skip


def _doses(found: Gathered, columns: list[dict[str, Any]]) -> Figure:
    factor = found.results.factors[0]
    holes = found.results.document.get("report", {}).get("holes", "refuse")
    panels = [
        (column_name(item), axis_name(item), curves(found.results, item["name"], factor, holes)) for item in columns
    ]
    what = capitalised(factor["label"] or plain(factor["name"]))
    bases = len({case["scenario"] for case in found.results.manifest["cases"]})
    memory = bases == 1 and len(found.results.manifest["cases"]) > 1 and factor["kind"] != "choice"
    return draw_doses(panels, factor, memory=memory, title=what, source=source_line(found))


def _contrasts(found: Gathered) -> Iterator[ExperimentFigure]:
    if found.results.contrasts is None or found.results.contrasts.empty:
        return
    yield ExperimentFigure(
        "figure-contrasts", "Pairwise counterfactuals on shared draws with 95 % intervals.",
        lambda: draw_contrasts(found.results, title="Counterfactuals, paired run by run", source=source_line(found)),
    )  # fmt: skip
