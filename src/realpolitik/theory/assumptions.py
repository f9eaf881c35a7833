"""Every global parameter and every switch of a rival assumption, declared once.

An *assumption* is a number that holds for all states, years and scenarios; no state has one of its own. A
*switch* turns a mechanism off or replaces it by a rival assumption. The scenario files, the command line, the
documentation tables, the calibration and the sensitivity analysis all read this list.
"""

from __future__ import annotations

import difflib
from collections import namedtuple
from dataclasses import dataclass

from realpolitik.theory.domains import check_value, check_weights, domain_of

GROUPS = ("security", "autonomy", "development", "choice", "beliefs", "identity", "growth")


@dataclass(frozen=True)
class Assumption:
    """One global parameter.

    Attributes
    ----------
    name, symbol : str
        Name in code and files; symbol in the equations of the ODD.
    meaning, unit : str
        One sentence; the unit ("1" for a pure number).
    default, low, high : float
        Default and plausible range (the box of the robustness and sensitivity analyses).
    group : str
        One of `GROUPS`.
    source : str
        Where the mechanism comes from, and the orders of magnitude that its range is argued from; then, where it was
        fitted, that the default comes from the fit and not from there.
    fitted : bool
        Whether the default was fitted to the record of the clients.
    """

    name: str
    symbol: str
    meaning: str
    unit: str
    default: float
    low: float
    high: float
    group: str
    source: str
    fitted: bool

    @property
    def domain(self) -> tuple[float, float]:
        """The least and the greatest value for which the rules say anything: wider than the plausible range."""
        return domain_of(self.unit)


@dataclass(frozen=True)
class Switch:
    """A mechanism that can be turned off or replaced by a rival assumption.

    Attributes
    ----------
    name, meaning, source : str
        Name in code and files; what is switched; where the rivals come from.
    choices : tuple of str
        The settings; the index of the setting is what the rules see.
    default : str
        The setting of the package.
    """

    name: str
    meaning: str
    choices: tuple[str, ...]
    default: str
    source: str


FITTED_WORDS = "default fitted to the twelve clients other than Iran"
"""What the source of every fitted assumption ends with."""


def _fitted(name: str, symbol: str, default: float, low: float, high: float, group: str, unit: str,
            meaning: str, source: str) -> Assumption:  # fmt: skip
    """Return an assumption whose default is the value in results/fit/fit.json; a test compares the two."""
    told = f"{source}; {FITTED_WORDS}"
    return Assumption(name, symbol, meaning, unit, default, low, high, group, told, fitted=True)


def _argued(name: str, symbol: str, default: float, low: float, high: float, group: str, unit: str,
            meaning: str, source: str) -> Assumption:  # fmt: skip
    """Return an assumption whose default is argued from its source, because no fit can speak to it."""
    return Assumption(name, symbol, meaning, unit, default, low, high, group, source, fitted=False)


# fmt: off
ASSUMPTIONS: tuple[Assumption, ...] = (
    # security
    _fitted("contest_exponent", "m", 1.005, 0.5, 2.0, "security", "1",
            "how decisive superior force is in the contest of force and defence",
            "ratio contest, Hirshleifer 1989; range MODEL section 2"),
    _fitted("cooperation_commitment", "s2", 0.181, 0.05, 0.6, "security", "share of a pact",
            "how much of a defence pact security cooperation (arms, bases) is worth",
            "Leeds et al. 2002 separate pacts from lesser ties"),
    _fitted("projection_scale_km", "L", 5922.0, 500.0, 6000.0, "security", "km",
            "distance over which an ordinary state's power falls to 1/e",
            "loss of strength, Boulding 1962"),
    _fitted("global_projection_scale_km", "L_W", 23300.0, 5000.0, 50000.0, "security", "km",
            "the same for a state with global reach (the Western bloc)",
            "command of the commons, Posen 2003"),
    _fitted("arms_boost", "ab", 0.1905, 0.0, 3.0, "security", "share of own strength",
            "what the arms of a far stronger supplier add to a state's own strength",
            "Krause 1992; see ODD, deviations"),
    _argued("subversion_weight", "zeta", 0.4, 0.0, 1.0, "security", "1",
            "threat added by full subversive penetration of a fully ideological rival",
            "Walt 1987 (ideology and penetration)"),
    _fitted("greatest_threat_share", "gs", 0.2117, 0.0, 1.0, "security", "share",
            "how much the greatest danger counts against the mean of all dangers", "Walt 1987"),
    _fitted("confrontation_danger", "r0", 0.05663, 0.0, 1.0, "security", "share",
            "how much confrontation raises the danger from a threatener", "Snyder 1984"),
    _fitted("embrace_relief", "a", 0.9418, 0.0, 1.0, "security", "share",
            "how much a fully trusted pact with a threatener lowers the danger from it",
            "bandwagoning, Walt 1987; tethering, Weitsman 2004"),
    _fitted("tethering", "ht", 0.2319, 0.0, 0.5, "security", "share",
            "how much of that relief needs no trust", "tethering, Weitsman 2004"),
    _fitted("divided_loyalty_cost", "dl", 0.0502, 0.0, 1.5, "security", "1",
            "cost of ties with two states that confront each other, or with the friend of an enemy",
            "structural balance, Maoz et al. 2007"),
    _fitted("entrapment_cost", "e", 1.07, 0.0, 1.5, "security", "1",
            "cost of taking over a partner's larger threats", "Snyder 1984, 1997"),
    _fitted("entrapment_convexity", "e2", 2.48, 1.0, 3.0, "security", "1",
            "exponent of the commitment in entrapment: above 1, a pact binds more than its share",
            "Snyder 1997 (firm and loose commitments)"),
    _fitted("crisis_rate", "kc", 0.463, 0.0, 0.5, "security", "1/year",
            "yearly probability of a crisis per unit of threat", "dispute frequencies, Palmer et al. 2022"),
    _fitted("support_reputation", "rep", 0.1044, 0.0, 0.5, "security", "1",
            "what keeping one's word in a crisis is worth by itself", "Snyder 1984; Leeds 2003"),
    _fitted("support_stake", "st", 0.7612, 0.0, 1.5, "security", "1",
            "worth of a unit drop in the victim's threat to its supporter", "Snyder 1984"),
    _fitted("facing_cost", "fc", 0.148, 0.0, 1.5, "security", "1",
            "cost of facing the challenger, per unit of the force it brings to bear on the supporter",
            "Snyder 1984 (abandonment)"),
    _fitted("wedge_offer", "we", 0.00743, 0.0, 0.5, "security", "1",
            "what the challenger's accommodation adds to a supporter's reasons to stand aside",
            "Crawford 2011"),
    # autonomy
    _fitted("economic_dependence_share", "ae", 0.864, 0.1, 0.9, "autonomy", "share",
            "share of trade in dependence, the rest is security",
            "Morrow 1991; Altfeld 1984"),
    _fitted("diversification_relief", "d", 0.07837, 0.0, 1.0, "autonomy", "share",
            "how far spreading dependence over several partners relieves it", "hedging, Goh 2005"),
    _fitted("coercion_cost", "co", 1.271, 0.0, 1.5, "autonomy", "1",
            "autonomy lost to a stronger hostile state in confrontation or under its sanctions",
            "Altfeld 1984"),
    _fitted("resistance_gain", "rg", 0.5537, 0.0, 1.0, "autonomy", "1",
            "autonomy kept by standing up to a stronger state seen as hostile",
            "Jervis 1976; Snyder and Diesing 1977; see ODD, deviations"),
    _fitted("worth_base", "g0", 0.226, 0.0, 1.0, "autonomy", "1",
            "influence over any weaker state, as a share of influence over the most valuable one",
            "Morrow 1991"),
    _fitted("worth_nearness", "g1", 1.902, 0.0, 2.0, "autonomy", "1",
            "what nearness to a hostile great power adds to a state's worth as a client",
            "Spykman 1944 (rimland)"),
    _fitted("worth_glacis", "g2", 1.17, 0.0, 2.0, "autonomy", "1",
            "what nearness to the suitor itself adds to that worth",
            "buffer states, Fazal 2007"),
    _fitted("nearness_scale_km", "Lg", 688.7, 200.0, 4000.0, "autonomy", "km",
            "distance over which that nearness falls to 1/e", "Spykman 1944 (rimland)"),
    _fitted("rivalry_premium", "b", 2.872, 0.0, 6.0, "autonomy", "1",
            "how much a threat from another great power raises the worth of influence", "Waltz 1979"),
    _fitted("denial_weight", "b2", 0.9733, 0.0, 2.0, "autonomy", "1",
            "how much a rival's influence over others hurts", "Waltz 1979; Grieco 1988"),
    # development
    _fitted("ordinary_trade", "t1", 0.6651, 0.1, 0.9, "development", "share of partnership",
            "market gain of ordinary relations against partnership", "Barbieri and Keshk 2016 (orders)"),
    _fitted("trade_distance_km", "Lt", 19790.0, 1000.0, 20000.0, "development", "km",
            "distance over which the worth of a market falls to 1/e", "gravity, Tinbergen 1962"),
    _fitted("sanction_loss", "s", 0.1493, 0.0, 1.5, "development", "1",
            "market loss under the severest sanctions", "Felbermayr et al. 2020"),
    _fitted("technology_gain", "tg", 0.4056, 0.0, 0.6, "development", "1",
            "arms and technology that the weaker side draws from security cooperation", "Morrow 1991"),
    _fitted("arms_market", "am", 0.1082, 0.0, 0.8, "development", "1",
            "what arming a partner that others threaten is worth to the stronger side",
            "supplier's motive, Krause 1992; see ODD, deviations"),
    _fitted("secondary_sanctions_loss", "ss", 0.672, 0.0, 1.5, "development", "share of market",
            "share of a sender's market lost by closeness to its target", "Felbermayr et al. 2020"),
    _fitted("confrontation_cost", "cc", 0.03262, 0.0, 0.1, "development", "utility",
            "what it costs to keep arms ready against an adversary", "Powell 1999; Richardson 1960"),
    _fitted("relative_gains_weight", "rho", 0.56, 0.0, 1.0, "development", "1",
            "weight of a hostile partner's larger gain", "Grieco 1988"),
    # choice
    _fitted("rationality", "lambda", 388.0, 5.0, 400.0, "choice", "1/utility",
            "how closely choices follow utility; 0 is the neutral null",
            "quantal response, McKelvey and Palfrey 1995"),
    _fitted("status_quo_bias", "kappa", 0.0112, 0.0, 0.15, "choice", "utility",
            "what staying counts against a change", "Signorino 1999"),
    _fitted("abrogation_cost", "bw", 0.07821, 0.0, 0.15, "choice", "utility",
            "what it costs to break a whole pact", "Leeds and Savun 2007"),
    _fitted("client_share", "pi", 0.0459, 0.0, 1.0, "choice", "share",
            "the weaker side's share of the joint gain when aid is bargained", "Nash 1950"),
    _fitted("aid_limit", "t_max", 0.156, 0.0, 0.3, "choice", "utility",
            "the most that the stronger side pays for a step up", "Bueno de Mesquita and Smith 2007"),
    _argued("autonomy_weight", "w_a", 0.33, 0.1, 0.45, "choice", "share",
            "weight of autonomy in the national interest where no elite profile sets it",
            "mean of the shipped elite profiles; see ODD, deviations"),
    _argued("development_weight", "w_d", 0.24, 0.1, 0.45, "choice", "share",
            "weight of development where no elite profile sets it; security has the rest",
            "mean of the shipped elite profiles; see ODD, deviations"),
    # beliefs
    _fitted("trust_baseline", "T0", 0.873, 0.1, 0.9, "beliefs", "probability",
            "trust in a stranger of the same identity", "Deutsch 1957 (security community)"),
    _fitted("trust_identity_gap", "Tg", 0.7895, 0.0, 1.0, "beliefs", "probability",
            "how much lower trust starts at the greatest distance of identity",
            "Deutsch 1957 (security community)"),
    _fitted("trust_gain", "up", 0.02793, 0.02, 0.2, "beliefs", "1/year",
            "how fast kept words raise trust", "Kydd 2005; dn > up, MODEL section 3"),
    _fitted("trust_loss", "dn", 0.3659, 0.2, 0.9, "beliefs", "share",
            "how much a broken word destroys", "Kydd 2005"),
    _fitted("trust_reversion", "bk", 0.02411, 0.02, 0.2, "beliefs", "1/year",
            "how fast trust returns to its baseline without news", "Mercer 1996"),
    _fitted("peaceful_intent", "h0", 0.49, 0.05, 0.5, "beliefs", "probability",
            "hostile intent attributed without any rivalry or dispute on record", "Walt 1987; see ODD, deviations"),
    _fitted("outlook_intent", "ho", 0.04645, 0.0, 0.6, "beliefs", "probability",
            "hostile intent added for a state of the opposite outlook", "Haas 2005"),
    _fitted("rivalry_intent", "h1", 0.8687, 0.5, 1.0, "beliefs", "probability",
            "hostile intent attributed to a strategic rival", "Thompson 2001"),
    _fitted("dispute_intent", "h2", 0.3554, 0.3, 1.0, "beliefs", "probability",
            "hostile intent attributed at the highest level of dispute", "Palmer et al. 2022"),
    _fitted("record_pull", "hr", 0.5425, 0.1, 0.6, "beliefs", "1/year",
            "how fast images follow the record of rivalry and disputes",
            "Thompson 2001; Palmer et al. 2022; see ODD, deviations"),
    _fitted("intent_learning", "hl", 0.003299, 0.0, 0.15, "beliefs", "1/year",
            "how fast images follow the other's behaviour", "Jervis 1976"),
    _fitted("crisis_alarm", "ha", 0.9526, 0.0, 1.0, "beliefs", "share",
            "how far a crisis moves the image of the challenger toward full hostility", "Jervis 1976"),
    _argued("image_mixing", "hx", 0.7, 0.0, 1.0, "beliefs", "share",
            "weight of a new elite's images when a regime changes", "Rose 1998"),
    _fitted("intent_error_sd", "se_h", 0.3386, 0.0, 1.0, "beliefs", "logit",
            "spread of the error in reading intentions", "Jervis 1976"),
    _fitted("capability_error_sd", "se_c", 0.005385, 0.0, 0.5, "beliefs", "log",
            "spread of the error in reading capabilities", "Wohlforth 1993"),
    _fitted("error_persistence", "ar", 0.3351, 0.0, 0.95, "beliefs", "correlation",
            "autocorrelation of these errors from one year to the next", "Jervis 1976 (perseverance)"),
    # identity
    _fitted("identity_scale", "id0", 0.548, 0.5, 3.0, "identity", "ideal points",
            "ideal-point distance at which affinity turns into distance",
            "Bailey, Strezhnev and Voeten 2017"),
    _fitted("identity_intensity", "iota", 0.0509, 0.0, 1.5, "identity", "1",
            "how much identity counts for a wholly ideological elite", "Rose 1998; see ODD, deviations"),
    _fitted("identity_yield", "psi", 0.2959, 0.0, 1.0, "identity", "share",
            "how far ideas yield to danger", "Ripsman, Taliaferro and Lobell 2016"),
    _argued("aims_weight", "cl", 0.3, 0.0, 1.0, "identity", "1",
            "weight of clashing regional aims", "MODEL section 2"),
    # growth (only where capabilities are not pinned to the record)
    _argued("growth_rate", "gr0", 0.03, 0.0, 0.06, "growth", "1/year", "growth without ties",
            "Fariss et al. 2022 (orders)"),
    _argued("trade_growth", "grt", 0.02, 0.0, 0.05, "growth", "1/year", "growth from a full market",
            "Frankel and Romer 1999"),
    _argued("sanction_drag", "grs", 0.03, 0.0, 0.08, "growth", "1/year", "growth lost to full sanctions",
            "Neuenkirch and Neumeier 2015"),
    _argued("burden_drag", "grb", 0.01, 0.0, 0.05, "growth", "1/year",
            "growth lost to confrontation with everybody", "Knight, Loayza and Villanueva 1996"),
    _argued("growth_error_sd", "grn", 0.02, 0.0, 0.06, "growth", "1/year", "spread of yearly growth",
            "Fariss et al. 2022 (orders)"),
)

SWITCHES: tuple[Switch, ...] = (
    Switch("choice_rule", "how a pair chooses: jointly by logit; at random (the neutral null, lambda = 0); the best "
           "joint move for certain; or the two sides independently of each other",
           ("joint", "null", "best_reply", "independent"), "joint",
           "McKelvey and Palfrey 1995; Jackson and Watts 2002; Signorino 1999"),
    Switch("utility_form", "interests add up, or multiply so that none can be had without the others",
           ("additive", "multiplicative"), "additive", "MODEL section 2"),
    Switch("images", "images follow record and behaviour; behaviour alone; or stay equal for all",
           ("record", "behaviour", "equal"), "record", "Walt 1987; Waltz 1979"),
    Switch("identity", "identity and ideology count", ("off", "on"), "on", "Rose 1998; Waltz 1979"),
    Switch("aims", "clashing regional aims count", ("off", "on"), "on", "source article"),
    Switch("outlook", "states of another outlook are suspected", ("off", "on"), "on", "Haas 2005"),
    Switch("trust_learning", "trust learns from behaviour, or stays at its start", ("off", "on"), "on", "Kydd 2005"),
    Switch("subversion", "subversive reach threatens", ("off", "on"), "on", "Walt 1987"),
    Switch("arms", "bought arms strengthen their buyer", ("off", "on"), "on", "Krause 1992"),
    Switch("embrace", "a trusted tie with a threatener lessens its danger", ("off", "on"), "on", "Walt 1987"),
    Switch("tethers", "ties with a threatener lessen its threat without trust", ("off", "on"), "on", "Weitsman 2004"),
    Switch("entrapment", "partners' threats cost", ("off", "on"), "on", "Snyder 1984"),
    Switch("divided_loyalty", "ties with two enemies, or with the friend of an enemy, strain", ("off", "on"), "on",
           "Maoz et al. 2007"),
    Switch("coercion", "stronger hostile states coerce", ("off", "on"), "on", "Altfeld 1984"),
    Switch("resistance", "standing up to the stronger and hostile keeps autonomy", ("off", "on"), "on", "Jervis 1976"),
    Switch("diversification", "dependence spread over partners costs less autonomy", ("off", "on"), "on", "Goh 2005"),
    Switch("influence", "influence over weaker states is sought", ("off", "on"), "on", "Morrow 1991"),
    Switch("camps", "a client in the camp of an enemy is worth less to a patron", ("off", "on"), "on", "Snyder 1997"),
    Switch("glacis", "states at a suitor's own borders are worth more to it", ("off", "on"), "on", "Fazal 2007"),
    Switch("denial", "a rival's influence hurts", ("off", "on"), "on", "Waltz 1979"),
    Switch("technology", "the weaker side draws arms and technology from cooperation", ("off", "on"), "on",
           "Morrow 1991"),
    Switch("arms_market_motive", "suppliers gain from arming the threatened", ("off", "on"), "on", "Krause 1992"),
    Switch("gravity", "near markets are worth more than far ones", ("off", "on"), "on", "Tinbergen 1962"),
    Switch("trade_shares", "gains and dependence follow a partner's share of all trade, not its size and strength",
           ("off", "on"), "on", "Hirschman 1945"),
    Switch("embargo", "sanctions on trade or finance end cooperation in arms, too", ("off", "on"), "on",
           "Felbermayr et al. 2020"),
    Switch("trade_follows_flag", "there is no partnership in confrontation", ("off", "on"), "on",
           "Pollins 1989; Gowa and Mansfield 1993"),
    Switch("force", "a use of force on record makes the year one of confrontation, except between allies",
           ("off", "on"), "on", "Palmer et al. 2022"),
    Switch("secondary_sanctions", "senders punish closeness to their targets", ("off", "on"), "on",
           "Felbermayr et al. 2020"),
    Switch("sanctions_spare_allies", "partial sanctions leave ordinary relations between allies standing",
           ("off", "on"), "on", "Drezner 1999"),
    Switch("relative_gains", "relative gains do not count, count, or dominate (five times the weight)",
           ("off", "on", "dominant"), "on", "Grieco 1988; Powell 1991"),
    Switch("abrogation", "breaking a commitment has a price", ("off", "on"), "on", "Leeds 2003"),
    Switch("aid", "the stronger side can pay for a step up", ("off", "on"), "on", "Bueno de Mesquita and Smith 2007"),
    Switch("crises", "crises happen", ("off", "on"), "on", "Snyder 1984"),
    Switch("wedge", "challengers try to split supporters from victims", ("off", "on"), "on", "Crawford 2011"),
)
# fmt: on

ASSUMPTION_NAMES = tuple(item.name for item in ASSUMPTIONS)
SWITCH_NAMES = tuple(item.name for item in SWITCHES)

# One tuple of numbers for the compiled rules: first the assumptions, then the index of each switch's setting.
Assumptions = namedtuple("Assumptions", ASSUMPTION_NAMES + SWITCH_NAMES)  # type: ignore[misc]

JOINT, NULL, BEST_REPLY, INDEPENDENT = 0.0, 1.0, 2.0, 3.0
RECORD_IMAGES, BEHAVIOUR_IMAGES, EQUAL_IMAGES = 0.0, 1.0, 2.0


_UNITS = {item.name: item.unit for item in ASSUMPTIONS}


class UnknownAssumption(ValueError):
    """An assumption or switch that does not exist, or a setting that it does not have."""


def make_assumptions(**overrides: float | str) -> Assumptions:
    """Return the package's assumptions and switches with some of them replaced.

    Parameters
    ----------
    **overrides : float or str
        An assumption's value (leaving the plausible range is allowed, that is what experiments are for; leaving
        its domain is not) or a switch's setting (one of its choices).

    Raises
    ------
    UnknownAssumption
        The name is unknown (the nearest valid name is given), or the value is no setting.
    ImpossibleValue
        The value is none for which the rules say anything, see `domains`.
    """
    values: dict[str, float] = {item.name: item.default for item in ASSUMPTIONS}
    values |= {item.name: float(item.choices.index(item.default)) for item in SWITCHES}
    choices = {item.name: item.choices for item in SWITCHES}
    for name, value in overrides.items():
        if name not in values:
            near = difflib.get_close_matches(name, values, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise UnknownAssumption(f"unknown assumption or switch {name!r}{hint}")
        if name in choices:
            if value not in choices[name]:
                allowed = ", ".join(choices[name])
                raise UnknownAssumption(f"switch {name!r}: found {value!r}, allowed: {allowed}")
            values[name] = float(choices[name].index(str(value)))
        else:
            check_value(name, _UNITS[name], value)  # type: ignore[arg-type]
            values[name] = float(value)
    check_weights(values["autonomy_weight"], values["development_weight"])
    return Assumptions(**values)
