// Stage 5, learn: trust and images; capabilities follow the record; simulation/learning.py.
#pragma once

#include "simulation/opening.hpp"
#include "simulation/world.hpp"
#include "theory/beliefs.hpp"
#include "theory/classes.hpp"
#include "theory/power.hpp"

namespace realpolitik {

inline bool crisis_unanswered(int i, int j, const World& world) {
    return min(world.support[i][j], world.support[j][i]) < -0.5;
}

inline void learn(int i, World& world, const Inputs& inputs, const Assumptions& assumed) {
    for (int j = 0; j < states; ++j) {
        if (j == i) continue;
        const double broken = max(world.stepped_down[i][j], world.support[i][j] < -0.5 ? 1.0 : 0.0);
        const double lasting = world.held[i][j] * commitment(world.security[i][j], assumed.cooperation_commitment);
        const double kept = max(lasting, world.support[i][j] > 0.5 ? 1.0 : 0.0) * (1.0 - broken);
        world.trust[i][j] = learned_trust(world.trust[i][j], world.baseline[i][j], kept, broken, assumed);
        world.pact_years[i][j] =
            pact_age(world.pact_years[i][j], world.security[i][j], crisis_unanswered(i, j, world));
    }
    for (int k = 0; k < actors; ++k) {
        if (k == i) continue;
        const double learning = k < states ? assumed.intent_learning : 0.0;  // a bystander decides nothing
        const double intent =
            learned_intent(world.intent[i][k], intent_shown(world.security[i][k]), learning,
                           intent_on_record(i, k, world, inputs, assumed), assumed.record_pull);
        const double alarmed = world.challenger[i] == k ? assumed.crisis_alarm : 0.0;
        world.intent[i][k] = clip(intent + alarmed * (1.0 - intent), 0.0, 1.0);
    }
}

}  // namespace realpolitik
