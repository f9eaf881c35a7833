"""Growth, where capabilities are not pinned to the record."""

from __future__ import annotations

from realpolitik.compiled import rule
from realpolitik.theory.arithmetic import exp


@rule
def growth_factor(market, sanctions, burden, error, growth_rate, trade_growth, sanction_drag, burden_drag):
    """Return the factor by which an economy grows in a year.

    exp(gr0 + grt V - grs sanctions - grb burden + error). Source: Gilpin 1981 (uneven growth); MODEL section 3.

    Parameters
    ----------
    market : float
        Mean market gain V over partners.
    sanctions : float
        Share of partners whose sanctions the state suffers, by severity.
    burden : float
        Share of partners in confrontation.
    error : float
        Shock of the year.
    growth_rate, trade_growth, sanction_drag, burden_drag : float
        Assumptions, per year.

    Deviations
    ----------
    MODEL has no shock. Growth has causes that no tie explains; without them the runs of a scenario would agree on who
    rises more than anybody can know. The error has a spread of grn.
    """
    rate = growth_rate + trade_growth * market - sanction_drag * sanctions - burden_drag * burden + error
    return exp(rate)
