// Stage 4, crisis: the greatest threatener may challenge; partners stand by the victim, or aside; simulation/crises.py.
#pragma once

#include "simulation/draws.hpp"
#include "simulation/weighing.hpp"
#include "simulation/world.hpp"
#include "theory/crisis.hpp"
#include "theory/power.hpp"
#include "theory/threat.hpp"

namespace realpolitik {

inline void challenge(int i, World& world, const Inputs& inputs, const Moment& moment, const Assumptions& assumed) {
    double greatest = 0.0;
    int challenger = -1;
    for (int k = 0; k < actors; ++k) {
        if (k != i && world.security[i][k] < 1.5 && world.threat[i][k] > greatest) {
            greatest = world.threat[i][k];
            challenger = k;
        }
    }
    const double number = uniform(moment, crisis_opens, world.keys[i], world.keys[i]);
    const bool opened = number < crisis_probability(greatest, assumed.crisis_rate);
    const int dated = static_cast<int>(inputs.crisis_event[i]);
    if (dated >= 0) {
        world.challenger[i] = dated;
    } else if (opened && challenger >= 0) {
        world.challenger[i] = challenger;
    }
}

inline double worth_to_supporter(int i, int j, int k, World& world, const Inputs& inputs, const Assumptions& assumed) {
    const double rung = world.security[i][j];
    const double pledge = commitment(rung, assumed.cooperation_commitment);
    const double with_help = world.threat[i][k];
    world.security[i][j] = world.security[j][i] = 1.0;
    const double without_help = threat_to(i, k, world, inputs, assumed);
    world.security[i][j] = world.security[j][i] = rung;
    const double* seen = world.capability_seen[j];
    const double reach =
        world.intent_seen[j][k] * contest(world.projection[k][j] * seen[k], seen[j], assumed.contest_exponent);
    double market = 0.0;
    if (k < states) market = assumed.secondary_sanctions_loss * market_of(j, k, world, assumed);
    return worth_of_support(pledge, without_help, with_help, reach, market, assumed);
}

inline void answer(int i, World& world, const Inputs& inputs, const Moment& moment, const Assumptions& assumed) {
    const int k = world.challenger[i];
    if (k < 0) return;
    for (int j = 0; j < states; ++j) {
        if (j == i || j == k || world.security[i][j] < 1.5) continue;
        double worth = worth_to_supporter(i, j, k, world, inputs, assumed);
        double wedge = 0.0;
        if (k < states && wedge_applies(world.economic[j][k], world.security[i][j])) {
            wedge = 1.0 - world.economic_pinned[j][k];
        }
        worth -= wedge * assumed.wedge_offer;
        const double number = uniform(moment, support_given, world.keys[i], world.keys[j]);
        const bool stands_by = number < logistic(assumed.rationality * worth);
        world.support[i][j] = stands_by ? 1.0 : -1.0;
        if (!stands_by && wedge > 0.5) world.wedged[i][j] = 1.0;
    }
}

inline void split(World& world) {
    for (int i = 0; i < states; ++i) {
        for (int j = 0; j < states; ++j) {
            if (!(world.wedged[i][j] > 0.5)) continue;
            const int k = world.challenger[i];
            if (world.economic[j][k] < 1.5) {
                world.economic[j][k] = world.economic[k][j] = world.economic[j][k] + 1.0;
            }
            if (world.security_pinned[i][j] < 0.5) {
                world.security[i][j] = world.security[j][i] = max(1.0, world.security[i][j] - 1.0);
            }
        }
    }
}

}  // namespace realpolitik
