"""The figure: runs per second, what more states cost, memory, and the time to the first result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from benchmarks import starting, throughput
from benchmarks.interleaved import WALL
from benchmarks.tables import in_figures
from realpolitik.report.style import INK, MUTED, RULE, TEXT_SIZE, panel_title, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COMPILED, ORDINARY, COLD = "#1f5fa8", "#b5322c", "#a9c4e4"


def draw(measured: Mapping[str, Any]) -> Figure:
    """Return the figure of a full measurement."""
    machine, tree = measured["machine"], measured["git"] or {"commit": "unknown", "changed": False}
    source = (
        f"{machine['processor']}, {machine['cores']} cores, {machine['instruction_set']}; Python {measured['python']}, "
        f"Mesa {measured['packages']['mesa']}, numba {measured['packages']['numba']}; commit "
        f"{tree['commit'][:10]}{' with changes of its own' if tree['changed'] else ''}"
    )
    page = sheet(
        "What the compiled rules buy",
        f"The same model as an ordinary Mesa model and on compiled rules; scenario {throughput.SCENARIO}, one core "
        "unless it says two.",
        source,
        rows=(2.5, 2.5),
        columns=(1.0, 1.0),
        gap=1.0,
        column_gap=2.1,
        left=1.95,
        legend=0.3,
        right=0.45,
        width=11.0,
    )
    (speed, states), (memory, first) = page.axes
    _draw_speed(speed, measured)
    _draw_states(states, measured)
    _draw_memory(memory, measured)
    _draw_starting(first, measured)
    return page.figure


def _bars(axes: Axes, names: list[str], values: list[float], colours: list[str], texts: list[str]) -> None:
    """Draw horizontal bars from the top down, each with its figure at the end."""
    places = range(len(names))
    axes.barh(places, values, color=colours, height=0.62)
    for place, value, text in zip(places, values, texts, strict=True):
        axes.annotate(text, (value, place), (4, 0), textcoords="offset points", va="center", fontsize=TEXT_SIZE - 1)
    axes.set_yticks(places, names)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)


def _draw_speed(axes: Axes, measured: Mapping[str, Any]) -> None:
    timing = measured["throughput"]
    names = list(timing)
    values = [throughput.runs_per_second(name, timing[name]) for name in names]
    plain = values[names.index(throughput.PLAIN)]
    texts = [in_figures(value) + ("" if value == plain else f"  ({value / plain:,.0f}x)") for value in values]
    colours = [ORDINARY if name == throughput.PLAIN else COMPILED for name in names]
    _bars(axes, [name.replace(", ", ",\n") for name in names], values, colours, texts)
    axes.set_xscale("log")
    axes.set_xlim(min(values) / 3.0, max(values) * 12.0)
    axes.set_xlabel("runs per second (logarithmic)", fontsize=TEXT_SIZE)
    panel_title(axes, "Speed")


def _draw_states(axes: Axes, measured: Mapping[str, Any]) -> None:
    counts = [int(count) for count in measured["states"]]
    lines = ((ORDINARY, "plain_seconds_per_year", "plain Mesa"), (COMPILED, "ensemble_seconds_per_year", "ensemble"))
    for colour, key, name in lines:
        seconds = [found[key] for found in measured["states"].values()]
        axes.plot(counts, seconds, marker="o", color=colour, linewidth=2.0)
        axes.annotate(
            name, (counts[-1], seconds[-1]), (-12, 4), textcoords="offset points", color=colour, ha="right",
            fontsize=TEXT_SIZE,
        )  # fmt: skip
    for count, found in zip(counts, measured["states"].values(), strict=True):
        middle = (found["plain_seconds_per_year"] * found["ensemble_seconds_per_year"]) ** 0.5
        axes.annotate(
            f"{found['ratio']['median']:.0f}x", (count, middle), ha="center", va="center", fontsize=TEXT_SIZE - 1,
            color=MUTED,
        )  # fmt: skip
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.margins(y=0.2)
    axes.set_xlim(counts[0] / 1.25, counts[-1] * 1.25)
    axes.set_xticks(counts, [str(count) for count in counts])
    axes.minorticks_off()
    axes.grid(axis="y", color=RULE, linewidth=0.7)
    axes.set_xlabel("deciding states", fontsize=TEXT_SIZE)
    axes.set_ylabel("seconds per simulated year", fontsize=TEXT_SIZE)
    panel_title(axes, "More states")


def _draw_memory(axes: Axes, measured: Mapping[str, Any]) -> None:
    found = measured["memory"]
    names = [f"{row['runs']:,} runs" for row in found]
    peaks = [row["peak_bytes"] / 1e6 for row in found]
    before = [row["before_bytes"] / 1e6 for row in found]
    _bars(axes, names, peaks, [COMPILED] * len(found), [f"{peak:,.0f}" for peak in peaks])
    axes.barh(range(len(found)), before, color=COLD, height=0.62)
    axes.set_xlim(0.0, max(peaks) * 1.18)
    axes.set_xlabel("peak memory in MB; light: interpreter and libraries", fontsize=TEXT_SIZE)
    panel_title(axes, "Memory, summaries only")


def _draw_starting(axes: Axes, measured: Mapping[str, Any]) -> None:
    warm = {name: found[WALL] for name, found in measured["starting_warm"].items()}
    cold = {f"{name},\nnothing compiled": found[WALL] for name, found in measured.get("starting_cold", {}).items()}
    colours = [ORDINARY if name == starting.PLAIN else COMPILED for name in warm] + [COLD] * len(cold)
    values = [*warm.values(), *cold.values()]
    _bars(axes, [*warm, *cold], values, colours, [f"{value:.2g} s" for value in values])
    axes.set_xscale("log")
    axes.set_xlim(0.1, max(values) * 4.0)
    axes.set_xlabel("seconds from start to first result (logarithmic)", fontsize=TEXT_SIZE)
    axes.tick_params(axis="y", labelcolor=INK)
    panel_title(axes, "First result")
