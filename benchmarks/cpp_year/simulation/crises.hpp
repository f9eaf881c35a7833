// Stage 4, crisis: the greatest threatener may challenge; partners stand by the victim, or aside; simulation/crises.py.
#pragma once

#include "simulation/draws.hpp"
#include "simulation/weighing.hpp"
#include "simulation/world.hpp"
#include "theory/crisis.hpp"
#include "theory/power.hpp"
#include "theory/threat.hpp"

namespace realpolitik {

template <typename Number>
inline void challenge(int i, World<Number>& world, const Year& year, const Moment<Number>& moment,
                      const Assumptions& assumed) {
    const double dated = year.given.crisis_event[i];
    if (dated >= 0.0) {
        world.challenger[i] = dated;
        return;
    }
    Number greatest = 0.0, challenger = -1.0;
    for (int k = 0; k < actors; ++k) {
        if (k == i) continue;
        const auto is_greater = (world.security[i][k] < 1.5) & (world.threat[i][k] > greatest);
        greatest = where(is_greater, world.threat[i][k], greatest);
        challenger = where(is_greater, Number(k), challenger);
    }
    const Number number = uniform(moment, crisis_opens, year.keys[i], year.keys[i]);
    const auto opened = number < crisis_probability(greatest, assumed.crisis_rate);
    world.challenger[i] = where(opened, challenger, world.challenger[i]);
}

template <typename Number>
inline Number worth_to_supporter(int i, int j, int k, World<Number>& world, const Year& year,
                                 const Assumptions& assumed) {
    const Number rung = world.security[i][j];
    const Number pledge = commitment(rung, assumed.cooperation_commitment);
    const Number with_help = world.threat[i][k];
    world.security[i][j] = world.security[j][i] = 1.0;
    const Number without_help = threat_to(i, k, world, year, assumed);
    world.security[i][j] = world.security[j][i] = rung;
    const Number* seen = world.capability_seen[j];
    const Number reach =
        world.intent_seen[j][k] * contest(year.projection[k][j] * seen[k], seen[j], assumed.contest_exponent);
    Number market = 0.0;
    if (k < states) market = assumed.secondary_sanctions_loss * market_of(j, k, world, year, assumed);
    return worth_of_support(pledge, without_help, with_help, reach, market, assumed);
}

template <typename Number>
inline Number highest_in_trade(int j, int k, const World<Number>& world) {
    return where(world.security[j][k] < 0.5, Number(highest_in_confrontation), Number(2.0));
}

template <typename Number, typename Holds>
inline void call_on(int j, int i, int k, Holds is_asked, World<Number>& world, const Year& year,
                    const Moment<Number>& moment, const Assumptions& assumed) {
    Number worth = worth_to_supporter(i, j, k, world, year, assumed);
    Number wedge = 0.0;
    if (k < states && !year.economic_pinned[j][k]) {
        wedge = wedge_applies(world.economic[j][k], highest_in_trade(j, k, world), world.security[i][j]);
    }
    worth -= wedge * assumed.wedge_offer;
    const Number number = uniform(moment, support_given, year.keys[i], year.keys[j]);
    const Number chance = logistic(assumed.rationality * worth);
    const Number answered = where(number < chance, Number(1.0), Number(-1.0));
    world.support[i][j] = where(is_asked, answered, world.support[i][j]);
    const auto is_split = is_asked & (number >= chance) & (wedge > 0.5);
    world.wedged[i][j] = where(is_split, Number(1.0), world.wedged[i][j]);
}

template <typename Number>
inline void answer(int i, World<Number>& world, const Year& year, const Moment<Number>& moment,
                   const Assumptions& assumed) {
    if (!in_any_run(world.challenger[i] > -0.5)) return;
    for (int k = 0; k < actors; ++k) {
        const auto is_challenged = world.challenger[i] == Number(k);
        if (!in_any_run(is_challenged)) continue;
        for (int j = 0; j < states; ++j) {
            const auto is_asked = is_challenged & (world.security[i][j] > 1.5);
            if (j != i && j != k && in_any_run(is_asked)) call_on(j, i, k, is_asked, world, year, moment, assumed);
        }
    }
}

template <typename Number>
inline void split(World<Number>& world, const Year& year) {
    for (int i = 0; i < states; ++i) {
        for (int j = 0; j < states; ++j) {
            const auto is_split = world.wedged[i][j] > 0.5;
            if (!in_any_run(is_split)) continue;
            for (int k = 0; k < states; ++k) {
                if (k == j) continue;
                const Number trade = world.economic[j][k];
                const auto steps_up = is_split & (world.challenger[i] == Number(k)) & (trade < highest_in_trade(j, k, world) - 0.5);
                world.economic[j][k] = world.economic[k][j] = where(steps_up, trade + 1.0, trade);
            }
            if (year.security_pinned[i][j]) continue;
            const Number tie = world.security[i][j];
            world.security[i][j] = world.security[j][i] = where(is_split, max(Number(1.0), tie - 1.0), tie);
        }
    }
}

}  // namespace realpolitik
