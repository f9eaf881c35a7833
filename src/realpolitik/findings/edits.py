"""Named changes of a timeline for the arms of the findings: each returns a new timeline and leaves its input alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.scenario.ladders import LADDERS, SANCTIONS_BIND
from realpolitik.scenario.mapping import TOP_SANCTION
from realpolitik.scenario.schema import TOP_RUNG
from realpolitik.scenario.timeline import NO_AFFINITY, NOT_GIVEN, ScenarioTimeline

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Edit = Callable[[ScenarioTimeline], ScenarioTimeline]

BINDING_DOSE = SANCTIONS_BIND / TOP_SANCTION
"""Share of full severity from which sanctions hold the economic ladder at 0, as in the mapping of the record."""


def chained(*edits: Edit) -> Edit:
    """Return one edit that applies several, the first one first."""

    def edit(timeline: ScenarioTimeline) -> ScenarioTimeline:
        for one in edits:
            timeline = one(timeline)
        return timeline

    return edit


def _with(timeline: ScenarioTimeline, **arrays: np.ndarray) -> ScenarioTimeline:
    contiguous = {name: np.ascontiguousarray(array, dtype=np.float64) for name, array in arrays.items()}
    return replace(timeline, arrays=timeline.arrays._replace(**contiguous))


def _span(timeline: ScenarioTimeline, years: tuple[int, int] | None) -> slice:
    if years is None:
        return slice(None)
    return slice(max(0, years[0] - timeline.first_year), max(0, years[1] - timeline.first_year + 1))


def pin_intent(
    timeline: ScenarioTimeline, of: str, toward: str, path: ArrayLike, years: tuple[int, int] | None = None
) -> ScenarioTimeline:
    """Hold the hostile intent that a state attributes to an actor.

    Parameters
    ----------
    timeline : ScenarioTimeline
        The timeline to start from.
    of, toward : str
        The state whose image it is, and the actor that it is an image of.
    path : number or sequence of numbers
        Intent, 0-1, for all years of the window or for each of them.
    years : (int, int), optional
        First and last year of the window; all years by default.
    """
    intent = timeline.arrays.intent_given.copy()
    path = np.asarray(path, dtype=np.float64)
    if not ((path >= 0.0) & (path <= 1.0)).all():
        raise ValueError("intent is a number from 0 to 1")
    intent[_span(timeline, years), timeline.states.index(of), timeline.actors.index(toward)] = path
    return _with(timeline, intent_given=intent)


def scale_power(timeline: ScenarioTimeline, actor: str, factor: float) -> ScenarioTimeline:
    """Multiply an actor's capability and its product, in all years.

    As where a scenario adjusts them: capabilities of the others stay, shares of the product are taken anew, so that
    the ratio of two actors changes by the factor in both.
    """
    row = timeline.actors.index(actor)
    capability = timeline.arrays.capability.copy()
    economy = timeline.arrays.economy.copy()
    capability[:, row] *= factor
    economy[:, row] *= factor
    economy /= economy.sum(axis=1, keepdims=True)
    return _with(timeline, capability=capability, economy=economy)


def set_affinity(timeline: ScenarioTimeline, of: str, toward: str, value: ArrayLike) -> ScenarioTimeline:
    """Set a state's affinity to another, -1 to 1, for all years or for each of them."""
    identity = timeline.arrays.identity_given.copy()
    identity[:, timeline.states.index(of), timeline.states.index(toward)] = value
    return _with(timeline, identity_given=identity)


def set_weights(timeline: ScenarioTimeline, state: str, weights: ArrayLike) -> ScenarioTimeline:
    """Set a state's weights of security, autonomy and development: three numbers, or three for each year."""
    given = timeline.arrays.weights_given.copy()
    given[:, timeline.states.index(state)] = weights
    return _with(timeline, weights_given=given)


def set_identity(
    timeline: ScenarioTimeline, state: str, affinities: ArrayLike, intensity: ArrayLike
) -> ScenarioTimeline:
    """Set a state's affinities to all deciding states, and its ideological intensity, for all years or for each."""
    row = timeline.states.index(state)
    identity = timeline.arrays.identity_given.copy()
    intensities = timeline.arrays.intensity_given.copy()
    identity[:, row] = affinities
    intensities[:, row] = intensity
    return _with(timeline, identity_given=identity, intensity_given=intensities)


def set_intensity(timeline: ScenarioTimeline, state: str, intensity: ArrayLike) -> ScenarioTimeline:
    """Set a state's ideological intensity, 0-1, for all years or for each of them."""
    intensities = timeline.arrays.intensity_given.copy()
    intensities[:, timeline.states.index(state)] = intensity
    return _with(timeline, intensity_given=intensities)


def give_identity(timeline: ScenarioTimeline, state: str, source: ScenarioTimeline) -> ScenarioTimeline:
    """Give a state, in all years, the mean identity that it has in another timeline of the same deciding states.

    Affinities and intensity are those of its elites; where no profile gives them, its distance of votes takes their
    place, here as there. An affinity or intensity that only some years of the source have is an error: it has no mean.
    """
    if source.states != timeline.states:
        raise ValueError(f"states: {source.states} are not {timeline.states}")
    row = timeline.states.index(state)
    affinities, intensity = source.arrays.identity_given[:, row], source.arrays.intensity_given[:, row]
    for name, given in (("affinity", affinities > NO_AFFINITY), ("intensity", intensity > NOT_GIVEN)):
        if (given.any(axis=0) != given.all(axis=0)).any():
            raise ValueError(f"{state}: {name} is given in some years and not in others")
    changed = set_identity(timeline, state, affinities.mean(axis=0), intensity.mean())
    distance = changed.arrays.identity_distance.copy()
    distance[:, row] = source.arrays.identity_distance[:, row].mean(axis=0)
    return _with(changed, identity_distance=distance)


def set_trust(timeline: ScenarioTimeline, of: str, toward: str, value: ArrayLike) -> ScenarioTimeline:
    """Set where a state's trust in another starts, and what it returns to, 0-1, for all years or for each of them."""
    trust = timeline.arrays.trust_given.copy()
    trust[:, timeline.states.index(of), timeline.states.index(toward)] = value
    return _with(timeline, trust_given=trust)


def set_clash(timeline: ScenarioTimeline, first: str, second: str, value: ArrayLike) -> ScenarioTimeline:
    """Set how far the regional aims of two states exclude each other, -1 (shared) to 1, for all years or for each."""
    clash = timeline.arrays.clash.copy()
    i, j = timeline.states.index(first), timeline.states.index(second)
    clash[:, i, j] = clash[:, j, i] = value
    return _with(timeline, clash=clash)


def pin_ladder(
    timeline: ScenarioTimeline,
    ladder: str,
    first: str,
    second: str,
    rungs: ArrayLike,
    years: tuple[int, int] | None = None,
) -> ScenarioTimeline:
    """Pin a ladder of a pair of actors.

    Parameters
    ----------
    timeline : ScenarioTimeline
        The timeline to start from.
    ladder : str
        "security" or "economic".
    first, second : str
        The pair.
    rungs : number or sequence of numbers
        The rung for all years of the window or for each of them; -1 frees the ladder.
    years : (int, int), optional
        First and last year of the window; all years by default.

    Notes
    -----
    Dated events of the same ladder and years are dropped: a pin of an experiment wins over the record. The rung
    before the first year follows a pin of the first year.
    """
    if ladder not in LADDERS:
        raise ValueError(f"ladder: {ladder!r} is none of {LADDERS}")
    i, j = timeline.actors.index(first), timeline.actors.index(second)
    span = _span(timeline, years)
    pins = getattr(timeline.arrays, f"{ladder}_pin").copy()
    initial = getattr(timeline.arrays, f"initial_{ladder}").copy()
    pins[span, i, j] = pins[span, j, i] = rungs
    if span.start in (None, 0) and len(pins[span]) and pins[0, i, j] >= 0.0:
        initial[i, j] = initial[j, i] = pins[0, i, j]
    changed = {f"{ladder}_pin": pins, f"initial_{ladder}": initial}
    if max(i, j) < len(timeline.states):
        for name in (f"{ladder}_event", f"{ladder}_event_by"):
            events = getattr(timeline.arrays, name).copy()
            events[span, i, j] = events[span, j, i] = NOT_GIVEN
            changed[name] = events
    return _with(timeline, **changed)


def raise_pinned(timeline: ScenarioTimeline, ladder: str, first: str, second: str, year: int) -> ScenarioTimeline:
    """Raise the pinned ladder of a pair by one rung in one year.

    The year's own decisions see the higher rung, and the next year is pinned again as before. Where the ladder is free
    there is no rung to count from, and above the highest there is none to go to: both are errors.
    """
    row, (i, j) = year - timeline.first_year, (timeline.actors.index(actor) for actor in (first, second))
    rung = getattr(timeline.arrays, f"{ladder}_pin")[row, i, j]
    if rung < 0.0 or rung >= TOP_RUNG[ladder]:
        raise ValueError(f"{ladder} ladder of {first} and {second} in {year}: no pinned rung below the highest")
    return pin_ladder(timeline, ladder, first, second, rung + 1.0, (year, year))


def set_sanctions(
    timeline: ScenarioTimeline, sender: str, target: str, dose: float, years: tuple[int, int]
) -> ScenarioTimeline:
    """Replace the measures of one actor against another by a constant dose.

    Parameters
    ----------
    timeline : ScenarioTimeline
        The timeline to start from.
    sender, target : str
        Who imposes them, and on whom.
    dose : float
        Severity, 0-1.
    years : (int, int)
        First and last year in which the dose replaces the record.

    Notes
    -----
    The economic ladder follows as in the mapping of the record: at 0 from half of full severity on; below that free
    between deciding states, and at 1 with a bystander.
    """
    span = _span(timeline, years)
    i, j = timeline.actors.index(sender), timeline.actors.index(target)
    sanction = timeline.arrays.sanction.copy()
    sanction[span, i, j] = dose
    free = NOT_GIVEN if max(i, j) < len(timeline.states) else 1.0
    rung = np.where(np.maximum(sanction[span, i, j], sanction[span, j, i]) >= BINDING_DOSE, 0.0, free)
    return pin_ladder(_with(timeline, sanction=sanction), "economic", sender, target, rung, years)
