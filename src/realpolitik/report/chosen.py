"""What the study shows: the two eras, the events told in its figures, the counterfactual pairs."""

from __future__ import annotations

from dataclasses import dataclass

ERAS = {"pahlavi": "Pahlavi II", "islamic-republic": "Islamic Republic"}
"""The eras that are compared, the first one first: scenario and name."""

PAIRS = ("iran-russia", "iran-west")

EVENTS = {
    "iran-russia": (
        "azerbaijan-1946", "oil-refusal-1947", "border-agreement-1954", "baghdad-pact", "us-agreement-1959",
        "missile-pledge-1962", "isfahan-steel-1966", "soviet-arms-1967", "afghanistan-1979", "iraq-war-1980",
        "tudeh-banned-1983", "rafsanjani-in-moscow-1989", "bushehr-1995", "treaty-2001", "un-sanctions-2006",
        "s300-2010", "syria-2015", "drones-2022", "treaty-2025",
    ),
    "iran-west": (
        "abadan-1951", "coup-1953", "baghdad-pact", "us-agreement-1959", "revolution-1979", "hostages-1979",
        "praying-mantis-1988", "un-sanctions-2006", "nuclear-agreement-2015", "maximum-pressure-2018",
        "soleimani-2020", "twelve-day-war-2025", "snapback-2025",
    ),
}  # fmt: skip
"""Ids of the events that the figure of a pair tells; the scenarios have more."""


@dataclass(frozen=True)
class Counterfactual:
    """A scenario and a variant of it that differs in one thing.

    Attributes
    ----------
    base, variant : str
        The scenarios.
    text : str
        What the variant changes.
    """

    base: str
    variant: str
    text: str


COUNTERFACTUALS = (
    Counterfactual("pahlavi", "pahlavi-no-western-pressure", "no Western military pressure"),
    Counterfactual("islamic-republic", "no-western-pressure", "no Western military pressure"),
    Counterfactual("islamic-republic", "no-sanctions", "no Western sanctions"),
    Counterfactual("pahlavi-without-pacts", "islamic-republic-elites-in-cold-war", "elites of the Islamic Republic"),
    Counterfactual("islamic-republic", "pahlavi-elites-in-sanctions-era", "elites of the Pahlavi era"),
    Counterfactual("islamic-republic", "bipolar", "a Russia that keeps Soviet weight"),
    Counterfactual("islamic-republic", "multipolar-with-china", "China as a fourth deciding state"),
    Counterfactual("islamic-republic", "all-three-removed", "equal power, trust, shared aims"),
)
"""What the report compares, on shared draws."""
