"""Writing a calibration: the vector, its tables and figures, a report in one HTML file."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.provenance import provenance
from realpolitik.report.style import MUTED, NOTE_SIZE, RULE, TEXT_SIZE, as_png, panel_title, sheet
from realpolitik.results_folder import write_manifest, written_folder
from realpolitik.tables import write_csv
from realpolitik.theory.assumptions import ASSUMPTIONS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from realpolitik.validation.calibration import Calibration

SEARCH_COLOURS = ("#b5322c", "#1f5fa8", "#1b7f5c", "#d17a00", "#6a51a3", "#5a5a5a")
SPEAKS, SILENT = "#b5322c", "#b9b9b9"
SHOWN_EFFECTS = 25
PLAUSIBLE = {item.name: item for item in ASSUMPTIONS}


def draw_convergence(found: Calibration, *, source: str) -> Figure:
    """Draw the best loss and the step size of every search by generation."""
    page = sheet(
        "Do the searches end in the same place?",
        "Smallest penalised loss of each generation (each has draws of its own), and the step size.",
        source,
        [3.3],
        columns=(1.0, 1.0),
        column_gap=0.8,
        legend=0.28,
    )
    left, right = page.axes[0]
    for number, (one, check) in enumerate(zip(found.searches, found.check_losses, strict=True)):
        colour = SEARCH_COLOURS[number % len(SEARCH_COLOURS)]
        label = f"start {number + 1}: {check:.3f} at the end" + (", taken" if number == found.chosen else "")
        generations = range(1, len(one.losses) + 1)
        width = 2.0 if number == found.chosen else 1.2
        left.plot(generations, one.losses, color=colour, linewidth=width, label=label)
        right.plot(generations, one.spreads, color=colour, linewidth=width)
    panel_title(left, "Loss")
    panel_title(right, "Step size")
    right.set_yscale("log")
    for axes in (left, right):
        axes.set_xlabel("generation", fontsize=TEXT_SIZE)
    left.legend(frameon=False, fontsize=NOTE_SIZE)
    return page.figure


def draw_screening(found: Calibration, *, source: str) -> Figure:
    """Draw the largest elementary effects."""
    shown = found.effects[:SHOWN_EFFECTS]
    page = sheet(
        "Which assumptions matter",
        "Mean absolute effect on the loss of half the plausible range, the others anywhere in theirs; the thin line "
        "is the spread of the effects. Red: moved by the search.",
        source,
        [0.2 * len(shown) + 0.1],
        left=2.4,
    )
    axes = page.axes[0][0]
    for place, effect in enumerate(shown):
        colour = SPEAKS if effect.name in found.searched else SILENT
        axes.barh(place, effect.mean_size, color=colour, height=0.62)
        ends = [max(0.0, effect.mean_size - effect.spread), effect.mean_size + effect.spread]
        axes.plot(ends, [place, place], color="#444444", linewidth=0.8)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_yticks(range(len(shown)))
    axes.set_yticklabels([effect.name for effect in shown])
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("change of the loss", fontsize=TEXT_SIZE)
    return page.figure


def draw_ranges(found: Calibration, *, source: str) -> Figure:
    """Draw for every assumption which part of its plausible range the record allows, and the fitted value."""
    page = sheet(
        "What history says about each assumption",
        "Plausible range (thin), values that the record does not tell from the fitted one (thick), and the fitted "
        "value. Grey: the record allows four fifths of the range or more.",
        source,
        [0.2 * len(found.profiles) + 0.1],
        left=2.4,
        right=1.2,
    )
    axes = page.axes[0][0]
    for place, one in enumerate(found.profiles):
        item = PLAUSIBLE[one.name]
        span = item.high - item.low
        low, high, value = ((x - item.low) / span for x in (one.low, one.high, found.values[one.name]))
        colour = SPEAKS if one.speaks else SILENT
        axes.plot([0, 1], [place, place], color=RULE, linewidth=1.0, zorder=1)
        axes.plot([low, high], [place, place], color=colour, linewidth=4.0, solid_capstyle="butt", zorder=2)
        axes.plot([value], [place], "o", color="white", markeredgecolor=colour, markersize=5, zorder=3)
        axes.text(1.03, place, f"{found.values[one.name]:.3g}", va="center", fontsize=NOTE_SIZE, color=MUTED)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(len(found.profiles) - 0.4, -0.6)
    axes.set_yticks(range(len(found.profiles)))
    axes.set_yticklabels([one.name for one in found.profiles])
    axes.tick_params(axis="y", length=0)
    axes.set_xticks([0, 0.5, 1], ["low end", "middle", "high end"])
    return page.figure


def ranges_table(found: Calibration) -> pd.DataFrame:
    """Return a row per assumption: fitted value, plausible range, what the record allows, the screening."""
    import pandas as pd

    effects = {effect.name: effect for effect in found.effects}
    return pd.DataFrame(
        {
            "assumption": one.name,
            "fitted": found.values[one.name],
            "plausible_low": PLAUSIBLE[one.name].low,
            "plausible_high": PLAUSIBLE[one.name].high,
            "allowed_low": one.low,
            "allowed_high": one.high,
            "record_speaks": one.speaks,
            "searched": one.name in found.searched,
            "refitted_along": one.refitted,
            "effect": effects[one.name].mean_size,
            "effect_spread": effects[one.name].spread,
        }
        for one in found.profiles
    )


def convergence_table(found: Calibration) -> pd.DataFrame:
    """Return a row per search and generation."""
    import pandas as pd

    rows = [
        (start + 1, generation + 1, loss, spread)
        for start, one in enumerate(found.searches)
        for generation, (loss, spread) in enumerate(zip(one.losses, one.spreads, strict=True))
    ]
    return pd.DataFrame(rows, columns=["start", "generation", "loss", "step_size"])


TEMPLATE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Calibration</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;color:#222;max-width:62rem;margin:2rem auto;padding:0 1rem}
img{width:100%;height:auto}table{border-collapse:collapse;font-size:.88rem;margin:.6rem 0 1.2rem}
th,td{padding:.25rem .6rem;border-bottom:1px solid #ddd;text-align:right}
th:first-child,td:first-child{text-align:left}small{color:#5f5f5f}
</style></head><body>
<h1>Calibration</h1>
<p>One vector for {{ d.clients|length }} clients ({{ d.clients|join(', ')|replace('_', ' ') }}), by the simulated
likelihood of yearly classes and pacts. {{ d.searched|length }} of {{ d['values']|length }} assumptions were
searched, from {{ d.searches|length }} starts; the others stay at the defaults. realpolitik {{ d.version }},
seed {{ d.plan.seed }}.</p>
<h2>Training scores</h2>
<table>{% for name, value in d.training_scores.items() %}<tr><td>{{ name }}</td><td>{{ '%.3f'|format(value) }}</td></tr>
{% endfor %}</table>
{% if d.left_out %}<h2>Scores on what refits had not seen</h2>
<table><tr><th></th>{% for name in headline %}<th>{{ name }}</th>{% endfor %}</tr>
<tr><td>each client left out</td>
{% for name in headline %}<td>{{ cell(d.left_out.clients[name]) }}</td>{% endfor %}</tr>
{% for period, row in d.left_out.periods.items() %}<tr><td>{{ period }} left out</td>
{% for name in headline %}<td>{{ cell(row[name]) }}</td>{% endfor %}</tr>{% endfor %}</table>
<p><small>Means over {{ d.plan.leave_out_sets }} sets of refits; intervals at 95 % from resampling clients in each of
them. Refits start from the vector that has seen everything.</small></p>
{% endif %}
{% for picture in pictures %}<img alt="{{ picture }}" src="data:image/png;base64,{{ pictures[picture] }}">{% endfor %}
</body></html>
"""
HEADLINE = ("auc_pact_russia", "auc_pact_west", "class_accuracy", "rank_correlation")


def _cell(score: Mapping[str, Any]) -> str:
    if score["value"] is None:
        return "-"
    ends = "" if score["interval"] is None else f" ({score['interval'][0]:.2f} to {score['interval'][1]:.2f})"
    return f"{score['value']:.3f}{ends}"


def write_calibration(found: Calibration, content: Mapping[str, Any], folder: Path) -> None:
    """Write a calibration into its folder; the finished steps stay beside it.

    Parameters
    ----------
    found : Calibration
        The calibration.
    content : mapping
        What its `to_dict` gave.
    folder : Path
        The folder of the calibration.
    """
    from jinja2 import Environment, StrictUndefined

    clients = f"{len(found.plan.clients)} clients, {found.plan.runs} runs each, seed {found.plan.seed}."
    pictures = {
        "convergence": as_png(draw_convergence(found, source=clients)),
        "screening": as_png(draw_screening(found, source=clients)),
        "ranges": as_png(draw_ranges(found, source=clients)),
    }
    inlined = {name: base64.b64encode(picture).decode() for name, picture in pictures.items()}
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page = environment.from_string(TEMPLATE).render(d=content, pictures=inlined, headline=HEADLINE, cell=_cell)
    with written_folder(folder, "calibration") as fresh:
        for name, picture in pictures.items():
            (fresh / f"{name}.png").write_bytes(picture)
        (fresh / "fit.json").write_text(json.dumps(content, indent=1, allow_nan=False) + "\n", encoding="utf-8")
        write_csv(fresh / "ranges.csv", ranges_table(found))
        write_csv(fresh / "convergence.csv", convergence_table(found))
        (fresh / "report.html").write_text(page, encoding="utf-8")
        write_manifest(fresh, {"kind": "calibration", "finished": True, **provenance()}, checksums=True)
