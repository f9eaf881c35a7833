"""Write the generated parts of the documentation from the code, so that the two cannot differ.

    uv run python tools/write_docs.py            # write
    uv run python tools/write_docs.py --check    # write nothing; 1 if something is out of date

Generated are the tables of docs/ODD.md and its paragraph on the fit, docs/theory.md, docs/scenario-file.md and the
figures of README.md. Tables stand between <!-- generated: NAME --> and <!-- generated: end -->.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import realpolitik
from realpolitik import theory
from realpolitik.scenario import Profile, json_schema
from realpolitik.scenario import timeline as timeline_module
from realpolitik.scenario.quantities import QUANTITIES
from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES

ROOT = Path(__file__).parents[1]
NOT_RULES = ("assumptions", "domains")
END = "<!-- generated: end -->"
DONE, OUT_OF_DATE = 0, 1


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def assumptions_table() -> str:
    """Return the table of assumptions, group by group."""
    heads = ("assumption", "symbol", "meaning", "unit", "default", "range", "source")
    rows = (
        (f"`{item.name}`", f"`{item.symbol}`", item.meaning, item.unit, f"{item.default:g}",
         f"{item.low:g} to {item.high:g}", item.source)
        for item in ASSUMPTIONS
    )  # fmt: skip
    return table(heads, rows)


def switches_table() -> str:
    """Return the table of switches; the default is set in bold."""
    rows = (
        (f"`{item.name}`", ", ".join(f"**{one}**" if one == item.default else one for one in item.choices),
         item.meaning, item.source)
        for item in SWITCHES
    )  # fmt: skip
    return table(("switch", "choices", "meaning", "source"), rows)


def quantities_table() -> str:
    """Return the table of the quantities of series and adjustments."""
    rows = []
    for item in QUANTITIES.values():
        upper = "" if item.high is None else f" to {item.high:g}"
        span = f"{item.low:g}{upper or ' or more'}"
        where = " and ".join(["series"] * item.in_series + ["adjust"] * item.adjustable)
        rows.append((f"`{item.name}`", item.shape, item.meaning, item.unit, span, where))
    return table(("quantity", "of", "meaning", "unit", "range", "in"), rows)


def timeline_table() -> str:
    """Return the table of the arrays that the rules read, from the declaration of `Timeline`."""
    tree = ast.parse(inspect.getsource(timeline_module))
    declared = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Timeline")
    rows = []
    for field, described in zip(declared.body, declared.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(described, ast.Expr):
            assert isinstance(field.target, ast.Name)
            text = ast.literal_eval(described.value)
            shape, _, meaning = text.partition("] ")
            rows.append((f"`{field.target.id}`", f"{shape.lstrip('[')}", meaning.rstrip(".")))
    assert len(rows) == len(timeline_module.Timeline._fields), "every field of Timeline needs a docstring"
    return table(("array", "shape", "meaning"), rows)


def fit_paragraph() -> str:
    """Return what the result on record says about the fit."""
    path = ROOT / "results" / "fit" / "fit.json"
    if not path.exists():
        return "No result of a fit is on record."
    from realpolitik.validation.fitting import FITTED, PRIOR_WEIGHT, SILENT
    from realpolitik.validation.scores import SMOOTHING

    result = json.loads(path.read_text())
    plan, chosen = result["plan"], result["searches"][result["chosen"]]
    ends = [f"{one['check_loss']:.3f}" for one in result["searches"]]
    near_end = [
        item.name
        for item in FITTED
        if not 0.03 <= (result["values"][item.name] - item.low) / (item.high - item.low) <= 0.97
    ]
    speaks = [name for name, found in result["ranges"].items() if found["speaks"]]
    mute = [name for name, found in result["ranges"].items() if not found["speaks"]]
    lines = [
        f"The result on record (`results/fit/fit.json`, version {result['version']}) has {len(result['values'])} "
        f"values, which are the defaults above; {listed(SILENT)} and the assumptions of growth keep values "
        "argued from the literature, the weights of interests the mean of the shipped elite profiles.",
        wide_search_sentence(),
        f"Clients: {', '.join(result['clients'])}. The screening had {plan['trajectories']} trajectories; the "
        f"{plan['searched']} assumptions with the largest effects were searched from {plan['starts']} starts, the "
        f"first at the vector of the wide search, {plan['generations']} generations each, {plan['runs']} runs a client "
        f"and evaluation, seed {plan['seed']}; smoothing {SMOOTHING:g}, weight of the pull "
        f"{PRIOR_WEIGHT:g}. Losses of the ends on draws of their own: {', '.join(ends)}; number "
        f"{result['chosen'] + 1} was taken. Its smallest loss of a generation was {chosen['losses'][0]:.3f} in the "
        f"first and {min(chosen['losses']):.3f} in the best."
        + (
            " It found nothing better than its start, which is its end (to three digits)."
            if chosen["ends_at_start"]
            else ""
        ),
        f"Searched: {listed(result['searched'])}.",
        f"The record speaks to: {listed(speaks)}. It tells nothing over four fifths of the range of: {listed(mute)}.",
        f"Within 3 % of an end of their range: {listed(near_end)}.",
        table(
            ("score on the fitted clients", "value"),
            ((name.replace("_", " "), f"{value:g}") for name, value in result["training_scores"].items()),
        ),
        "Scores of clients and periods that refits had not seen are in `docs/validation.md`.",
    ]
    return "\n\n".join(lines)


def wide_search_sentence() -> str:
    """Return how the vector came about from which the calibration began."""
    path = ROOT / "results" / "fit" / "wide_search.json"
    if not path.exists():
        return "No wide search is on record."
    found = json.loads(path.read_text())
    return (
        f"The wide search before it (`results/fit/wide_search.json`) moved all {len(found['values'])} at once: "
        f"generation {found['generations']} was the best, population {found['population']}, first spread "
        f"{found['spread']:g}, {found['runs']} runs a client and evaluation, seed {found['seed']}."
    )


def listed(names: Iterable[str]) -> str:
    """Return names as code, with commas; "none" if there is none."""
    return ", ".join(f"`{name}`" for name in names) or "none"


def rule_modules() -> list[ModuleType]:
    """Return the modules of the rule book."""
    names = sorted(module.name for module in pkgutil.iter_modules(theory.__path__) if module.name not in NOT_RULES)
    return [import_module(f"{theory.__name__}.{name}") for name in names]


def rules_of(module: ModuleType) -> list[Callable[..., Any]]:
    """Return the public rules of a module, in the order in which they are written."""
    own = [
        found
        for name, found in vars(module).items()
        if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_")
    ]
    return sorted(own, key=lambda rule: rule.__code__.co_firstlineno)


def _statement(rule: Callable[..., Any]) -> str:
    """Return what a rule says of itself in its first sentence, without "Return"."""
    text = inspect.getdoc(rule) or ""
    sentence = " ".join(text.partition("\n\n")[0].split())
    return re.sub(r"^Return ", "", sentence).split(" Source: ")[0].rstrip(".")


def _source(rule: Callable[..., Any]) -> str:
    """Return the source that a rule names; empty if it names none."""
    text = inspect.getdoc(rule) or ""
    found = re.search(r"Source: (.+?)(?=\n\n|\Z)", text, re.DOTALL)
    return " ".join(found.group(1).split()).rstrip(".") if found else ""


def theory_page() -> str:
    """Return the index of rules."""
    lines = [
        "# Index of rules",
        "Written by `tools/write_docs.py` from the docstrings of the rule book. The equations stand in the "
        "[ODD](ODD.md), section 7; the numbers they use in section 7.9. As a source, MODEL is the design that the "
        "model began from, the article the study of Iran and Russia whose findings are tested; where the code departs "
        "from the design is in section 8.",
    ]
    for module in rule_modules():
        name = module.__name__.rpartition(".")[2]
        path = f"src/realpolitik/theory/{name}.py"
        lines.append(f"## [{name}](../{path})")
        lines.append((inspect.getdoc(module) or "").partition("\n\n")[0])
        rows = ((f"`{rule.__name__}`", _statement(rule), _source(rule) or "-") for rule in rules_of(module))
        lines.append(table(("rule", "what it returns", "source"), rows))
    return "\n\n".join(lines) + "\n"


def _allowed(part: dict[str, Any]) -> str:
    """Return in words what a part of a schema admits."""
    if "enum" in part or "const" in part:
        return ", ".join(f"`{one}`" for one in part.get("enum", [part.get("const")]))
    for several in ("anyOf", "oneOf"):
        if several in part:
            ways = [_allowed(one) for one in part[several] if one.get("type") != "null"]
            return " or ".join(dict.fromkeys(ways))
    if "$ref" in part:
        return f"[{part['$ref'].rpartition('/')[2]}](#{part['$ref'].rpartition('/')[2].lower()})"
    kind = part.get("type", "")
    if kind in ("number", "integer"):
        word = "number" if kind == "number" else "whole number"
        low, high = (f"{part[end]:g}" if end in part else "" for end in ("minimum", "maximum"))
        return word + (f" {low} to {high}" if low and high else f", {low} or more" if low else "")
    if kind == "array":
        if "prefixItems" in part:
            return "[" + ", ".join(_allowed(one) for one in part["prefixItems"]) + "]"
        return f"list of {_allowed(part.get('items', {}))}"
    if kind == "object":
        inner = [*part.get("patternProperties", {}).values(), part.get("additionalProperties")]
        named = [_allowed(one) for one in inner if isinstance(one, dict)]
        return "table" + (f" of {named[0]}" if named else "")
    return {"boolean": "true or false", "string": "text"}.get(kind, kind)


def keys_table(schema: dict[str, Any]) -> str:
    """Return the table of the keys of one table of a file."""
    required = set(schema.get("required", ())) | {
        name for way in schema.get("anyOf", ()) for name in way["required"] if name != "extends"
    }
    rows = []
    for name, part in schema["properties"].items():
        default = part.get("default")
        start = "required" if name in required else "" if default in (None, "", [], {}) else f"`{json.dumps(default)}`"
        unit = part.get("unit", "")
        allowed = _allowed(part) + (f" ({unit})" if unit not in ("", "1") else "")
        if name in ("assumptions", "switches"):
            allowed = "table; names in the [ODD](ODD.md#79-assumptions-and-switches)"
        rows.append((f"`{name}`", part.get("description", ""), allowed, start))
    return table(("key", "meaning", "allowed", "default"), rows)


def scenario_page() -> str:
    """Return the reference of scenario and profile files."""
    lines = [
        "# Scenario and profile files",
        "Written by `tools/write_docs.py` from the schema that checks the files. A variant (`extends`) may leave out "
        "what its base has. Quantities and their bounds are in the [ODD](ODD.md#6-input-data), section 6.",
    ]
    for title, schema in (("Scenario", json_schema()), ("Profile", Profile.model_json_schema())):
        lines += [f"## {title}", keys_table(schema)]
        for name, part in schema["$defs"].items():
            lines += [f"### {name}", part.get("description", ""), keys_table(part)]
    return "\n\n".join(line for line in lines if line) + "\n"


SHOWN = {
    "classes-iran-russia.png": "Share of runs in each class of relation of Iran and Russia, by year, in both eras",
    "findings.png": "The findings F1 to F20, each condition against its threshold",
}
"""Figures of the published record that the README shows, with what is seen on them."""


def figures() -> str:
    """Return the figures of `results/reproduce` that the README shows."""
    folder = "results/reproduce"
    return "\n\n".join(f"![{seen}]({folder}/{name})" for name, seen in SHOWN.items() if (ROOT / folder / name).exists())


HEADLINE = {
    "auc_pact_russia": "pacts with Moscow (area)",
    "auc_pact_west": "pacts with the West (area)",
    "class_accuracy": "right class of five",
    "rank_correlation": "rank correlation of the class",
}


def held_to_the_record() -> str:
    """Return the scores of clients that a fit had not seen, beside those of baselines fitted in the same way."""
    fit, baselines = ROOT / "results" / "fit" / "fit.json", ROOT / "results" / "validation" / "baselines_left_out.json"
    left_out = json.loads(fit.read_text())["left_out"]["clients"]
    found = {"the model": left_out} | {
        name: json.loads(baselines.read_text())[key] for key, name in (("logit", "logit"), ("forest", "random forest"))
    }
    rows = ((name, *(f"{scores[key]['value']:.3f}" for key in HEADLINE)) for name, scores in found.items())
    return table(("each client left out", *HEADLINE.values()), rows)


PARTS: dict[str, Callable[[], str]] = {
    "assumptions": assumptions_table,
    "switches": switches_table,
    "quantities": quantities_table,
    "timeline": timeline_table,
    "fit": fit_paragraph,
    "figures": figures,
    "record": held_to_the_record,
}


def filled(text: str) -> str:
    """Return a document with every generated part renewed."""

    def renew(found: re.Match[str]) -> str:
        content = PARTS[found["name"]]()
        return "\n".join([found["begin"], *([content] if content else []), END])

    return re.sub(rf"(?P<begin><!-- generated: (?P<name>(?!end)\w+) -->)\n.*?{END}", renew, text, flags=re.DOTALL)


def documents() -> dict[Path, str]:
    """Return every document with generated parts as it should read."""
    by_hand = (ROOT / "docs" / "ODD.md", ROOT / "README.md")
    return {path: filled(path.read_text(encoding="utf-8")) for path in by_hand} | {
        ROOT / "docs" / "theory.md": theory_page(),
        ROOT / "docs" / "scenario-file.md": scenario_page(),
    }


def out_of_date() -> list[Path]:
    """Return the documents that differ from what the code says."""
    return [path for path, text in documents().items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main() -> int:
    """Write the documents, or check them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if something is out of date")
    options = parser.parse_args()
    stale = out_of_date()
    content = documents()
    for path in stale:
        print(f"{'out of date' if options.check else 'written'}: {path.relative_to(ROOT)}")
        if not options.check:
            path.write_text(content[path], encoding="utf-8")
    print(f"realpolitik {realpolitik.__version__}: {len(stale)} of {len(content)} documents differed")
    return OUT_OF_DATE if stale and options.check else DONE


if __name__ == "__main__":
    sys.exit(main())
