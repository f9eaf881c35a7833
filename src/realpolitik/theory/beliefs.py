"""Beliefs: trust that words are kept, and images of the others' intentions."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.theory.arithmetic import clip, where


@rule
def baseline_trust(affinity, trust_baseline, trust_identity_gap):
    """Return the trust in a state without a record: lower at greater distance of identity.

    T0 - Tg (1 - affinity) / 2, within [0.02, 0.98]. Source: Deutsch 1957; the article (distrust across identities).

    Deviations
    ----------
    MODEL has one T0 for all (Tg = 0). The article names distrust across identities, and states that have no record
    with each other do not trust all strangers alike.
    """
    return clip(trust_baseline - trust_identity_gap * 0.5 * (1.0 - affinity), 0.02, 0.98)


@rule
def learned_trust(trust, baseline, kept, broken, trust_gain, trust_loss, trust_reversion):
    """Return trust after a year: up slowly with kept words, down fast with a broken one, else back to baseline.

    T + up (1 - T) kept - dn T broken + bk (T0 - T) [neither]. Source: Kydd 2005; dn > up.

    Parameters
    ----------
    trust, baseline : float
        0 to 1.
    kept, broken : float
        0 to 1: how much of a commitment was kept; 1 if a word was broken.
    trust_gain, trust_loss, trust_reversion : float
        Assumptions up, dn, bk.

    Deviations
    ----------
    MODEL does not say how much a quiet year under a commitment keeps. Here kept is sg(S) of the tie, and only if both
    held it by free choice: a pinned tie shows nothing. Standing by the other in a crisis keeps all.
    """
    neither = where(kept > 0.0, 0.0, where(broken > 0.0, 0.0, 1.0))
    change = trust_gain * (1.0 - trust) * kept - trust_loss * trust * broken
    return clip(trust + change + trust_reversion * (baseline - trust) * neither, 0.0, 1.0)


@rule
def intent_shown(security_rung):
    """Return the hostile intent that a rung shows: 1 in confrontation, 0.5, 0.25 in cooperation, 0 in a pact.

    Source: MODEL section 3; Jervis 1976 (behaviour as an index).
    """
    return where(security_rung > 2.5, 0.0, where(security_rung > 1.5, 0.25, where(security_rung > 0.5, 0.5, 1.0)))


@rule
def suspected_intent(affinity, peaceful_intent, outlook_intent):
    """Return the hostile intent attributed without any quarrel: more to states of another outlook.

    h0 + ho (1 - affinity) / 2, at most 1. Source: Haas 2005 (ideological distance makes for perceived hostility); Walt
    1987 (offensive intentions).

    Deviations
    ----------
    MODEL has no rule for a state without a quarrel: images follow behaviour and the elite in office. Read from rivalry
    and disputes alone (`recorded_intent`), who has neither with either bloc fears both alike, however differently they
    see the world: NATO members fear the West, which reaches further, more than Moscow.
    """
    return min(1.0, peaceful_intent + outlook_intent * 0.5 * (1.0 - affinity))


@rule
def recorded_intent(rivalry, dispute, suspected, rivalry_intent, dispute_intent):
    """Return the hostile intent that the record suggests: of rivalry, disputes and outlook, whichever suggests most.

    max(suspected, rivalry h1, dispute h2). Source: Thompson, Sakuwa and Suhas 2022 (rivalries); Palmer et al. 2022
    (disputes, level 0 to 1).

    Deviations
    ----------
    In MODEL images follow behaviour and regime changes alone. Rivalries and disputes are public facts; without them a
    state's image of another could only come from their own rungs.
    """
    return max(suspected, max(rivalry * rivalry_intent, dispute * dispute_intent))


@rule
def learned_intent(intent, shown, learning, recorded, record_pull):
    """Return the image after a year: moved toward behaviour, then toward the record.

    h' = h + hl (shown - h), then h' + hr (recorded - h'). Source: Jervis 1976.

    Deviations
    ----------
    MODEL moves images toward behaviour alone (hr = 0), see `recorded_intent`; and a crisis shows an intent of 1 there,
    at the speed of any other behaviour. Here it moves the image of the challenger by a share of its own (ha): one
    challenge tells more than a year of ordinary conduct. A bystander decides nothing, so its rung shows nothing
    (hl = 0).
    """
    moved = intent + learning * (shown - intent)
    return clip(moved + record_pull * (recorded - moved), 0.0, 1.0)


@rule
def mixed_image(intent, new_image, mixing):
    """Return the image after a regime change: the new elite's image mixed into the old. Source: Rose 1998."""
    return intent + mixing * (new_image - intent)


@rule
def perceived_share(true_value, error_factor):
    """Return a probability seen with error: its odds multiplied by a factor. 0 and 1 are seen as they are.

    logit h + error, written with odds so that no logarithm of 0 appears. Source: Jervis 1976.
    """
    odds_for = true_value * error_factor
    return odds_for / (odds_for + (1.0 - true_value))
