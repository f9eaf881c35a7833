// Stage 1, structure: the year's inputs, pinned ladders, images of a new elite; simulation/opening.py.
#pragma once

#include "simulation/world.hpp"
#include "theory/beliefs.hpp"
#include "theory/choice.hpp"
#include "theory/interests.hpp"
#include "theory/power.hpp"

namespace realpolitik {

constexpr double unrecorded_severity = 0.5;
constexpr double unprofiled_intensity = 0.5;

inline void read_structure(World& world, const Inputs& inputs, const Assumptions& assumed) {
    double largest = 0.0;
    for (int k = 0; k < actors; ++k) largest = max(largest, inputs.capability[k]);
    for (int k = 0; k < actors; ++k) {
        world.great[k] = is_great(inputs.capability[k], largest);
        const double scale =
            inputs.global_reach[k] > 0.5 ? assumed.global_projection_scale_km : assumed.projection_scale_km;
        for (int i = 0; i < states; ++i) {
            world.projection[k][i] = k == i ? 1.0 : projected_share(inputs.distance_km[k][i], scale);
            world.nearness[k][i] = projected_share(inputs.distance_km[k][i], assumed.nearness_scale_km);
        }
    }
    for (int i = 0; i < states; ++i) {
        for (int k = 0; k < states; ++k) {
            const double recorded = max(inputs.sanction[i][k], inputs.sanction[k][i]);
            world.severity[i][k] = recorded > 0.0 ? recorded : unrecorded_severity;
            world.market[i][k] = market_size(inputs.economy[i], inputs.economy[k], inputs.distance_km[i][k],
                                             assumed.trade_distance_km);
        }
        const bool given = inputs.weights_given[i][0] >= 0.0;
        world.weights[i][0] =
            given ? inputs.weights_given[i][0] : 1.0 - assumed.autonomy_weight - assumed.development_weight;
        world.weights[i][1] = given ? inputs.weights_given[i][1] : assumed.autonomy_weight;
        world.weights[i][2] = given ? inputs.weights_given[i][2] : assumed.development_weight;
        world.intensity[i] = inputs.intensity_given[i] >= 0.0 ? inputs.intensity_given[i] : unprofiled_intensity;
        for (int j = 0; j < states; ++j) {
            const double voted = affinity_from_votes(inputs.identity_distance[i][j], assumed.identity_scale);
            world.affinity[i][j] = inputs.identity_given[i][j] >= -1.0 ? inputs.identity_given[i][j] : voted;
            const double usual =
                baseline_trust(world.affinity[i][j], assumed.trust_baseline, assumed.trust_identity_gap);
            world.baseline[i][j] = inputs.trust_given[i][j] >= 0.0 ? inputs.trust_given[i][j] : usual;
        }
    }
}

inline double intent_on_record(int i, int k, const World& world, const Inputs& inputs, const Assumptions& assumed) {
    const double affinity = k < states ? world.affinity[i][k] : 0.0;
    const double suspected = suspected_intent(affinity, assumed.peaceful_intent, assumed.outlook_intent);
    return recorded_intent(inputs.rivalry[i][k], inputs.dispute[i][k], suspected, assumed.rivalry_intent,
                           assumed.dispute_intent);
}

inline void begin(World& world, const Inputs& inputs, const Assumptions& assumed) {
    read_structure(world, inputs, assumed);
    for (int i = 0; i < actors; ++i) {
        for (int k = 0; k < actors; ++k) {
            world.security[i][k] = inputs.initial_security[i][k];
            world.economic[i][k] = inputs.initial_economic[i][k];
        }
    }
    for (int i = 0; i < states; ++i) {
        for (int j = 0; j < states; ++j) {
            world.trust[i][j] = world.baseline[i][j];
            world.pact_years[i][j] = 0.0;
        }
        for (int k = 0; k < actors; ++k) {
            world.intent_error[i][k] = 0.0;
            world.capability_error[i][k] = 0.0;
            world.threat[i][k] = 0.0;
            double start = intent_on_record(i, k, world, inputs, assumed);
            if (inputs.image_given[i][k] >= 0.0) start = inputs.image_given[i][k];
            world.intent[i][k] = inputs.intent_given[i][k] >= 0.0 ? inputs.intent_given[i][k] : start;
        }
    }
}

inline void set_ladders(World& world, const Inputs& inputs) {
    for (int i = 0; i < actors; ++i) {
        for (int k = 0; k < actors; ++k) {
            const double security_pin = inputs.security_pin[i][k];
            double economic_pin = inputs.economic_pin[i][k];
            if (i < states && k < states) {
                world.security_pinned[i][k] = security_pin >= 0.0 || inputs.security_event[i][k] >= 0.0 ? 1.0 : 0.0;
                world.economic_pinned[i][k] = economic_pin >= 0.0 || inputs.economic_event[i][k] >= 0.0 ? 1.0 : 0.0;
            }
            double security = security_pin >= 0.0 ? security_pin : world.security[i][k];
            const double recorded = max(inputs.sanction[i][k], inputs.sanction[k][i]);
            if (spares_ally(economic_pin, recorded, security)) economic_pin = 1.0;
            const double economic = economic_pin >= 0.0 ? economic_pin : world.economic[i][k];
            // sanctions on record end a pact without anybody choosing it
            if (economic < 0.5 && security_pin < 0.0) security = min(security, 2.0);
            world.security[i][k] = security;
            world.economic[i][k] = economic;
        }
    }
}

inline void open_year(World& world, const Inputs& inputs, const Assumptions& assumed) {
    read_structure(world, inputs, assumed);
    set_ladders(world, inputs);
    for (int i = 0; i < states; ++i) {
        world.challenger[i] = -1;
        for (int j = 0; j < states; ++j) {
            world.held[i][j] = world.security[i][j] > 1.5 ? 1.0 - world.security_pinned[i][j] : 0.0;
            world.stepped_down[i][j] = 0.0;
            world.support[i][j] = 0.0;
            world.wedged[i][j] = 0.0;
            world.aid_expected[i][j] = 0.0;
            world.next_security[i][j] = world.security[i][j];
            world.next_economic[i][j] = world.economic[i][j];
        }
        for (int k = 0; k < actors; ++k) {
            const double image = inputs.image_given[i][k];
            const double pinned = inputs.intent_given[i][k];
            double intent = world.intent[i][k];
            if (image >= 0.0 && inputs.regime_change[i] > 0.5) {
                intent = mixed_image(intent, image, assumed.image_mixing);
            }
            world.intent[i][k] = clip(pinned >= 0.0 ? pinned : intent, 0.0, 1.0);
        }
    }
}

}  // namespace realpolitik
