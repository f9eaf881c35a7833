"""Markets and trade: what is within reach, what is traded on a rung, a partner's share in all of it."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.theory.arithmetic import exp, where


@rule
def market_size(own_economy, other_economy, distance_km, trade_distance_km):
    """Return how large another's market is beside one's own alone, less at a distance; with `trade_shares = off`.

    y_k / (y_k + y_i) exp(-distance / Lt). Source: Hirschman 1945 (the smaller economy gains and depends more);
    Tinbergen 1962 (gravity: trade falls with distance).

    Deviations
    ----------
    MODEL has no distance. Then a partnership with Moscow is worth the same to Finland and to Cuba, and no
    neighbour would trade with it more than others do.
    """
    total = own_economy + other_economy
    share = where(total > 0.0, other_economy / where(total > 0.0, total, 1.0), 0.0)
    return share * exp(-distance_km / trade_distance_km)


@rule
def market_within_reach(economy, distance_km, trade_distance_km):
    """Return how much of a market is within reach: y exp(-distance / Lt). Source: Tinbergen 1962."""
    return economy * exp(-distance_km / trade_distance_km)


@rule
def trade_on_rung(economic_rung, within_reach):
    """Return the trade with a market on a rung: none under sanctions, half in ordinary relations, all in partnership.

    E / 2 of what is within reach. Source: Hirschman 1945; MODEL section 2 (dependence by E / 2).
    """
    return 0.5 * economic_rung * within_reach


@rule
def share_of_trade(part, whole):
    """Return a partner's share of all trade, one's own market included; 0 where there is no trade.

    f = part / whole. Source: Hirschman 1945.
    """
    return where(whole > 0.0, part / where(whole > 0.0, whole, 1.0), 0.0)


@rule
def market_gain(economic_rung, market_share, ordinary_trade, sanction_loss):
    """Return the gain from another's market: negative under sanctions, full in partnership, by what it counts.

    `market_share` is its share of all within reach (`share_of_trade`), or `market_size` with `trade_shares = off`.
    V = tau(E) size, tau = {-s sev, t1, 1}; `sanction_loss` is s sev. Source: Felbermayr et al. 2020; MODEL section 2.

    Deviations
    ----------
    In MODEL all sanctions cost the same, tau(0) = -s. The record tells an embargo from the freezing of an account: the
    loss is scaled by the severity of the measures, 0 to 1.
    """
    return market_share * where(economic_rung < 0.5, -sanction_loss, where(economic_rung < 1.5, ordinary_trade, 1.0))
