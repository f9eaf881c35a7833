"""The agents: actors, of which some only threaten and some, the states, perceive, decide, stand by and learn."""

import math

import mesa

from benchmarks.plain_mesa import rules, weighing

UNPROFILED_INTENSITY = 0.5


class Actor(mesa.Agent):
    """Whoever has power: a deciding state or a bystander.

    Attributes
    ----------
    ties : dict of Actor to Tie
        Where it stands with each other actor.
    reach : dict of Actor to float
        Share of its strength that it brings to bear on each other actor.
    """

    intensity = 0.0  # a bystander has no ideology to spread

    def __init__(self, model, row, name):
        super().__init__(model)
        self.row = row
        self.name = name
        self.ties = {}
        self.reach = {}
        self.nearness = {}
        self.great = False

    @property
    def others(self):
        return self.ties.keys()

    def read_power(self, year):
        self.capability = year.capability[self.row]
        self.economy = year.economy[self.row]

    def read_place(self, year):
        """Read how far the actor reaches, how near it is to possible clients, and whether it is a great power."""
        p = self.model.assumptions
        self.great = rules.is_great(self.capability, max(year.capability))
        scale = p.global_projection_scale_km if year.global_reach[self.row] else p.projection_scale_km
        for other in self.others:
            distance = year.distance_km[self.row][other.row]
            self.reach[other] = rules.projection(distance, scale)
            self.nearness[other] = rules.projection(distance, p.nearness_scale_km)


class Bystander(Actor):
    """An actor that threatens and decides nothing."""


class State(Actor):
    """A state: weighs security, autonomy and development, and chooses with each other state where to stand."""

    def __init__(self, model, row, name):
        super().__init__(model, row, name)
        self.intent = {}  # hostile intent attributed to each actor
        self.intent_error = {}
        self.capability_error = {}
        self.intent_seen = {}
        self.capability_seen = {}
        self.gap = {}  # how much stronger it sees the second actor than the first
        self.threat = {}
        self.trust = {}  # trust in each partner
        self.baseline = {}  # trust without a record
        self.affinity = {}
        self.worths = {}  # what influence over each partner is worth
        self.gains = {}  # of each partner and joint move
        self.interests = {}

    @property
    def partners(self):
        """The other states."""
        return self.trust.keys()

    def begin(self, year):
        """Take up trust and images before the first year."""
        for partner in self.model.states:
            if partner is not self:
                self.trust[partner] = 0.0
        self.read_elite(year)
        self.trust = dict(self.baseline)
        for other in self.others:
            self.intent_error[other] = 0.0
            self.capability_error[other] = 0.0
            self.threat[other] = 0.0
            image, pinned = year.image_given[self.row][other.row], year.intent_given[self.row][other.row]
            self.intent[other] = self.recorded_intent(other, year) if image < 0 else image
            if pinned >= 0:
                self.intent[other] = pinned

    def read_elite(self, year):
        """Read the weights and affinities of those in office, and whom they trust without a record."""
        p = self.model.assumptions
        self.risk = year.risk_given[self.row]
        self.value = year.value[self.row]
        self.weights = year.weights_given[self.row]
        if self.weights[0] < 0:
            self.weights = [1 - p.autonomy_weight - p.development_weight, p.autonomy_weight, p.development_weight]
        self.intensity = year.intensity_given[self.row]
        if self.intensity < 0:
            self.intensity = UNPROFILED_INTENSITY
        for partner in self.partners:
            affinity = year.identity_given[self.row][partner.row]
            if affinity < -1:
                affinity = rules.affinity_from_votes(
                    year.identity_distance[self.row][partner.row], p.identity_scale
                )  # fmt: skip
            self.affinity[partner] = affinity
            trust = year.trust_given[self.row][partner.row]
            if trust < 0:
                trust = rules.baseline_trust(affinity, p.trust_baseline, p.trust_identity_gap)
            self.baseline[partner] = trust

    def recorded_intent(self, other, year):
        p = self.model.assumptions
        suspected = rules.suspected_intent(self.affinity.get(other, 0.0), p.peaceful_intent, p.outlook_intent)
        return rules.recorded_intent(
            year.rivalry[self.row][other.row], year.dispute[self.row][other.row],
            suspected, p.rivalry_intent, p.dispute_intent,
        )  # fmt: skip

    def open_year(self, year):
        """Mix in the images of a new elite and clear what happened last year."""
        self.read_elite(year)
        self.penetration = {other: year.penetration[self.row][other.row] for other in self.others}
        self.clash = {partner: year.clash[self.row][partner.row] for partner in self.partners}
        scale = self.model.assumptions.trade_distance_km
        self.within_reach = {
            partner: rules.market_within_reach(partner.economy, year.distance_km[self.row][partner.row], scale)
            for partner in self.partners
        }
        in_all = self.economy + sum(self.within_reach.values())
        self.markets = {
            partner: rules.share_of_trade(reached, in_all) for partner, reached in self.within_reach.items()
        }
        self.challenger = None
        self.support = {}  # partner -> whether it stood by, if asked
        self.wedged = set()  # partners that the challenger split away
        self.stepped_down = set()  # partners that broke a tie alone
        self.aid = {}
        self.held = {partner for partner in self.partners if self.ties[partner].is_held}
        for other in self.others:
            image, pinned = year.image_given[self.row][other.row], year.intent_given[self.row][other.row]
            if image >= 0 and year.regime_change[self.row]:
                self.intent[other] = rules.mixed_image(self.intent[other], image, self.model.assumptions.image_mixing)
            if pinned >= 0:
                self.intent[other] = pinned

    def perceive(self):
        """See every other actor with errors that persist from year to year, and judge the threats."""
        p = self.model.assumptions
        fresh = math.sqrt(1 - p.error_persistence**2)
        self.capability_seen[self] = self.capability
        for other in self.others:
            self.intent_error[other] = (
                p.error_persistence * self.intent_error[other] + fresh * self.rng.standard_normal()
            )  # fmt: skip
            self.capability_error[other] = (
                p.error_persistence * self.capability_error[other] + fresh * self.rng.standard_normal()
            )
            self.intent_seen[other] = rules.perceived_share(
                self.intent[other], math.exp(p.intent_error_sd * self.intent_error[other])
            )
            self.capability_seen[other] = other.capability * math.exp(
                p.capability_error_sd * self.capability_error[other]
            )
        seen = self.capability_seen
        self.gap = {one: {other: rules.asymmetry(seen[one], seen[other]) for other in seen} for one in seen}
        self.assess()

    def assess(self):
        """Judge the threats in the present configuration."""
        self.threat = weighing.threats_to(self)

    def decide(self):
        """Weigh what each joint move with each partner would bring, on last year's configuration."""
        self.worths = {partner: weighing.worth_of(self, partner) for partner in self.partners}
        outlook = weighing.outlook_of(self, self.threat)
        now = weighing.utility_of(self, weighing.interests_of(self, outlook))
        self.gains = {partner: self.gains_with(partner, outlook, now) for partner in self.partners}

    def gains_with(self, partner, outlook_now, now):
        """Return the gain over staying of each joint move that the pair can make."""
        tie = self.ties[partner]
        if tie.is_fixed:
            return {}
        present = tie.security, tie.economic
        gains = {}
        for security_step in (-1, 0, 1):
            moves = [(security_step, step) for step in (-1, 0, 1) if tie.can_move((security_step, step))]
            if not moves:
                continue
            tie.security = present[0] + security_step
            outlook = outlook_now
            if security_step:  # the economic ladder alone moves no threat
                outlook = weighing.outlook_of(self, weighing.threats_to(self))
            for move in moves:
                tie.economic = present[1] + move[1]
                gains[move] = weighing.utility_of(self, weighing.interests_of(self, outlook)) - now
            tie.security, tie.economic = present
        gains[rules.STAY] = 0.0
        return gains

    def face_challenge(self, year):
        """Let the greatest threatener that is no partner open a crisis, or a dated one happen."""
        p = self.model.assumptions
        enemies = [other for other in self.others if self.ties[other].security < 2]
        greatest = max(enemies, key=self.threat.get, default=None)
        threat = self.threat[greatest] if greatest else 0.0
        if self.rng.random() < rules.crisis_probability(threat, p.crisis_rate):
            self.challenger = greatest
        dated = year.crisis_event[self.row]
        if dated >= 0:
            self.challenger = self.model.actors[int(dated)]

    def call_on_partners(self):
        """Ask each partner to stand by; the challenger may split one away by an offer of trade."""
        if self.challenger is None:
            return
        p = self.model.assumptions
        for partner in self.partners:
            if partner is self.challenger or self.ties[partner].security < 2:
                continue
            worth = weighing.worth_of_support(partner, self, self.challenger)
            wedge = self.challenger in partner.partners and rules.wedge_applies(
                partner.ties[self.challenger].economic,
                partner.ties[self.challenger].security,
                self.ties[partner].security,
            )
            wedge = wedge and not partner.ties[self.challenger].economic_pinned
            if wedge:
                worth -= p.wedge_offer
            self.support[partner] = bool(self.rng.random() < rules.logistic(p.rationality * worth))
            if wedge and not self.support[partner]:
                self.wedged.add(partner)

    def split(self):
        """Lose the partners that were split away: they trade more with the challenger and step down here."""
        for partner in self.wedged:
            offered = partner.ties[self.challenger]
            offered.economic = max(
                offered.economic, min(rules.highest_in_trade(offered.security), offered.economic + 1)
            )
            tie = self.ties[partner]
            if not tie.security_pinned:
                tie.security = max(1, tie.security - 1)

    def learn(self, year):
        """Update trust in each partner and the image of each actor by what they did."""
        p = self.model.assumptions
        for partner in self.partners:
            stood_by = self.support.get(partner)
            broken = partner in self.stepped_down or stood_by is False
            kept = 0.0
            if partner in self.held:
                kept = rules.commitment(self.ties[partner].security, p.cooperation_commitment)
            if stood_by:
                kept = 1.0
            if broken:
                kept = 0.0
            self.trust[partner] = rules.learned_trust(
                self.trust[partner], self.baseline[partner], kept, broken, p.trust_gain, p.trust_loss, p.trust_reversion
            )
        for other in self.others:
            learning = p.intent_learning if isinstance(other, State) else 0.0
            intent = rules.learned_intent(
                self.intent[other], rules.intent_shown(self.ties[other].security), learning,
                self.recorded_intent(other, year), p.record_pull,
            )  # fmt: skip
            if other is self.challenger:
                intent += p.crisis_alarm * (1 - intent)
            self.intent[other] = rules.clip(intent, 0, 1)

    def account(self):
        """Draw the balance of interests at the end of the year. Nothing in a run depends on it."""
        outlook = weighing.outlook_of(self, weighing.threats_to(self))
        self.interests = weighing.interests_of(self, outlook)
