"""What was measured beside what is to be reached, as rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from benchmarks import starting, throughput
from benchmarks.interleaved import PROCESSOR, WALL

MEGABYTE = 1e6
QUIET_SHARE = 0.95


class Row(NamedTuple):
    """One line: what was measured, the figure, and what is to be reached at first and in the end."""

    what: str
    measured: str
    first: str = ""
    goal: str = ""


def _spread(ratio: Mapping[str, float]) -> str:
    low, high = ratio["lower_quartile"], ratio["upper_quartile"]
    return f"{in_figures(ratio['median'])}x ({in_figures(low)} to {in_figures(high)})"


def in_figures(value: float) -> str:
    """Return a number as one reads it: three digits of a small one, a large one in full."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def ratio_rows(measured: Mapping[str, Any]) -> list[Row]:
    """Return the ratios of speed."""
    ratios = measured["ratios"]
    return [
        Row("ensemble against plain Mesa under batch_run, per core", _spread(ratios["ensemble_to_plain"]), "100x",
            "700x (AVX-512), 500x (AVX2)"),
        Row("RealistModel against plain Mesa, both under batch_run", _spread(ratios["facade_to_plain"])),
        Row("two cores against one, ensemble", _spread(ratios["two_cores_to_one"]), "1.8x", "1.95x"),
    ]  # fmt: skip


def throughput_rows(measured: Mapping[str, Any]) -> list[Row]:
    """Return the runs per second; of several cores those on the wall."""
    return [
        Row(f"runs per second, {name}", in_figures(throughput.runs_per_second(name, timing)))
        for name, timing in measured["throughput"].items()
    ]


def states_rows(measured: Mapping[str, Any]) -> list[Row]:
    """Return the cost of more states."""
    return [
        Row(f"time per year, {count} states: ensemble; plain Mesa",
            f"{found['ensemble_seconds_per_year'] * 1e6:,.0f} us; {found['plain_seconds_per_year'] * 1e3:,.3g} ms "
            f"({in_figures(found['ratio']['median'])}x)")
        for count, found in measured["states"].items()
    ]  # fmt: skip


def memory_rows(measured: Mapping[str, Any]) -> list[Row]:
    """Return the peak memory."""
    largest = max(found["runs"] for found in measured["memory"])
    return [
        Row(f"peak memory, {found['runs']:,} runs, summaries only", f"{found['peak_bytes'] / MEGABYTE:,.0f} MB",
            "under 1,000 MB" if found["runs"] == largest == 1_000_000 else "",
            "under 600 MB" if found["runs"] == largest == 1_000_000 else "")
        for found in measured["memory"]
    ]  # fmt: skip


def starting_rows(measured: Mapping[str, Any]) -> list[Row]:
    """Return the times to the first result."""
    aims = {starting.COMMAND: ("1.5 s", "1.0 s"), starting.SIMULATE: ("1.5 s", "1.0 s")}
    rows = [
        Row(f"first result, compiled before: {name}", _seconds(found), *aims.get(name, ()))
        for name, found in measured["starting_warm"].items()
    ]
    rows += [
        Row(f"first result, nothing compiled: {name}", _seconds(found), "30 s", "15 s")
        for name, found in measured.get("starting_cold", {}).items()
    ]
    return rows


def _seconds(found: Mapping[str, float]) -> str:
    return f"{found[WALL]:.2f} s (processor {found[PROCESSOR]:.2f} s)"


PARTS = {
    "throughput": (ratio_rows, throughput_rows),
    "states": (states_rows,),
    "memory": (memory_rows,),
    "starting_warm": (starting_rows,),
}
"""Which rows each part that was measured gives."""


def all_rows(measured: Mapping[str, Any]) -> list[Row]:
    """Return the rows of all parts that were measured."""
    return [row for part, makers in PARTS.items() if part in measured for make in makers for row in make(measured)]


def is_busy(measured: Mapping[str, Any]) -> bool:
    """Return whether others used the machine meanwhile: one thread did not get a core for itself."""
    return measured["share_of_a_core"] < QUIET_SHARE


def markdown(measured: Mapping[str, Any]) -> str:
    """Return the table in Markdown, with a line on where it was measured."""
    machine, versions = measured["machine"], measured["packages"]
    lines = ["| measured | | first aim | goal |", "|---|---|---|---|"]
    lines += [f"| {row.what} | {row.measured} | {row.first} | {row.goal} |" for row in all_rows(measured)]
    where = f"{machine['processor']}, {machine['cores']} cores, {machine['instruction_set']}"
    packages = ", ".join(f"{name} {versions[name]}" for name in ("mesa", "numba", "numpy"))
    lines += [
        "",
        f"Measured on {where}; Python {measured['python']}, {packages}. Scenario `{throughput.SCENARIO}`; medians "
        f"over {measured['rounds']} rounds in turns, quartiles in brackets; work on one core by processor time.",
    ]
    if is_busy(measured):
        share = measured["share_of_a_core"]
        lines += ["", f"**The machine was busy:** one thread got {share:.0%} of a core. Times on the wall mislead."]
    return "\n".join(lines)
