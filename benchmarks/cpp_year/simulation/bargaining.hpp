// Stage 3, bargain: each state weighs nine joint moves; each pair draws one; simulation/bargaining.py.
#pragma once

#include <utility>

#include "simulation/draws.hpp"
#include "simulation/weighing.hpp"
#include "simulation/world.hpp"
#include "theory/choice.hpp"
#include "theory/power.hpp"

namespace realpolitik {

constexpr double impossible = -9.0;

inline bool is_pinned(int i, int j, int move, const World& world) {
    return (security_step(move) != 0 && world.security_pinned[i][j] > 0.5) ||
           (economic_step(move) != 0 && world.economic_pinned[i][j] > 0.5);
}

inline bool can_move(double economic_rung, double security_rung, int i, int j, int move, const World& world) {
    if (move == stay) return true;
    return !is_pinned(i, j, move, world) &&
           is_possible(economic_rung + economic_step(move), security_rung + security_step(move));
}

inline bool both_pinned(int i, int j, const World& world) {
    return world.security_pinned[i][j] > 0.5 && world.economic_pinned[i][j] > 0.5;
}

inline bool same_commitment(double rung, double other_rung) {
    return rung == other_rung || max(rung, other_rung) < 1.5;
}

template <typename Table>
inline void set_both(Table& table, int i, int j, double value) {
    table[i][j] = value;
    table[j][i] = value;
}

inline void decide(int i, World& world, const Inputs& inputs, const Assumptions& assumed) {
    weigh_worth(i, world, inputs, assumed);
    read_surroundings(i, world);
    recall_threats(i, world);
    const double now = weigh(i, weigh_security(i, world, inputs, assumed), world, inputs, assumed);
    for (int j = 0; j < states; ++j) {
        for (int move = 0; move < moves; ++move) world.gains[i][j][move] = impossible;
        if (j == i || both_pinned(i, j, world)) continue;
        const double security_rung = world.security[i][j];
        const double economic_rung = world.economic[i][j];
        for (int security_move = 0; security_move < 3; ++security_move) {
            const int first = 3 * security_move;
            bool any = false;
            for (int move = first; move < first + 3; ++move) {
                any |= move != stay && can_move(economic_rung, security_rung, i, j, move, world);
            }
            if (!any) continue;
            const double rung = security_rung + security_move - 1.0;
            set_both(world.security, i, j, rung);
            if (same_commitment(security_rung, rung)) {
                recall_threats(i, world);
            } else {
                read_threats(i, world, inputs, assumed);
            }
            const double security = weigh_security(i, world, inputs, assumed);
            for (int move = first; move < first + 3; ++move) {
                if (move == stay || !can_move(economic_rung, security_rung, i, j, move, world)) continue;
                set_both(world.economic, i, j, economic_rung + economic_step(move));
                world.gains[i][j][move] = weigh(i, security, world, inputs, assumed) - now;
            }
            set_both(world.security, i, j, security_rung);
            set_both(world.economic, i, j, economic_rung);
        }
        world.gains[i][j][stay] = 0.0;
    }
}

inline double outside_of(int i, int j, const World& world, double rationality) {
    double best = 0.0;
    for (int k = 0; k < states; ++k) {
        if (k == i || k == j) continue;
        for (int move = stay + 1; move < moves; ++move) {
            if (economic_step(move) < 0) continue;
            const double accepted = acceptance(world.gains[k][i][move], rationality);
            best = max(best, outside_option(accepted, world.gains[i][k][move]));
        }
    }
    return best;
}

inline int draw_from(const double (&weights)[moves], double number) {
    double total = 0.0;
    for (int option = 0; option < moves; ++option) total += weights[option];
    const double target = number * total;
    double reached = 0.0;
    int last = -1;
    for (int option = 0; option < moves; ++option) {
        reached += weights[option];
        if (!(weights[option] > 0.0)) continue;
        if (target < reached) return option;
        last = option;
    }
    return last;  // rounding left the target a hair above the sum
}

// possible[m]: 1 for a move that exists, 0 for one off a ladder (it leaves the pair where it is), -1 on a pinned one.
inline void logit_chances(const double (&worths)[moves], const int (&possible)[moves], double rationality,
                          double (&chances)[moves]) {
    double best = worths[stay];
    for (int move = 0; move < moves; ++move) {
        if (possible[move] > 0) best = max(best, worths[move]);
    }
    const double weight_of_stay = logit_weight(worths[stay], best, rationality);
    double total = 0.0, staying = 0.0;
    for (int move = 0; move < moves; ++move) {
        chances[move] = 0.0;
        if (move == stay || possible[move] == 0) {
            staying += weight_of_stay;
        } else if (possible[move] > 0) {
            chances[move] = logit_weight(worths[move], best, rationality);
            total += chances[move];
        }
    }
    chances[stay] = staying;
    total += staying;
    for (int move = 0; move < moves; ++move) chances[move] /= total;
}

inline double breaking_with(int i, int j, int move, const World& world, const Assumptions& assumed) {
    const double rung = world.security[i][j];
    const double before = commitment(rung, assumed.cooperation_commitment);
    const double after = commitment(rung + security_step(move), assumed.cooperation_commitment);
    return price_of_breaking(before, after, assumed.abrogation_cost);
}

// Draw the joint move of the free ladders of the pair i < j.
inline void choose(int i, int j, World& world, const Inputs& inputs, const Moment& moment, const Assumptions& assumed) {
    int patron = i, client = j;
    if (inputs.capability[j] > inputs.capability[i]) std::swap(patron, client);
    const double outside = outside_of(client, patron, world, assumed.rationality);
    double worths[moves], offers[moves], chances[moves];
    int possible[moves];
    for (int move = 0; move < moves; ++move) {
        possible[move] = is_pinned(i, j, move, world) ? -1
                         : can_move(world.economic[i][j], world.security[i][j], i, j, move, world) ? 1 : 0;
        const double of_patron = world.gains[patron][client][move];
        double of_client = world.gains[client][patron][move];
        double paid = 0.0, forfeited = 0.0;
        if (possible[move] > 0) {
            if (steps_up(move)) {
                of_client -= outside;
                paid = aid(of_patron, of_client, assumed.client_share, assumed.aid_limit);
            } else if (move != stay) {
                forfeited = forfeited_aid(of_patron, of_client, assumed.client_share, assumed.aid_limit);
            }
        }
        offers[move] = paid;
        worths[move] = joint_worth(of_patron - paid + forfeited, of_client + paid - forfeited, move,
                                   assumed.status_quo_bias, breaking_with(i, j, move, world, assumed));
    }
    logit_chances(worths, possible, assumed.rationality, chances);
    // the pair has one draw, whatever the order of its states
    const double number =
        uniform(moment, bargain, min(world.keys[i], world.keys[j]), max(world.keys[i], world.keys[j]));
    const int move = draw_from(chances, number);
    double expected = 0.0;
    for (int option = 0; option < moves; ++option) expected += chances[option] * offers[option];
    world.aid_expected[patron][client] = expected;
    set_both(world.next_security, i, j, world.security[i][j] + security_step(move));
    set_both(world.next_economic, i, j, world.economic[i][j] + economic_step(move));
    if (security_step(move) < 0 && economic_step(move) <= 0 && world.security[i][j] > 1.5) {
        // a pure step down is unilateral: the side that gains more from it broke the tie
        if (world.gains[i][j][move] > world.gains[j][i][move]) {
            world.stepped_down[j][i] = 1.0;
        } else {
            world.stepped_down[i][j] = 1.0;
        }
    }
}

inline void settle(int i, int j, World& world, const Inputs& inputs, const Moment& moment, const Assumptions& assumed) {
    if (!both_pinned(i, j, world)) choose(i, j, world, inputs, moment, assumed);
    const double security_event = inputs.security_event[i][j];
    const double economic_event = inputs.economic_event[i][j];
    if (security_event >= 0.0) {
        if (security_event < world.security[i][j] && world.security[i][j] > 1.5) {
            const int by = static_cast<int>(inputs.security_event_by[i][j]);
            if (by == i) world.stepped_down[j][i] = 1.0;
            if (by == j) world.stepped_down[i][j] = 1.0;
        }
        set_both(world.next_security, i, j, security_event);
    }
    if (economic_event >= 0.0) set_both(world.next_economic, i, j, economic_event);
    // an event on one ladder and a move on the other may meet: a pact cannot stand beside sanctions
    if (world.next_economic[i][j] < 0.5 && world.next_security[i][j] > 2.5) set_both(world.next_security, i, j, 2.0);
}

inline bool commitments_change(const World& world) {
    for (int i = 0; i < states; ++i) {
        for (int j = i + 1; j < states; ++j) {
            if (!same_commitment(world.security[i][j], world.next_security[i][j])) return true;
        }
    }
    return false;
}

inline void apply_moves(World& world) {
    for (int i = 0; i < states; ++i) {
        for (int j = 0; j < states; ++j) {
            if (i == j) continue;
            world.security[i][j] = world.next_security[i][j];
            world.economic[i][j] = world.next_economic[i][j];
        }
    }
}

}  // namespace realpolitik
