"""F11: structure weighs more than ideology."""

from __future__ import annotations

import numpy as np

from realpolitik.findings.claim import Claim
from realpolitik.findings.evidence import Arm, Evidence
from realpolitik.findings.f10_national_interest import mean_weights
from realpolitik.findings.finding import UNDEFINED, Condition, Estimate, Measurement
from realpolitik.findings.intervals import mean, proportion, resampled
from realpolitik.findings.records import LASTING_PACT

EXPERIMENT = "elites-by-structure"
"""Its cells withhold the Western pacts of 1955 and 1959 from both elites, so that they are no part of the structure."""

STRUCTURES = {"cold war": "cold-war", "age of sanctions": "sanctions"}
ELITES = {"pahlavi": "monarchy", "islamic republic": "islamic-republic"}
"""Our words, and those of the experiment."""

Cell = tuple[str, str]
"""Structure and elites, in our words."""

WITHOUT_RUPTURE: dict[Cell, str] = {
    ("age of sanctions", "pahlavi"): "pahlavi-elites-without-rupture",
    ("age of sanctions", "islamic republic"): "islamic-republic-without-rupture",
}
"""The same with the rupture of 1979 and the hostage crisis, acts of one of the elites, withheld from both."""

AROUND_1979 = {"cold war": (1969, 1978), "age of sanctions": (1979, 1988)}
"""The ten years on each side of the revolution."""


def sobol_shares(cells: np.ndarray) -> tuple[float, float, float]:
    """Return the Sobol' shares of two factors with two equally likely levels each, and of their interaction.

    Parameters
    ----------
    cells : (2, 2) array
        Mean outcome by the level of the first factor (rows) and of the second (columns).

    Returns
    -------
    first, second, both : float
        Shares of the variance of the four means; they sum to 1. NaN if the means are all the same.

    Notes
    -----
    Exact for a full factorial: no sampling scheme is needed. Source: Sobol' 1993.
    """
    first = (cells[1].mean() - cells[0].mean()) / 2.0
    second = (cells[:, 1].mean() - cells[:, 0].mean()) / 2.0
    both = (cells[0, 0] - cells[0, 1] - cells[1, 0] + cells[1, 1]) / 4.0
    parts = np.array([first, second, both]) ** 2
    if np.ptp(cells) == 0.0:
        return (np.nan, np.nan, np.nan)
    of_first, of_second, of_both = (float(share) for share in parts / parts.sum())
    return of_first, of_second, of_both


def structure_minus_elites(*cells: np.ndarray) -> float:
    """Return the share of the structure minus that of the elites; one array of runs for each cell, row by row."""
    structure, elites, _ = sobol_shares(np.array([cell.mean() for cell in cells]).reshape(2, 2))
    return structure - elites


def _arms(evidence: Evidence) -> dict[Cell, Arm]:
    return {
        (structure, elites): evidence.point(EXPERIMENT, {"structure": STRUCTURES[structure], "elites": ELITES[elites]})
        for structure in STRUCTURES
        for elites in ELITES
    }


def _compared(found: list[np.ndarray]) -> Estimate:
    return resampled(structure_minus_elites, *found)


def _table(found: list[np.ndarray]) -> dict[str, object]:
    """Return the cells and shares as plain data, with the share of all variance that is chance within cells."""
    means = np.array([cell.mean() for cell in found])
    shares = sobol_shares(means.reshape(2, 2))
    within = float(np.mean([cell.var() for cell in found]))
    total = within + float(means.var())
    estimates = dict(zip(((s, e) for s in STRUCTURES for e in ELITES), map(mean, found), strict=True))
    return {
        "cells": [
            {"structure": structure, "elites": elites, "mean": cell.value, "low": cell.low, "high": cell.high}
            for (structure, elites), cell in estimates.items()
        ],
        "shares": dict(zip(("structure", "elites", "interaction"), shares, strict=True)),
        "chance_share_of_all_variance": within / total if total > 0.0 else np.nan,
    }


def measure(evidence: Evidence) -> Measurement:
    """Cross the elites of the two eras with the structures of the two eras, as the experiment of that name does.

    The mean rung with Moscow is that of the security ladder over all years of a cell; shares are of the variance of the
    four cell means, so that structure, elites and their interaction sum to 1; chance within cells is reported
    beside them. The control asks the same of Iran and the West in the ten years on each side of 1979, with the rupture
    withheld, because told to the model it would count as structure. Where elites are mapped from the record there
    are no profiles to cross, and the shares are undefined.
    """
    arms = _arms(evidence)
    unbroken = {**arms, **{cell: evidence.arm(scenario) for cell, scenario in WITHOUT_RUPTURE.items()}}
    crossed = all(mean_weights(arm) is not None for arm in (*arms.values(), *unbroken.values()))
    security = [arm.security("iran", "russia").mean(axis=1) for arm in arms.values()]
    economic = [arm.economic("iran", "russia").mean(axis=1) for arm in arms.values()]
    untold = [arm.security("iran", "russia").mean(axis=1) for arm in unbroken.values()]
    western = [
        arm.security("iran", "west", AROUND_1979[structure]).mean(axis=1) for (structure, _), arm in unbroken.items()
    ]
    return Measurement(
        conditions=(
            Condition(
                "Sobol' share of structure minus elites, security with Russia",
                _compared(security) if crossed else UNDEFINED,
                ">",
                0.0,
            ),
            *(
                Condition(
                    f"P(pact of {LASTING_PACT} years), {elites} elites in the {structure}",
                    proportion(arm.longest_pact("iran", "russia") >= LASTING_PACT),
                    "<",
                    0.05,
                )
                for (structure, elites), arm in arms.items()
            ),
        ),
        controls=(
            Condition(
                "the same share, security with the West around 1979",
                _compared(western) if crossed else UNDEFINED,
                "<",
                0.0,
            ),
        ),
        pinned=any(arm.is_pinned("iran", "russia", "security") for arm in arms.values()),
        details={
            "profiles_crossed": crossed,
            "security_with_russia": _table(security),
            "economic_with_russia": _table(economic),
            "security_with_russia_rupture_withheld": _table(untold),
            "security_with_west_around_1979": _table(western),
        },
    )


CLAIM = Claim(
    id="F11",
    claim="Structure shaped Iran's ties with Moscow more than the ideology of its elites.",
    statistic="Elites of the two eras crossed with the structures of the two eras: Sobol' share of structure minus "
    "that of elites in the mean security rung with Moscow; share of runs with a pact of five years in each cell",
    threshold="above 0, and no cell reaches 0.05; control: below 0 for Iran and the West in 1969-78 and 1979-88",
    source="source article, extended abstract and conclusion",
    measure=measure,
)
