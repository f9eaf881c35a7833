"""Writing a validation: tables, figures, JSON and a report in one HTML file."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.report.century_figures import draw_century, draw_hindcasts
from realpolitik.report.history_figures import draw_classes, draw_reliability, draw_roc, draw_scores
from realpolitik.report.history_page import render_validation
from realpolitik.report.style import as_png
from realpolitik.results_folder import write_manifest, written_folder
from realpolitik.tables import write_csv
from realpolitik.theory.classes import CLASSES

if TYPE_CHECKING:
    import pandas as pd

    from realpolitik.validation.validate import Validation


def client_years(found: Validation) -> pd.DataFrame:
    """Return a row per client and year: the record and what the model makes of it."""
    import pandas as pd

    parts = []
    for target in found.targets:
        forecast = found.forecasts["model"][target.client]
        coded = [None if np.isnan(level) else CLASSES[int(level)] for level in target.level]
        parts.append(
            pd.DataFrame(
                {
                    "client": target.client,
                    "year": list(target.timeline.years),
                    "coded_class": coded,
                    "simulated_class": [CLASSES[number] for number in forecast.classes.argmax(axis=1)],
                    **{f"share_{name}": forecast.classes[:, number] for number, name in enumerate(CLASSES)},
                    "pact_with_russia": target.pact_with_russia,
                    "share_pact_with_russia": forecast.pact_with_russia,
                    "pact_with_west": target.pact_with_west,
                    "share_pact_with_west": forecast.pact_with_west,
                    "arms_from_russia": target.arms_from_russia,
                    "share_tie_with_russia": forecast.tie_with_russia,
                    "arms_from_west": target.arms_from_west,
                    "share_tie_with_west": forecast.tie_with_west,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def score_table(content: Mapping[str, Any]) -> pd.DataFrame:
    """Return a row per group of clients, forecast and score, with intervals where all clients are together."""
    import pandas as pd

    rows = []
    for name in ("model", *content["baselines"]):
        of_all = content if name == "model" else content["baselines"][name]
        for score, ends in of_all["intervals"].items():
            low, high = ends or (None, None)
            rows.append(("all", name, score, of_all[score], low, high))
        for group, found in content["groups"].items():
            rows += [(group, name, score, value, None, None) for score, value in found[name].items()]
    return pd.DataFrame(rows, columns=["clients", "forecast", "score", "value", "low", "high"])


def write_validation(found: Validation, content: Mapping[str, Any], folder: Path) -> None:
    """Write a validation into a folder, all at once or not at all.

    Parameters
    ----------
    found : Validation
        The validation.
    content : mapping
        What its `to_dict` gave.
    folder : Path
        New, empty, or of an earlier run.
    """
    lag = f", inputs that are part of the codes {found.panel.lag} years late" if found.panel.lag else ""
    source = f"{found.runs} runs for each client, seed {found.seed}{lag}. Panel: {found.panel.folder.name}."
    points = {name: content if name == "model" else content["baselines"][name] for name in found.forecasts}
    figures = {
        "scores": draw_scores(content, source=source),
        "classes": draw_classes(found.targets, found.forecasts["model"], found.seen, source=source),
        "roc": draw_roc(found.pool, found.forecasts, points, source=source),
        "reliability": draw_reliability(found.reliability(), source=source),
    }
    if found.centuries:
        figures["century"] = draw_century(found.centuries, source=source)
        figures["hindcasts"] = draw_hindcasts(found.centuries, source=source)
    pictures = {name: as_png(figure) for name, figure in figures.items()}
    inlined = {name: base64.b64encode(picture).decode() for name, picture in pictures.items()}
    with written_folder(folder, "validation") as fresh:
        for name, picture in pictures.items():
            (fresh / f"{name}.png").write_bytes(picture)
        (fresh / "validation.json").write_text(json.dumps(content, indent=1, allow_nan=False) + "\n", encoding="utf-8")
        write_csv(fresh / "client_years.csv", client_years(found))
        write_csv(fresh / "scores.csv", score_table(content))
        (fresh / "report.html").write_text(render_validation(content, inlined), encoding="utf-8")
        manifest = {"kind": "validation", "runs": found.runs, "seed": found.seed, "lag": found.panel.lag}
        manifest |= {"panel": found.panel.folder.name, "assumptions": found.assumptions._asdict()}
        write_manifest(fresh, manifest, checksums=True)
