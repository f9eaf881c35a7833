// Stage 3, bargain: each state weighs nine joint moves; each pair draws one; simulation/bargaining.py.
#pragma once

#include <utility>

#include "simulation/draws.hpp"
#include "simulation/weighing.hpp"
#include "simulation/world.hpp"
#include "theory/choice.hpp"
#include "theory/power.hpp"

namespace realpolitik {

constexpr double impossible = -1e100;

inline bool is_pinned(int i, int j, int move, const Year& year) {
    return (security_step(move) != 0 && year.security_pinned[i][j]) ||
           (economic_step(move) != 0 && year.economic_pinned[i][j]);
}

inline bool both_pinned(int i, int j, const Year& year) {
    return year.security_pinned[i][j] && year.economic_pinned[i][j];
}

template <typename Number>
inline auto is_on_ladders(Number economic_rung, Number security_rung, int move) {
    return is_possible(economic_rung + economic_step(move), security_rung + security_step(move));
}

template <typename Number>
inline auto other_commitment(Number rung, Number other_rung) {
    return (rung != other_rung) & (max(rung, other_rung) > 1.5);
}

template <typename Table, typename Number>
inline void set_both(Table& table, int i, int j, Number value) {
    table[i][j] = value;
    table[j][i] = value;
}

template <typename Number>
inline void decide(int i, World<Number>& world, const Year& year, const Assumptions& assumed) {
    weigh_worth(i, world, year, assumed);
    read_surroundings(i, world, year);
    recall_threats(i, world);
    const Number now = weigh(i, weigh_security(i, world, year, assumed), world, year, assumed);
    for (int j = 0; j < states; ++j) {
        for (int move = 0; move < moves; ++move) world.gains[i][j][move] = impossible;
        if (j == i || both_pinned(i, j, year)) continue;
        const Number security_rung = world.security[i][j];
        const Number economic_rung = world.economic[i][j];
        for (int security_move = 0; security_move < 3; ++security_move) {
            const int first = 3 * security_move;
            bool any = false;
            for (int move = first; move < first + 3; ++move) {
                any |= move != stay && !is_pinned(i, j, move, year) &&
                       in_any_run(is_on_ladders(economic_rung, security_rung, move));
            }
            if (!any) continue;
            const Number rung = security_rung + (security_move - 1.0);
            set_both(world.security, i, j, rung);
            if (in_any_run(other_commitment(security_rung, rung))) {
                read_threats(i, world, year, assumed);
            } else {
                recall_threats(i, world);
            }
            const Number security = weigh_security(i, world, year, assumed);
            for (int move = first; move < first + 3; ++move) {
                if (move == stay || is_pinned(i, j, move, year)) continue;
                const auto can_be_made = is_on_ladders(economic_rung, security_rung, move);
                if (!in_any_run(can_be_made)) continue;
                set_both(world.economic, i, j, economic_rung + economic_step(move));
                const Number gain = weigh(i, security, world, year, assumed) - now;
                world.gains[i][j][move] = where(can_be_made, gain, Number(impossible));
            }
            set_both(world.security, i, j, security_rung);
            set_both(world.economic, i, j, economic_rung);
        }
        world.gains[i][j][stay] = 0.0;
    }
}

template <typename Number>
inline Number outside_of(int i, int j, const World<Number>& world, double rationality) {
    Number best = 0.0;
    for (int k = 0; k < states; ++k) {
        if (k == i || k == j) continue;
        for (int move = stay + 1; move < moves; ++move) {
            if (economic_step(move) < 0) continue;
            if (!in_any_run(world.gains[i][k][move] > 0.0)) continue;
            const Number accepted = acceptance(world.gains[k][i][move], rationality);
            best = max(best, outside_option(accepted, world.gains[i][k][move]));
        }
    }
    return best;
}

// The first option whose chances reach the target; the last that has a chance if rounding left it a hair above.
template <typename Number>
inline Number draw_from(const Number (&weights)[moves], Number number) {
    Number total = 0.0;
    for (int option = 0; option < moves; ++option) total += weights[option];
    const Number target = number * total;
    Number reached = 0.0, drawn = -1.0;
    auto is_drawn = number < 0.0;
    for (int option = 0; option < moves; ++option) {
        reached += weights[option];
        const auto has_chance = weights[option] > 0.0;
        drawn = where(is_drawn, drawn, where(has_chance, Number(option), drawn));
        is_drawn = is_drawn | (has_chance & (target < reached));
    }
    return drawn;
}

// What is held for the option that was drawn.
template <typename Number>
inline Number entry(const Number (&held)[moves], Number drawn) {
    Number found = 0.0;
    for (int option = 0; option < moves; ++option) found = where(drawn == Number(option), held[option], found);
    return found;
}

// A move off a ladder leaves the pair where it is and counts with staying; a pinned one has no chance.
template <typename Number, typename Holds>
inline void logit_chances(const Number (&worths)[moves], const bool (&pinned)[moves], const Holds (&possible)[moves],
                          double rationality, Number (&chances)[moves]) {
    Number best = worths[stay];
    for (int move = 0; move < moves; ++move) {
        if (move != stay && !pinned[move]) best = where(possible[move], max(best, worths[move]), best);
    }
    const Number weight_of_stay = logit_weight(worths[stay], best, rationality);
    Number total = 0.0, staying = 0.0;
    for (int move = 0; move < moves; ++move) {
        chances[move] = 0.0;
        if (move == stay) {
            staying += weight_of_stay;
        } else if (!pinned[move]) {
            staying += where(possible[move], Number(0.0), weight_of_stay);
            if (!in_any_run(possible[move])) continue;
            const Number weight = logit_weight(worths[move], best, rationality);
            chances[move] = where(possible[move], weight, Number(0.0));
            total += chances[move];
        }
    }
    chances[stay] = staying;
    total += staying;
    for (int move = 0; move < moves; ++move) {
        if (!pinned[move]) chances[move] /= total;
    }
}

template <typename Number>
inline Number breaking_with(Number rung, int move, const Assumptions& assumed) {
    const Number before = commitment(rung, assumed.cooperation_commitment);
    const Number after = commitment(rung + security_step(move), assumed.cooperation_commitment);
    return price_of_breaking(before, after, assumed.abrogation_cost);
}

// Draw the joint move of the free ladders of the pair i < j.
template <typename Number>
[[gnu::flatten]] inline void choose(int i, int j, World<Number>& world, const Year& year,
                                    const Moment<Number>& moment, const Assumptions& assumed) {
    using Holds = decltype(Number() > Number());
    int patron = i, client = j;
    if (year.given.capability[j] > year.given.capability[i]) std::swap(patron, client);
    // of two equals neither is the other's client
    const bool pays = year.given.capability[i] != year.given.capability[j];
    const Number outside = pays ? outside_of(client, patron, world, assumed.rationality) : Number(0.0);
    const Number security = world.security[i][j], economic = world.economic[i][j];
    Number worths[moves], offers[moves], chances[moves];
    bool pinned[moves];
    Holds possible[moves];
    for (int move = 0; move < moves; ++move) {
        pinned[move] = is_pinned(i, j, move, year);
        if (pinned[move]) {
            offers[move] = worths[move] = 0.0;
            continue;
        }
        possible[move] = Holds(is_on_ladders(economic, security, move));
        const Number of_patron = world.gains[patron][client][move];
        Number of_client = world.gains[client][patron][move];
        Number paid = 0.0, forfeited = 0.0;
        if (pays && steps_up(move)) {
            of_client -= outside;
            paid = aid(of_patron, of_client, assumed.client_share, assumed.aid_limit);
            paid = where(possible[move], paid, Number(0.0));
        } else if (pays && move != stay) {
            forfeited = forfeited_aid(of_patron, of_client, assumed.client_share, assumed.aid_limit);
        }
        offers[move] = paid;
        worths[move] = joint_worth(of_patron - paid + forfeited, of_client + paid - forfeited, move,
                                   assumed.status_quo_bias, breaking_with(security, move, assumed));
    }
    logit_chances(worths, pinned, possible, assumed.rationality, chances);
    // the pair has one draw, whatever the order of its states
    const Number number =
        uniform(moment, bargain, min(year.keys[i], year.keys[j]), max(year.keys[i], year.keys[j]));
    const Number drawn = draw_from(chances, number);
    Number expected = 0.0, security_drawn = 0.0, economic_drawn = 0.0;
    for (int option = 0; option < moves; ++option) {
        expected += chances[option] * offers[option];
        const auto is_drawn = drawn == Number(option);
        security_drawn = where(is_drawn, Number(security_step(option)), security_drawn);
        economic_drawn = where(is_drawn, Number(economic_step(option)), economic_drawn);
    }
    world.aid_expected[patron][client] = expected;
    set_both(world.next_security, i, j, security + security_drawn);
    set_both(world.next_economic, i, j, economic + economic_drawn);
    // a pure step down is unilateral: the side that gains more from it broke the tie, or both if neither does
    const auto breaks = (security_drawn < 0.0) & (economic_drawn <= 0.0) & (security > 1.5);
    if (!in_any_run(breaks)) return;
    const Number of_i = entry(world.gains[i][j], drawn), of_j = entry(world.gains[j][i], drawn);
    world.stepped_down[j][i] = where(breaks & (of_i >= of_j), Number(1.0), world.stepped_down[j][i]);
    world.stepped_down[i][j] = where(breaks & (of_i <= of_j), Number(1.0), world.stepped_down[i][j]);
}

template <typename Number>
inline void settle(int i, int j, World<Number>& world, const Year& year, const Moment<Number>& moment,
                   const Assumptions& assumed) {
    if (!both_pinned(i, j, year)) choose(i, j, world, year, moment, assumed);
    const double security_event = year.given.security_event[i][j];
    const double economic_event = year.given.economic_event[i][j];
    if (security_event >= 0.0) {
        const auto steps_down = (security_event < world.security[i][j]) & (world.security[i][j] > 1.5);
        const int by = static_cast<int>(year.given.security_event_by[i][j]);
        if (by == i) world.stepped_down[j][i] = where(steps_down, Number(1.0), world.stepped_down[j][i]);
        if (by == j) world.stepped_down[i][j] = where(steps_down, Number(1.0), world.stepped_down[i][j]);
        set_both(world.next_security, i, j, Number(security_event));
    }
    if (economic_event >= 0.0) set_both(world.next_economic, i, j, Number(economic_event));
    // an event on one ladder and a move on the other may meet: sanctions leave no tie of arms standing,
    // confrontation no partnership
    const Number allowed = min(world.next_security[i][j], Number(highest_beside_sanctions));
    set_both(world.next_security, i, j, where(world.next_economic[i][j] < 0.5, allowed, world.next_security[i][j]));
    const Number traded = min(world.next_economic[i][j], Number(highest_in_confrontation));
    set_both(world.next_economic, i, j, where(world.next_security[i][j] < 0.5, traded, world.next_economic[i][j]));
}

template <typename Number>
inline bool commitments_change(const World<Number>& world) {
    for (int i = 0; i < states; ++i) {
        for (int j = i + 1; j < states; ++j) {
            if (in_any_run(other_commitment(world.security[i][j], world.next_security[i][j]))) return true;
        }
    }
    return false;
}

template <typename Number>
inline void apply_moves(World<Number>& world) {
    for (int i = 0; i < states; ++i) {
        for (int j = 0; j < states; ++j) {
            if (i == j) continue;
            world.security[i][j] = world.next_security[i][j];
            world.economic[i][j] = world.next_economic[i][j];
        }
    }
}

}  // namespace realpolitik
