"""The main job: both eras, all findings under two kinds of profiles, figures, tables and the report."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.findings.designs import points_in_file, runs_per_point
from realpolitik.findings.evidence import Evidence
from realpolitik.findings.judging import Effort, Stock, judge, take_stock
from realpolitik.findings.registry import CLAIMS
from realpolitik.findings.stages import Stage, Tally
from realpolitik.report.eras import EraRow, compare_eras, compare_records
from realpolitik.report.exhibits import Exhibits, gather
from realpolitik.report.figures import FIGURES, figures_of
from realpolitik.report.page import Picture, write_page
from realpolitik.report.study import Study
from realpolitik.report.study_tables import study_tables
from realpolitik.tables import write_csv

if TYPE_CHECKING:
    from realpolitik.findings.claim import Claim
    from realpolitik.findings.finding import Finding

PROFILES = ("elite", "record")
QUICK = Effort(runs=50, points=4, runs_per_point=6)
"""What --quick cuts runs and points to; findings are never cut."""

EXHIBITS_SHARE = 0.3
"""Work of the comparison of the eras and of the figures' ensembles, as a share of one pass over all claims."""
FIGURE_WORK = 1.0e6
"""Work of drawing one figure: less than a second, in the unit of `work_of`."""
FLOAT_FORMAT = "%.5g"


def effort_of(runs: int, *, quick: bool) -> Effort:
    """Return how much is run: what was asked for and what the experiment `robustness` says, less for a first look."""
    if quick:
        return Effort(min(runs, QUICK.runs), QUICK.points, QUICK.runs_per_point)
    return Effort(runs, points_in_file(), runs_per_point())


def reproduce(
    *,
    runs: int,
    seed: int,
    out: Path,
    quick: bool = False,
    progress: Callable[[Stage], None] | None = None,
    claims: Sequence[Claim] = CLAIMS,
) -> Study:
    """Run the study and write it to a folder, all at once at the end.

    Parameters
    ----------
    runs, seed : int
        Runs of each ensemble, 2 or more; the seed of all draws.
    out : Path
        Folder for tables, figures, report and manifest.
    quick : bool
        Cut runs and points for a first look.
    progress : callable, optional
        Called with a `Stage` as the work goes on, from any thread.
    claims : sequence of Claim
        What is tested; all claims of the article by default.

    Raises
    ------
    InputError
        The folder holds files that are not ours, or cannot be written.
    """
    from realpolitik import __version__
    from realpolitik.results_folder import check_folder

    check_folder(out, "reproduce")
    started = time.monotonic()
    effort = effort_of(runs, quick=quick)
    stock = take_stock(claims, seed)
    figures = len(FIGURES) if quick else len(FIGURES) + len(claims)
    tally = _tally(claims, effort, stock, figures, progress)
    findings: list[Finding] = []
    for profiles in PROFILES:
        findings += judge(
            claims, runs=effort.runs, seed=seed, profiles=profiles, points=effort.points,
            runs_per_point=effort.runs_per_point, stock=stock, tally=tally,
        )  # fmt: skip
    eras, exhibits = _exhibits(effort.runs, seed, tally, EXHIBITS_SHARE * stock.work(effort.runs))
    study = Study(
        seed=seed,
        effort=effort,
        findings=tuple(findings),
        eras=tuple(eras),
        record=tuple(compare_records()),
        exhibits=exhibits,
        elapsed_seconds=time.monotonic() - started,
        version=__version__,
        quick=quick,
    )
    pictures = draw_pictures(study, tally)
    write_study(study, out, pictures, {claim.id: claim for claim in claims})
    return study


def _tally(
    claims: Sequence[Claim], effort: Effort, stock: Stock, figures: int, progress: Callable[[Stage], None] | None
) -> Tally:
    steps = len(PROFILES) * (effort.steps(claims) + 1) + 1 + figures
    work = len(PROFILES) * effort.work(stock) + EXHIBITS_SHARE * stock.work(effort.runs) + figures * FIGURE_WORK
    return Tally(steps, work, progress)


def _exhibits(runs: int, seed: int, tally: Tally, work: float) -> tuple[list[EraRow], Exhibits]:
    """Compare the eras under both kinds of profiles, and run what the figures show."""
    end = tally.done + work
    rows: list[EraRow] = []
    for profiles in reversed(PROFILES):
        evidence = Evidence(runs, seed, profiles=profiles)
        rows = compare_eras(evidence) + rows
        tally.advance(f"the two eras, {profiles} profiles", 0.2 * work, steps=1)
    exhibits = gather(evidence)  # the elite profiles come last: their eras need not be run again
    tally.settle("counterfactual pairs and the record", end)
    tally.advance("counterfactual pairs and the record", 0.0, steps=1)
    return rows, exhibits


def draw_pictures(study: Study, tally: Tally) -> dict[str, Picture]:
    """Return every figure of a study in both forms, by name."""
    from realpolitik.report.style import as_png, as_svg

    pictures = {}
    for figure in figures_of(study):
        drawn = figure.draw(study)
        pictures[figure.name] = Picture(figure.name, figure.caption, as_svg(drawn), as_png(drawn))
        tally.advance(f"figure {figure.name}", FIGURE_WORK, steps=1)
    return pictures


def write_study(study: Study, out: Path, pictures: dict[str, Picture], claims: dict[str, Claim]) -> None:
    """Write a study to a folder: tables, figures, the report and the manifest appear together.

    Raises
    ------
    InputError
        The folder holds files that are not ours, or cannot be written.
    """
    from realpolitik.results_folder import write_manifest, written_folder

    tables = study_tables(study)
    with written_folder(out, "reproduce") as fresh:
        text = json.dumps(study.to_dict(), indent=1, allow_nan=False, ensure_ascii=False)
        (fresh / "findings.json").write_text(text + "\n", encoding="utf-8")
        (fresh / "study.txt").write_text(f"{study}\n", encoding="utf-8")
        for name, frame in tables.items():
            write_csv(fresh / f"{name}.csv", frame, FLOAT_FORMAT)
        for name, picture in pictures.items():
            (fresh / f"{name}.png").write_bytes(picture.png)
            (fresh / f"{name}.svg").write_bytes(picture.svg)
        files = sorted(path.name for path in fresh.iterdir())
        page = write_page(study, pictures, claims, files)
        (fresh / "report.html").write_text(page, encoding="utf-8")
        write_manifest(fresh, _manifest(study))


def _manifest(study: Study) -> dict[str, Any]:
    """Return what is needed to repeat the study, and where it comes from."""
    from realpolitik.provenance import provenance
    from realpolitik.results import assumptions_by_name
    from realpolitik.scenario import load, shipped_scenarios
    from realpolitik.theory.assumptions import make_assumptions

    return {
        "kind": "reproduce",
        "seed": study.seed,
        "runs": study.effort.runs,
        "runs_at_random": study.effort.null_runs,
        "points": study.effort.points,
        "runs_per_point": study.effort.runs_per_point,
        "quick": study.quick,
        "elapsed_seconds": round(study.elapsed_seconds, 1),
        "assumptions": assumptions_by_name(make_assumptions()),
        "scenario_digests": {entry.name: load(entry.name).digest for entry in shipped_scenarios()},
        **provenance(),
    }
