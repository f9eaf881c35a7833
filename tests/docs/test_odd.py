"""The ODD and the indexes agree with the code: every rule is named, every table is what the code says."""

from __future__ import annotations

import inspect
import re

import pytest

from realpolitik.theory.assumptions import ASSUMPTIONS, SWITCHES
from tests.docs.reading import ROOT
from tools import write_docs

ODD = (ROOT / "docs" / "ODD.md").read_text(encoding="utf-8")
THEORY = (ROOT / "docs" / "theory.md").read_text(encoding="utf-8")
BY_HAND = re.sub(r"<!-- generated: (?!end).*?<!-- generated: end -->", "", ODD, flags=re.DOTALL)
RULES = [rule for module in write_docs.rule_modules() for rule in write_docs.rules_of(module)]

PARTS_OF_ODD = (
    "Purpose and patterns", "Entities, state variables, scales", "Process overview and scheduling", "Design concepts",
    "Initialization", "Input data", "Submodels", "Deviations from the design",
)  # fmt: skip
SAID_AS = ("cooperation_commitment", "autonomy_weight", "development_weight")
"""Stand in equations as sg(S), and as the weights of the state."""
DESIGN_CONCEPTS = (
    "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing", "Interaction",
    "Stochasticity", "Collectives", "Observation",
)  # fmt: skip


def test_rules_are_found():
    assert {"danger", "joint_worth", "learned_trust", "class_of"} <= {rule.__name__ for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_is_described_and_indexed(rule):
    assert f"`{rule.__name__}`" in BY_HAND
    assert f"| `{rule.__name__}` |" in THEORY


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_that_deviates_is_argued(rule):
    if "Deviations" in (rule.__doc__ or ""):
        deviations = BY_HAND.partition("## 8. Deviations from the design")[2].partition("\n## ")[0]
        assert f"`{rule.__name__}`" in deviations


def test_every_deviation_of_a_rule_is_written_at_the_rule():
    deviations = BY_HAND.partition("## 8. Deviations from the design")[2].partition("\n## ")[0]
    heads = re.findall(r"^\d+\. \*\*.+?\*\* \((`.+?)\)\.", deviations, re.MULTILINE)
    named = {name for head in heads for name in re.findall(r"`(\w+)`", head)}
    concerned = [rule for rule in RULES if rule.__name__ in named]
    assert len(concerned) > 20
    assert not [rule.__name__ for rule in concerned if "\nDeviations\n---" not in (inspect.getdoc(rule) or "")]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_equation_of_a_rule_has_the_symbols_of_its_assumptions(rule):
    symbols = {item.name: item.symbol for item in ASSUMPTIONS}
    taken = [symbols[name] for name in inspect.signature(rule).parameters if name in symbols and name not in SAID_AS]
    text = inspect.getdoc(rule) or ""
    assert not [one for one in taken if not re.search(rf"(?<!\w){re.escape(one)}(?![A-Za-z0-9])", text)]


def test_no_document_names_a_rule_that_does_not_exist():
    section = BY_HAND.partition("## 7. Submodels")[2].partition("\n## ")[0]
    known = {rule.__name__ for rule in RULES} | {item.name for item in (*ASSUMPTIONS, *SWITCHES)}
    heads = re.findall(r"^`([a-z_]+)`[:,. ]", section, re.MULTILINE)
    assert heads
    assert set(heads) <= known


@pytest.mark.parametrize("title", PARTS_OF_ODD)
def test_part_of_the_protocol(title):
    assert re.search(rf"^## \d+\. {title}$", ODD, re.MULTILINE)


@pytest.mark.parametrize("concept", DESIGN_CONCEPTS)
def test_design_concept(concept):
    assert f"\n**{concept}.** " in ODD


@pytest.mark.parametrize("item", ASSUMPTIONS, ids=lambda item: item.name)
def test_symbol_of_assumption_is_used(item):
    """An equation uses each symbol, so that the reader sees where the number goes in."""
    section = BY_HAND.partition("## 7. Submodels")[2].partition("\n## ")[0]
    equations = "\n".join([*re.findall(r"^    .+", section, re.MULTILINE), *re.findall(r"`([^`\n]+)`", section)])
    assert re.search(rf"(?<!\w){re.escape(item.symbol)}(?![A-Za-z0-9])", equations), item.symbol


@pytest.mark.parametrize("item", SWITCHES, ids=lambda item: item.name)
def test_switch_is_listed(item):
    assert f"| `{item.name}` |" in ODD


def test_generated_parts_are_up_to_date():
    stale = [str(path.relative_to(ROOT)) for path in write_docs.out_of_date()]
    assert not stale, "run: uv run python tools/write_docs.py"


def test_a_changed_document_is_noticed():
    item = ASSUMPTIONS[0]
    row = next(line for line in ODD.splitlines() if line.startswith(f"| `{item.name}` |"))
    assert write_docs.filled(ODD.replace(row, row.replace(f"{item.default:g}", "12345"))) == ODD
    assert write_docs.filled(ODD.replace(row + "\n", "")) == ODD
