"""Weighing: what the present configuration of ties comes to for one state, as it sees the world."""

from benchmarks.plain_mesa import rules


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
            gap = rules.asymmetry(seen[state], seen[partner])
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


def security_of(state):
    """Return a state's security interest, and the threats to it on which it rests."""
    p = state.model.assumptions
    threats = {other: threat_to(state, other) for other in state.others}
    dangers = []
    for other, threat in threats.items():
        factor = rules.relation_factor(
            state.ties[other].security, state.trust.get(other, 0.0), p.confrontation_danger, p.embrace_relief,
            p.cooperation_commitment,
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
    return rules.security_interest(max(dangers), mean, p.greatest_threat_share, cost), threats


def worth_of(state, client):
    """Return what influence over another state is worth: more near a great power that is seen as hostile."""
    p = state.model.assumptions
    weaker_by = rules.asymmetry(state.capability_seen[client], state.capability_seen[state])
    worth = rules.worth_as_client(client.value, 0.0, 0.0, weaker_by, p.worth_base, p.worth_nearness)
    for rival in state.others:
        if rival is not client and rival.great:
            worth = max(worth, rules.worth_as_client(
                client.value, rival.nearness[client], state.intent_seen[rival], weaker_by, p.worth_base,
                p.worth_nearness,
            ))  # fmt: skip
    return worth


def dependence_of(client, patron, seen, p):
    """Return the dependence of one state on another, with capabilities as somebody sees them."""
    tie = client.ties[patron]
    return rules.dependence(
        rules.asymmetry(seen[client], seen[patron]), tie.economic, tie.security, p.economic_dependence_share,
        p.cooperation_commitment,
    )  # fmt: skip


def autonomy_of(state, threats):
    """Return a state's autonomy interest: dependence, influence, denial, resistance, coercion."""
    p = state.model.assumptions
    seen = state.capability_seen
    rival_threat = max((threats[other] for other in state.others if other.great), default=0.0)
    dependences = {partner: dependence_of(state, partner, seen, p) for partner in state.partners}
    in_all = sum(dependences.values())
    balance = 0.0
    for partner in state.partners:
        tie = state.ties[partner]
        worth = state.worths[partner]
        balance -= rules.autonomy_lost_to_dependence(dependences[partner], in_all, p.diversification_relief)
        balance += rules.influence(worth, dependence_of(partner, state, seen, p), p.rivalry_premium, rival_threat)
        balance += p.resistance_gain * rules.resistance(state.intent_seen[partner], tie.security)
        presence = rules.closeness(tie.economic, tie.security, p.cooperation_commitment)
        for rival in state.partners:
            if rival is not partner and rival.great:
                balance -= p.denial_weight * rules.denial(
                    worth, state.intent_seen[rival], dependence_of(partner, rival, seen, p), presence
                )
    coerced = 0.0
    for other in state.others:
        tie = state.ties[other]
        coerced = max(coerced, rules.coercion(
            state.intent_seen[other], other.reach[state], rules.asymmetry(seen[state], seen[other]), tie.security,
            tie.economic,
        ))  # fmt: skip
    return balance / max(1, len(state.partners)) - p.coercion_cost * coerced


def market_of(state, partner):
    """Return what a state gains from another's market."""
    p = state.model.assumptions
    tie = state.ties[partner]
    return rules.market_gain(
        tie.economic, state.economy, partner.economy, p.ordinary_trade, p.sanction_loss * tie.severity
    )  # fmt: skip


def development_of(state):
    """Return a state's development interest: markets, arms, secondary sanctions, relative gains."""
    p = state.model.assumptions
    seen = state.capability_seen
    balance = 0.0
    for partner in state.partners:
        security = state.ties[partner].security
        own = market_of(state, partner)
        balance += own
        balance += rules.technology(security, rules.asymmetry(seen[state], seen[partner]), p.technology_gain)
        feared = max((partner.threat[other] for other in partner.others if other is not state), default=0.0)
        balance += rules.arms_sales(security, rules.asymmetry(seen[partner], seen[state]), feared, p.arms_market)
        balance -= p.relative_gains_weight * rules.relative_gains(
            state.intent_seen[partner], market_of(partner, state), own
        )
        for target in state.partners:
            if target is not partner:
                tie = state.ties[target]
                balance -= rules.secondary_sanctions(
                    own, partner.ties[target].economic, tie.economic, tie.security, p.secondary_sanctions_loss
                )
    return balance / max(1, len(state.partners))


def identity_of(state, threats):
    """Return the pull of identity over all ties."""
    p = state.model.assumptions
    greatest = max(threats.values(), default=0.0)
    pull = 0.0
    for partner in state.partners:
        near = rules.closeness(state.ties[partner].economic, state.ties[partner].security, p.cooperation_commitment)
        pull += rules.pull_of_identity(near, state.intensity, state.affinity[partner], p.identity_yield, greatest)
    return pull / max(1, len(state.partners))


def aims_of(state):
    """Return the cost of clashing aims over all ties."""
    p = state.model.assumptions
    cost = 0.0
    for partner in state.partners:
        near = rules.closeness(state.ties[partner].economic, state.ties[partner].security, p.cooperation_commitment)
        cost += rules.clash_of_aims(near, state.clash[partner])
    return -p.aims_weight * cost / max(1, len(state.partners))


def interests_of(state, security, threats):
    """Return the parts of a state's utility, given its security interest and the threats behind it."""
    return {
        "security": security,
        "autonomy": autonomy_of(state, threats),
        "development": development_of(state),
        "identity": identity_of(state, threats),
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
