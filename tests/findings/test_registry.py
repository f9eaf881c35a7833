"""Every finding is registered, in order, and can be chosen."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import realpolitik.findings
from realpolitik.errors import InputError
from realpolitik.findings.registry import CLAIMS, claims

MODULES = sorted(
    path.stem for path in Path(realpolitik.findings.__path__[0]).glob("f*.py") if re.fullmatch(r"f\d\d_\w+", path.stem)
)


def test_every_module_is_registered_in_order():
    assert [import_module(f"realpolitik.findings.{name}").CLAIM for name in MODULES] == list(CLAIMS)


def test_ids_count_from_one():
    assert [claim.id for claim in CLAIMS] == [f"F{number}" for number in range(1, len(CLAIMS) + 1)]
    assert [int(name[1:3]) for name in MODULES] == list(range(1, len(CLAIMS) + 1))


def test_every_claim_says_what_it_says():
    for claim in CLAIMS:
        assert all((claim.claim, claim.statistic, claim.threshold, claim.source)), claim.id


def test_claims_are_chosen_by_id_in_the_articles_order():
    assert claims() == CLAIMS
    assert [claim.id for claim in claims(["F7", "F2"])] == ["F2", "F7"]
    assert claims([]) == ()


def test_unknown_ids_are_all_told_with_the_nearest():
    with pytest.raises(InputError) as error:
        claims(["F1", "F77", "f2"])
    assert len(error.value.problems) == 2
    assert error.value.problems[0].nearest == "F7"


def test_the_findings_are_tested_by_a_call_whatever_was_imported_before(monkeypatch):
    asked = []
    monkeypatch.setattr("realpolitik.api.findings", lambda *arguments, **settings: asked.append((arguments, settings)))
    import_module("realpolitik.findings.intervals")
    realpolitik.findings(["F1"], runs=5)
    assert asked == [((["F1"],), {"runs": 5})]
