"""The tie of a pair: its two ladders, and how two states settle the joint move of a year."""

import math

from benchmarks.plain_mesa import rules

UNRECORDED_SEVERITY = 0.5


class Tie:
    """Where two actors stand with each other.

    Attributes
    ----------
    security, economic : int
        Rungs of the two ladders, 0 to 3 and 0 to 2.
    security_pinned, economic_pinned : bool
        Whether the ladder makes no choice this year, for a pin or an event.
    severity : float
        Severity of the sanctions between the pair, where its economic rung is 0.
    pact_years : int
        Years of the present pact without an unanswered crisis.
    """

    def __init__(self, first, second, year):
        self.first = first
        self.second = second
        self.security = int(year.initial_security[first.row][second.row])
        self.economic = int(year.initial_economic[first.row][second.row])
        self.security_pinned = self.economic_pinned = False
        self.at_blows = False
        self.pact_years = 0
        self.aid_expected = {first: 0.0, second: 0.0}

    def open_year(self, year):
        """Read sanctions and pinned ladders; a tie of arms lapses under sanctions on record."""
        i, j = self.first.row, self.second.row
        recorded = max(year.sanction[i][j], year.sanction[j][i])
        self.severity = recorded or UNRECORDED_SEVERITY
        security_pin, economic_pin = year.security_pin[i][j], year.economic_pin[i][j]
        self.security_pinned, self.economic_pinned = security_pin >= 0, economic_pin >= 0
        if self.security_pinned:
            self.security = int(security_pin)
        self.meet_force(year)
        if self.economic_pinned:
            spared = rules.spares_ally(economic_pin, recorded, self.security)
            self.economic = 1 if spared else int(economic_pin)
        if self.economic == 0 and not self.security_pinned:
            self.security = min(1, self.security)
        if not self.economic_pinned:
            self.economic = min(self.economic, rules.highest_in_trade(self.security))

    def meet_force(self, year):
        """Leave the tie as it is: force between bystanders and states is no matter of ladders."""

    @property
    def is_fixed(self):
        """Whether the pair has nothing to choose this year."""
        return self.security_pinned and self.economic_pinned

    @property
    def class_name(self):
        return rules.class_of(self.economic, self.security)

    @property
    def mutual_trust(self):
        return min(self.first.trust[self.second], self.second.trust[self.first])


class StateTie(Tie):
    """The tie of two states, who bargain over it."""

    def open_year(self, year):
        """Read pins, and the events of the year, which take the place of the ladder's own move."""
        super().open_year(year)
        i, j = self.first.row, self.second.row
        self.security_event, self.economic_event = year.security_event[i][j], year.economic_event[i][j]
        self.security_event_by = year.security_event_by[i][j]
        self.security_pinned = self.security_pinned or self.security_event >= 0
        self.economic_pinned = self.economic_pinned or self.economic_event >= 0
        self.is_held = self.security >= 2 and not self.security_pinned
        self.aid_expected = {self.first: 0.0, self.second: 0.0}
        self.next = self.security, self.economic

    def meet_force(self, year):
        """Confront each other in a year with force on record, unless allied, and return to no tie after it."""
        i, j = self.first.row, self.second.row
        if self.security_pinned or year.security_event[i][j] >= 0:
            self.at_blows = False
        elif year.dispute[i][j] >= rules.FORCE_USED:
            self.security_pinned = True
            if rules.parted_by_force(self.security):
                self.security, self.at_blows = 0, True
        elif self.at_blows:
            self.security, self.at_blows = 1, False

    def is_free(self, move):
        """Whether no pinned ladder moves."""
        security_step, economic_step = move
        return not (security_step and self.security_pinned) and not (economic_step and self.economic_pinned)

    def can_move(self, move):
        """Whether the pair can make the joint move: on the ladders, and no pinned ladder moves."""
        security_step, economic_step = move
        if move == rules.STAY:
            return True
        return self.is_free(move) and rules.is_possible(self.economic + economic_step, self.security + security_step)

    def settle(self, rng):
        """Draw the joint move of the year, or let the dated event happen."""
        if not self.is_fixed:
            self.bargain(rng)
        security, economic = self.next
        if self.security_event >= 0:
            if self.security_event < self.security and self.security >= 2:
                for side, other in ((self.first, self.second), (self.second, self.first)):
                    if side.row == self.security_event_by:
                        other.stepped_down.add(side)
            security = int(self.security_event)
        if self.economic_event >= 0:
            economic = int(self.economic_event)
        if economic == 0:
            security = min(1, security)
        economic = min(economic, rules.highest_in_trade(security))
        self.next = security, economic

    def bargain(self, rng):
        """Draw a joint move: a step up needs both and may be paid for, a pure step down is unilateral."""
        p = self.first.model.assumptions
        patron, client = self.first, self.second
        if client.capability > patron.capability:
            patron, client = client, patron
        pays = patron.capability != client.capability  # of two equals neither is the other's client
        outside = outside_option_of(client, patron) if pays else 0.0
        aid, worths = {}, {}
        for move, gain_of_patron in patron.gains[client].items():
            if move == rules.STAY:
                worths[move] = p.status_quo_bias
                continue
            gain_of_client = client.gains[patron][move]
            step_up = max(move) > 0
            if not pays:
                paid = 0.0
            elif step_up:
                gain_of_client -= outside
                paid = aid[move] = rules.aid(gain_of_patron, gain_of_client, p.client_share, p.aid_limit)
            else:  # a step down ends the aid that keeps the tie
                paid = -rules.forfeited_aid(gain_of_patron, gain_of_client, p.client_share, p.aid_limit)
            worths[move] = rules.joint_worth(
                gain_of_patron - paid, gain_of_client + paid, step_up, self.price_of_breaking(move)
            )
        best = max(worths.values())
        weights = {move: math.exp(p.rationality * (worth - best)) for move, worth in worths.items()}
        # a step off a ladder is staying, so that chance alone drifts nowhere
        weights[rules.STAY] *= 1 + sum(self.is_free(move) and not self.can_move(move) for move in rules.MOVES)
        total = sum(weights.values())
        self.aid_expected[patron] = sum(weights[move] / total * paid for move, paid in aid.items())
        move = pick(weights, rng.random() * total)
        security_step, economic_step = move
        self.next = self.security + security_step, self.economic + economic_step
        if security_step < 0 and economic_step <= 0 and self.security >= 2:
            of_first, of_second = self.first.gains[self.second][move], self.second.gains[self.first][move]
            if of_first >= of_second:
                self.second.stepped_down.add(self.first)
            if of_second >= of_first:
                self.first.stepped_down.add(self.second)

    def price_of_breaking(self, move):
        """Return what it costs a state to make a joint move alone, if it lowers a commitment."""
        p = self.first.model.assumptions
        before = rules.commitment(self.security, p.cooperation_commitment)
        after = rules.commitment(self.security + move[0], p.cooperation_commitment)
        return rules.price_of_breaking(before, after, p.abrogation_cost)

    def apply(self):
        """Move to the new rungs."""
        self.security, self.economic = self.next

    def grow_older(self):
        """Count the years of a pact in which nobody was left alone."""
        unanswered = self.first.support.get(self.second) is False or self.second.support.get(self.first) is False
        self.pact_years = rules.pact_age(self.pact_years, self.security, unanswered)


def outside_option_of(client, patron):
    """Return the best that a client may expect elsewhere instead of a step up with a patron."""
    p = client.model.assumptions
    best = 0.0
    for rival in client.partners:
        if rival is not patron:
            for move, gain in client.gains[rival].items():
                if min(move) >= 0 and move != rules.STAY:
                    accepted = rules.acceptance(rival.gains[client][move], p.rationality)
                    best = max(best, rules.outside_option(accepted, gain))
    return best


def pick(weights, number):
    """Return the option at which the running sum of weights passes a number."""
    reached = 0.0
    for option, weight in weights.items():
        reached += weight
        if number < reached:
            return option
    return max(weights, key=weights.get)
