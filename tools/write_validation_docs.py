"""Write the generated tables of docs/validation.md from the results on record.

    uv run python tools/write_validation_docs.py            # write
    uv run python tools/write_validation_docs.py --check    # write nothing; 1 if something is out of date

Read are results/validation/validation.json (`realpolitik validate --panel DIR --ablations --out DIR`, the file
copied), results/validation/baselines_left_out.json (tools/fit_baselines.py --left-out) and results/fit/fit.json
(`realpolitik calibrate --panel DIR --leave-out`). What is not on record is said to be so. Tables stand between
<!-- generated: NAME --> and <!-- generated: end -->.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from realpolitik.report.history_figures import FORECAST_NAMES, client_name
from realpolitik.report.history_page import HEADLINE, SCORES

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "validation.md"
VALIDATION = ROOT / "results" / "validation" / "validation.json"
LEFT_OUT = ROOT / "results" / "validation" / "baselines_left_out.json"
FIT = ROOT / "results" / "fit" / "fit.json"
END = "<!-- generated: end -->"
DONE, OUT_OF_DATE = 0, 1


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; numbers are set to the right."""
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "---:|" * (len(heads) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def number(value: float | None) -> str:
    """Return a score as text."""
    return "-" if value is None else f"{value:.3f}"


def with_interval(score: Mapping[str, Any]) -> str:
    """Return a score with its 95 % interval."""
    if score["value"] is None:
        return "-"
    ends = score["interval"]
    return number(score["value"]) + (f" ({ends[0]:.2f} to {ends[1]:.2f})" if ends else "")


def read(path: Path) -> dict[str, Any] | None:
    """Return a result on record, None if there is none."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def group_table(group: str) -> str:
    """Return the scores of one group of clients, ``training`` or ``unseen``."""
    content = read(VALIDATION)
    if content is None or group not in content["groups"]:
        return "No such result is on record."
    found = content["groups"][group]
    rows = (
        (name, *(number(found[key][score]) for score in SCORES)) for key, name in FORECAST_NAMES.items() if key in found
    )
    clients = ", ".join(client_name(client) for client in found["clients"])
    settings = f"{content['runs']} runs for each client, seed {content['seed']}, version {content['version']}"
    return f"{clients}; {settings}.\n\n" + table(("forecast", *SCORES.values()), rows)


def left_out_table() -> str:
    """Return the scores of clients and periods that a fit had not seen."""
    fit, baselines = read(FIT), read(LEFT_OUT)
    rows = []
    if fit is not None and fit.get("left_out"):
        found = fit["left_out"]
        rows.append(("the model, each client left out", *(with_interval(found["clients"][name]) for name in HEADLINE)))
        rows += [
            (f"the model, {period} left out", *(with_interval(row[name]) for name in HEADLINE))
            for period, row in found["periods"].items()
        ]
    if baselines is not None:
        rows += [
            (f"{name}, each client left out", *(with_interval(baselines[key][score]) for score in HEADLINE))
            for key, name in FORECAST_NAMES.items()
            if key in baselines
        ]
    missing = (
        ""
        if fit is not None and fit.get("left_out")
        else "The model with each client left out by the tool that fitted the defaults: ODD, section 9. No refits by "
        "`calibrate --leave-out` are on record.\n\n"
    )
    return missing + table(("forecast", *(SCORES[name] for name in HEADLINE)), rows) if rows else missing.strip()


def ranges_table() -> str:
    """Return which assumptions the record speaks to."""
    fit = read(FIT)
    if fit is None or "ranges" not in fit:
        return "No profiles are on record."
    speaks = {name: one for name, one in fit["ranges"].items() if one["speaks"]}
    silent = ", ".join(f"`{name}`" for name, one in fit["ranges"].items() if not one["speaks"])
    rows = (
        (f"`{name}`", f"{fit['values'][name]:g}", f"{one['low']:.3g} to {one['high']:.3g}")
        for name, one in speaks.items()
    )
    return table(("assumption", "fitted", "allowed by the record"), rows) + f"\n\nThe record is silent about {silent}."


def clients_table() -> str:
    """Return the scores by client."""
    content = read(VALIDATION)
    if content is None:
        return "No validation is on record."
    rows = (
        (client_name(client) + ("" if row["training"] else " (unseen)"), f"{row['first_year']}-{row['last_year']}",
         number(row["class_accuracy"]), number(row["class_accuracy_of_baselines"]["logit"]),
         number(row["class_accuracy_of_baselines"]["forest"]), _most_often_wrong(row))
        for client, row in content["by_client"].items()
    )  # fmt: skip
    return table(("client", "years", "right class", "logit", "forest", "years too many (+) or too few by class"), rows)


def _most_often_wrong(row: Mapping[str, Any]) -> str:
    difference = {name: row["simulated_years"][name] - row["coded_years"][name] for name in row["coded_years"]}
    return ", ".join(f"{name} {value:+d}" for name, value in difference.items() if abs(value) >= 5) or "-"


def ablations_table() -> str:
    """Return what each mechanism adds."""
    content = read(VALIDATION)
    if content is None or not content["ablations"]:
        return "No ablations are on record."
    rows = (
        (f"`{name}`", *(with_interval(row["model_minus_ablation"][score]) for score in HEADLINE))
        for name, row in content["ablations"].items()
    )
    return table(("without", *(SCORES[score] for score in HEADLINE)), rows)


def horizons_table() -> str:
    """Return the model set back on the record beside persistence."""
    content = read(VALIDATION)
    if content is None:
        return "No validation is on record."
    rows = (
        (years, str(row["client_years"]), number(row["model"]["class_accuracy"]),
         number(row["persistence"]["class_accuracy"]), number(row["model"]["rank_correlation"]),
         number(row["persistence"]["rank_correlation"]))
        for years, row in content["horizons"].items()
    )  # fmt: skip
    heads = ("years ahead", "client-years", "right class: model", "persistence", "rank: model", "persistence")
    return table(heads, rows)


def iran_table() -> str:
    """Return the scores of Iran with both kinds of profiles, and of the hindcasts."""
    content = read(VALIDATION)
    if content is None or not content["iran"]:
        return "No validation of Iran is on record."
    kinds = content["iran"]
    lines = [
        ("right class of years", *(number(row["class_accuracy"]) for row in kinds.values())),
        ("rank correlation", *(number(row["rank_correlation"]) for row in kinds.values())),
        ("coded class within the 95 % interval", *(number(row["coded_within_interval"]) for row in kinds.values())),
        ("runs with a strategic alliance", *(number(row["p_strategic_alliance"]) for row in kinds.values())),
        ("events with Moscow (rank)", *(number(row["rank_with_events"].get("russia")) for row in kinds.values())),
        ("arms from Moscow (rank)", *(number(row["arms_rank_russia"]) for row in kinds.values())),
        ("arms from the West (rank)", *(number(row["arms_rank_west"]) for row in kinds.values())),
        ("voting with Moscow (rank; an input)", *(number(row["rank_with_voting"]["russia"]) for row in kinds.values())),
    ]
    for cut in next(iter(kinds.values()))["hindcasts"]:
        found = [row["hindcasts"][cut] for row in kinds.values()]
        lines += [
            (f"known to {cut}: right class after", *(number(one["class_accuracy"]) for one in found)),
            (f"known to {cut}: if nothing had changed",
             *(number(one["class_accuracy_if_nothing_changed"]) for one in found)),
            (f"known to {cut}: cooperation without a pact in 2025",
             *(number(one["cooperation_without_pact_2025"]) for one in found)),
            (f"known to {cut}: a pact in 2025", *(number(one["pact_with_russia_2025"]) for one in found)),
        ]  # fmt: skip
    return table(("", *(f"{kind} profiles" for kind in kinds)), lines)


TABLES: dict[str, Callable[[], str]] = {
    "training": lambda: group_table("training"),
    "unseen": lambda: group_table("unseen"),
    "left-out": left_out_table,
    "clients": clients_table,
    "horizons": horizons_table,
    "ablations": ablations_table,
    "ranges": ranges_table,
    "iran": iran_table,
}


def _filled(match: re.Match[str], content: str) -> str:
    return f"{match[1]}{content}\n{match[2]}"


def renewed(text: str) -> str:
    """Return the page with its tables as the results have them."""
    for name, make in TABLES.items():
        pattern = re.compile(rf"(<!-- generated: {re.escape(name)} -->\n).*?({re.escape(END)})", re.DOTALL)
        assert pattern.search(text), f"docs/validation.md has no place for {name}"
        content = make()
        text = pattern.sub(partial(_filled, content=content), text)
    return text


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    before = PAGE.read_text(encoding="utf-8")
    after = renewed(before)
    if options.check:
        print("up to date" if before == after else "out of date: docs/validation.md")
        return DONE if before == after else OUT_OF_DATE
    PAGE.write_text(after, encoding="utf-8")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
