"""``realpolitik experiment``: an experiment file, run or resumed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from realpolitik.cli.options import JsonOption
from realpolitik.cli.reading import Reading, out_folder, whole_number
from realpolitik.cli.report import write_report
from realpolitik.cli.screen import complain, new_table, print_json, print_rich
from realpolitik.cli.waiting import announce_compilation
from realpolitik.cli.work import work_bar

if TYPE_CHECKING:
    from rich.table import Table

    from realpolitik.experiments.cluster import DaskCluster
    from realpolitik.experiments.results import ExperimentResults

OUT = Path("out")
POINTS_SHOWN = 40
WORK_FAILED = 1


def experiment(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Path of an experiment file, or name of a shipped one (see list).")
    ],
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="DIR", help="Folder for the results, out/NAME by default; resumed if begun."),
    ] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="ADDRESS", help="Address of a Dask scheduler to run on.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew instead of resuming.")] = False,
    threads: Annotated[
        str | None, typer.Option("--threads", metavar="N", help="Worker threads on this machine; all cores by default.")
    ] = None,
    large: Annotated[
        bool, typer.Option("--large", help="Confirm an experiment of more than five million runs.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Run an experiment, or resume it where it stopped, and write its report.

    The results do not depend on threads, cluster or interruptions.
    """
    from realpolitik.experiments.confirming import check_size
    from realpolitik.experiments.files import load_experiment
    from realpolitik.experiments.store import StoreError, check_store_folder

    reading = Reading()
    threads_taken = reading.take(whole_number, "--threads", threads, 1, 4096) if threads is not None else None
    on_cluster = reading.take(_cluster, cluster) if cluster is not None else None
    taken = reading.take(load_experiment, file)
    if taken:
        reading.take(check_size, taken.value, confirmed=large)
    if out is not None or taken:
        default = OUT / (taken.value.name if taken else "")
        folder_taken = reading.take(out_folder, out, default, partial(check_store_folder, fresh=fresh))
    reading.finish()

    from realpolitik.experiments.results import ExperimentResults
    from realpolitik.experiments.runner import LocalThreads, Workers, run_experiment

    wanted, folder = taken.value, folder_taken.value
    workers: Workers = LocalThreads(threads_taken.value if threads_taken else None)
    if on_cluster:
        workers = on_cluster.value
    else:
        announce_compilation()
    total = wanted.points.evaluations * wanted.runs_per_point
    try:
        with work_bar(wanted.name, total) as (progress, resumed):
            ended = run_experiment(wanted, folder, workers=workers, fresh=fresh, progress=progress, resumed=resumed)
    except StoreError as error:
        complain(str(error))
        raise typer.Exit(WORK_FAILED) from None
    write_report(folder)
    results = ExperimentResults.read(folder)
    if as_json:
        content = {"out": str(folder), "resumed_runs": ended.resumed, "elapsed_seconds": round(ended.seconds, 3)}
        print_json(results.to_dict() | content)
    else:
        print_rich(*_shown(results, wanted.title), f"Written to {folder}: open report.html in a browser.")
    if results.failed:
        complain(f"{results.failed} of {total} runs failed; their rows have the error")
        raise typer.Exit(WORK_FAILED)


def _cluster(address: str) -> DaskCluster:
    from realpolitik.experiments.cluster import DaskCluster

    return DaskCluster(address)


def _shown(results: ExperimentResults, title: str) -> list[Table]:
    """Return the tables for the screen: the points of a small experiment, and its contrasts."""
    tables = []
    if results.size <= POINTS_SHOWN:
        tables.append(_point_table(results, title))
    if results.contrasts is not None and results.size <= POINTS_SHOWN:
        tables.append(_contrast_table(results))
    return tables


def _labels(results: ExperimentResults, point: int) -> str:
    row = results.design.iloc[point].drop(["point", "evaluation"])
    if "varied" in row.index:
        varied = row["varied"]
        return f"{varied} {_text(row[varied])}" if isinstance(varied, str) else "base"
    return ", ".join(f"{name} {_text(value)}" for name, value in row.items()) or "base"


def _text(value: object) -> str:
    if value is None or value != value:
        return "as it is"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _point_table(results: ExperimentResults, title: str) -> Table:
    several = len(results.manifest["cases"]) > 1
    columns = [item["name"] for item in results.manifest["columns"] if item["window"] is None][:6]
    heads = [name.replace("__", "\n") for name in columns]
    case = ["scenario, arm"] if several else []
    table = new_table(f"{title}: means over {results.replications} runs", "point", *case, *heads, numbers=tuple(heads))
    for row in results.points.itertuples(index=False):
        values = [getattr(row, name) for name in columns]
        name = ", ".join(part for part in (row.scenario, row.arm) if isinstance(part, str))
        cells = ["-" if value != value else f"{value:.3f}" for value in values]
        table.add_row(_labels(results, row.point), *([name] if several else []), *cells)
    return table


def _contrast_table(results: ExperimentResults) -> Table:
    numbers = ("value", "low", "high")
    table = new_table("Contrasts, 95 % intervals", "point", "scenario", "contrast", *numbers, numbers=numbers)
    assert results.contrasts is not None
    for row in results.contrasts.itertuples(index=False):
        cells = ["-" if value != value else f"{value:.3f}" for value in (row.value, row.low, row.high)]
        table.add_row(_labels(results, row.point), row.scenario, row.contrast, *cells)
    return table
