"""F12: Moscow puts its own interests first."""

from __future__ import annotations

from functools import partial

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.edits import Edit, raise_pinned
from realpolitik.findings.equivalence import null_beside
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.finding import Condition, Measurement
from realpolitik.findings.intervals import mean

SCENARIO = "islamic-republic"
CONTROL = "india"
YEARS = (1985, 1995, 2005, 2015, 2025)
"""Every tenth year of the era."""


def _raised(year: int) -> Edit:
    return partial(raise_pinned, ladder="economic", first="russia", second="west", year=year)


def _in_years(arm: Arm, figures: np.ndarray) -> np.ndarray:
    """Return the columns of `YEARS` of figures by run and year."""
    return figures[:, [year - arm.timeline.first_year for year in YEARS]]


def changes(evidence: Evidence, scenario: str, of: str, toward: str) -> np.ndarray:
    """Return how a state's willingness changes when Russia and the West stand one economic rung higher.

    Returns
    -------
    (runs, years) array
        Change in the gain from the best step up, in utility, in each of `YEARS`.
    """
    base = evidence.arm(scenario)
    raised = [
        evidence.arm(scenario, edit=_raised(year), label=f"economic rung of russia and west raised in {year}")
        for year in YEARS
    ]
    after = [
        arm.directed("willingness", of, toward, (year, year))[:, 0] for arm, year in zip(raised, YEARS, strict=True)
    ]
    return np.column_stack(after) - _in_years(base, base.directed("willingness", of, toward))


def measure(evidence: Evidence) -> Measurement:
    """Raise the economic rung of Russia and the West by one and ask who is less willing to step up.

    The record pins that ladder in every year; it is raised in one year at a time, one arm for each, and willingness
    (the gain from the best step up) is read in the same year. Until then both arms are the same run by run, so that
    Iran and Russia stand on the same rungs and the whole difference is the effect; raised for good, the tie itself
    would move and with it what a step up brings. The control is null within a tenth of the effect on Iran.
    """
    toward_iran = changes(evidence, SCENARIO, "russia", "iran")
    of_iran = changes(evidence, SCENARIO, "iran", "russia")
    toward_india = changes(evidence, CONTROL, "russia", CONTROL)
    russia, iran, india = (found.mean(axis=1) for found in (toward_iran, of_iran, toward_india))
    arms = {"iran": evidence.arm(SCENARIO), "india": evidence.arm(CONTROL)}
    return Measurement(
        conditions=(
            Condition("change in Russia's willingness toward Iran", mean(russia), "<", 0.0),
            Condition("the same minus the change in Iran's toward Russia", mean(russia - iran), "<", 0.0),
        ),
        controls=null_beside("change in Russia's willingness toward India", india, russia),
        pinned=all(arms["iran"].is_pinned("iran", "russia", ladder) for ladder in ("security", "economic")),
        details={
            "years": list(YEARS),
            "change": {
                "russia_toward_iran": toward_iran.mean(axis=0).tolist(),
                "iran_toward_russia": of_iran.mean(axis=0).tolist(),
                "russia_toward_india": toward_india.mean(axis=0).tolist(),
            },
            "willingness_of_russia_before": {
                client: _in_years(arm, arm.directed("willingness", "russia", client)).mean(axis=0).tolist()
                for client, arm in arms.items()
            },
            "share_of_runs_sanctioned_by_the_west": {
                client: (_in_years(arm, arm.economic(client, "west")) == 0.0).mean(axis=0).tolist()
                for client, arm in arms.items()
            },
        },
    )


CLAIM = Claim(
    id="F12",
    claim="Moscow puts its own interests with the West before its tie with Iran.",
    statistic="Change in Russia's willingness to step up with Iran when its economic rung with the West is raised by "
    "one, every tenth year 1985-2025; the same minus the change in Iran's willingness",
    threshold="both below 0; control: for India within a tenth of the effect of 0",
    source="source article, extended abstract",
    measure=measure,
)
