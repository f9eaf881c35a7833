"""Weighing: what the present configuration of ties comes to for one state, as it sees the world."""

from typing import NamedTuple

from benchmarks.plain_mesa import rules


class Outlook(NamedTuple):
    """What a state has to fear in a configuration: its security, and the largest threats that it rests on."""

    security: float
    greatest_threat: float
    greatest_threat_of_great: float


def force_against(state, other):
    """Return the force that a state expects from another actor and its partners."""
    p = state.model.assumptions
    seen = state.capability_seen
    force = other.reach[state] * seen[other]
    for ally in other.others:
        if ally is not state and state.ties[ally].security < 2:
            pledge = rules.commitment(other.ties[ally].security, p.cooperation_commitment)
            force += pledge * state.intent_seen[ally] * ally.reach[state] * seen[ally]
    return force


def defence_against(state, other):
    """Return what a state sets against another actor: its own strength, armed, and the partners it trusts."""
    p = state.model.assumptions
    seen = state.capability_seen
    defence = seen[state]
    for partner in state.partners:
        if partner is not other:
            gap = state.gap[state][partner]
            security = state.ties[partner].security
            defence = max(defence, rules.armed_strength(seen[state], gap, security, p.arms_boost))
    for partner in state.partners:
        if partner is not other:
            pledge = rules.commitment(state.ties[partner].security, p.cooperation_commitment)
            loyalty = 1 - rules.commitment(partner.ties[other].security, p.cooperation_commitment)
            defence += pledge * state.trust[partner] * partner.reach[state] * seen[partner] * loyalty
    return defence


def threat_to(state, other):
    """Return the threat from another actor as a state sees it."""
    p = state.model.assumptions
    share = rules.contest(force_against(state, other), defence_against(state, other), p.contest_exponent)
    return rules.threat(
        state.intent_seen[other], share, other.intensity, state.penetration[other], p.subversion_weight
    )  # fmt: skip


def threats_to(state):
    """Return the threats to a state in the present configuration."""
    return {other: threat_to(state, other) for other in state.others}


def outlook_of(state, threats):
    """Return a state's outlook under the threats of the present configuration."""
    p = state.model.assumptions
    dangers = []
    for other, threat in threats.items():
        factor = rules.relation_factor(
            state.ties[other].security, state.trust.get(other, 0.0), p.confrontation_danger, p.embrace_relief,
            p.tethering, p.cooperation_commitment,
        )  # fmt: skip
        dangers.append(rules.danger(threat, factor, p.confrontation_danger))
    burden = 0.0
    for partner in state.partners:
        security = state.ties[partner].security
        if security >= 2:
            extra = max(
                (partner.threat[other] - threats[other] for other in state.others if other is not partner), default=0.0
            )
            burden += rules.entrapment(security, max(0.0, extra), p.cooperation_commitment, p.entrapment_convexity)
    cost = p.entrapment_cost * (1 - state.risk) * burden / max(1, len(state.partners))
    mean = sum(dangers) / max(1, len(dangers))
    return Outlook(
        rules.security_interest(max(dangers), mean, p.greatest_threat_share, cost),
        max(threats.values()),
        max((threat for other, threat in threats.items() if other.great), default=0.0),
    )


def strain_on(state):
    """Return the strain of the triangles in which a state has two ties and there is a confrontation."""
    strain = 0.0
    for partner in state.partners:
        tie = rules.camp(state.ties[partner].economic, state.ties[partner].security)
        if tie > 0:
            for third in state.partners:
                if third is not partner:
                    own, theirs = state.ties[third], partner.ties[third]
                    # a state between two enemies meets them twice here
                    between, against = 0.5 * (theirs.security == 0), own.security == 0
                    strain += rules.divided_loyalty(tie, rules.camp(own.economic, own.security), between)
                    strain += rules.divided_loyalty(tie, rules.camp(theirs.economic, theirs.security), against)
    return strain


def worth_of(state, client):
    """Return what influence over another state is worth: more near a great power that is seen as hostile."""
    p = state.model.assumptions
    weaker_by = state.gap[client][state]
    worth = rules.worth_as_client(
        client.value, 0.0, 0.0, state.nearness[client], weaker_by, p.worth_base, p.worth_nearness, p.worth_glacis
    )
    for rival in state.others:
        if rival is not client and rival.great:
            worth = max(worth, rules.worth_as_client(
                client.value, rival.nearness[client], state.intent_seen[rival], state.nearness[client], weaker_by,
                p.worth_base, p.worth_nearness, p.worth_glacis,
            ))  # fmt: skip
    return worth


def trade_of(state, partner):
    """Return the trade of a state with a partner on their present rung."""
    return rules.trade_on_rung(state.ties[partner].economic, state.within_reach[partner])


def trade_in_all(state):
    """Return all trade of a state, its own market included."""
    return state.economy + sum(trade_of(state, partner) for partner in state.partners)


def dependence_of(client, patron, seer, trade, p):
    """Return the dependence of one state on another, as a state sees it; `trade` is all that each state trades."""
    return rules.dependence(
        seer.gap[client][patron], rules.share_of_trade(trade_of(client, patron), trade[client]),
        client.ties[patron].security, p.economic_dependence_share, p.cooperation_commitment,
    )  # fmt: skip


def autonomy_of(state, outlook):
    """Return a state's autonomy interest: dependence, influence, denial, resistance, coercion."""
    p = state.model.assumptions
    trade = {each: trade_in_all(each) for each in (state, *state.partners)}
    dependences = {partner: dependence_of(state, partner, state, trade, p) for partner in state.partners}
    in_all = sum(dependences.values())
    balance = 0.0
    for partner in state.partners:
        tie = state.ties[partner]
        worth = state.worths[partner]
        balance -= rules.autonomy_lost_to_dependence(dependences[partner], in_all, p.diversification_relief)
        pledged = max(
            (
                rules.camp(partner.ties[enemy].economic, partner.ties[enemy].security)
                for enemy in state.partners
                if enemy is not partner and state.ties[enemy].security == 0
            ),
            default=0.0,
        )
        balance += rules.influence(
            worth, dependence_of(partner, state, state, trade, p), p.rivalry_premium, outlook.greatest_threat_of_great,
            pledged,
        )  # fmt: skip
        balance += p.resistance_gain * rules.resistance(
            state.intent_seen[partner], state.gap[state][partner], tie.security
        )
        presence = rules.closeness(tie.economic, tie.security, p.cooperation_commitment)
        for rival in state.partners:
            if rival is not partner and rival.great:
                balance -= p.denial_weight * rules.denial(
                    worth, state.intent_seen[rival], dependence_of(partner, rival, state, trade, p), presence, pledged
                )
    coerced = 0.0
    for other in state.others:
        tie = state.ties[other]
        coerced = rules.coercion_of_both(coerced, rules.coercion(
            state.intent_seen[other], other.reach[state], state.gap[state][other], tie.security,
            tie.economic,
        ))  # fmt: skip
    return balance / max(1, len(state.partners)) - p.coercion_cost * coerced


def market_of(state, partner):
    """Return what a state gains from another's market."""
    p = state.model.assumptions
    tie = state.ties[partner]
    return rules.market_gain(
        tie.economic, state.markets[partner], p.ordinary_trade, p.sanction_loss * tie.severity
    )  # fmt: skip


def development_of(state):
    """Return a state's development interest: markets, arms, secondary sanctions, relative gains."""
    p = state.model.assumptions
    balance, supplied = 0.0, 0.0
    for partner in state.partners:
        security = state.ties[partner].security
        own = market_of(state, partner)
        balance += own
        balance -= rules.arms_kept_ready(security, p.confrontation_cost)
        supplied = max(supplied, rules.technology(security, state.gap[state][partner], p.technology_gain))
        feared = max((partner.threat[other] for other in partner.others if other is not state), default=0.0)
        balance += rules.arms_sales(security, state.gap[partner][state], feared, p.arms_market)
        balance -= p.relative_gains_weight * rules.relative_gains(
            state.intent_seen[partner], market_of(partner, state), own
        )
        for target in state.partners:
            if target is not partner:
                tie = state.ties[target]
                balance -= rules.secondary_sanctions(
                    own, partner.ties[target].economic, tie.economic, tie.security, p.secondary_sanctions_loss
                )
    return (balance + supplied) / max(1, len(state.partners))


def identity_of(state, outlook):
    """Return the pull of identity over all ties."""
    p = state.model.assumptions
    pull = 0.0
    for partner in state.partners:
        near = rules.closeness(state.ties[partner].economic, state.ties[partner].security, p.cooperation_commitment)
        pull += rules.pull_of_identity(
            near, state.intensity, state.affinity[partner], p.identity_yield, outlook.greatest_threat
        )
    return p.identity_intensity * pull / max(1, len(state.partners))


def aims_of(state):
    """Return the cost of clashing aims over all ties."""
    p = state.model.assumptions
    cost = 0.0
    for partner in state.partners:
        near = rules.closeness(state.ties[partner].economic, state.ties[partner].security, p.cooperation_commitment)
        cost += rules.clash_of_aims(near, state.clash[partner])
    return -p.aims_weight * cost / max(1, len(state.partners))


def interests_of(state, outlook):
    """Return the parts of a state's utility in the present configuration, given its outlook."""
    strain = state.model.assumptions.divided_loyalty_cost * strain_on(state)
    return {
        "security": outlook.security - strain / max(1, len(state.partners)),
        "autonomy": autonomy_of(state, outlook),
        "development": development_of(state),
        "identity": identity_of(state, outlook),
        "aims": aims_of(state),
    }


def utility_of(state, interests):
    """Return the national interest: the parts as the elite in office weighs them."""
    security, autonomy, development = state.weights
    return (
        security * interests["security"]
        + autonomy * interests["autonomy"]
        + development * interests["development"]
        + interests["identity"]
        + interests["aims"]
    )


def worth_of_support(supporter, victim, challenger):
    """Return what standing by a challenged partner is worth to a state."""
    p = supporter.model.assumptions
    tie = supporter.ties[victim]
    security, tie.security = tie.security, 1
    threat_without_help = threat_to(victim, challenger)
    tie.security = security
    seen = supporter.capability_seen
    force = supporter.intent_seen[challenger] * rules.contest(
        challenger.reach[supporter] * seen[challenger], seen[supporter], p.contest_exponent
    )
    market = 0.0
    if challenger in supporter.partners:
        market = p.secondary_sanctions_loss * market_of(supporter, challenger)
    return rules.worth_of_support(
        rules.commitment(security, p.cooperation_commitment), threat_without_help, victim.threat[challenger],
        p.support_stake, p.support_reputation, force, p.facing_cost, market,
    )  # fmt: skip
