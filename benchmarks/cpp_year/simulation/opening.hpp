// Stage 1, structure: the year's inputs, pinned ladders, images of a new elite; simulation/opening.py.
#pragma once

#include "simulation/world.hpp"
#include "theory/beliefs.hpp"
#include "theory/choice.hpp"
#include "theory/interests.hpp"
#include "theory/power.hpp"
#include "theory/trade.hpp"

namespace realpolitik {

constexpr double unrecorded_severity = 0.5;
constexpr double unprofiled_intensity = 0.5;

inline double intent_on_record(int i, int k, const Year& year, const Assumptions& assumed) {
    const double affinity = k < states ? year.affinity[i][k] : 0.0;
    const double suspected = suspected_intent(affinity, assumed.peaceful_intent, assumed.outlook_intent);
    return recorded_intent(year.given.rivalry[i][k], year.given.dispute[i][k], suspected, assumed.rivalry_intent,
                           assumed.dispute_intent);
}

inline void read_markets(int i, Year& year, const Assumptions& assumed) {
    double in_all = 0.0;
    for (int k = 0; k < states; ++k) {
        year.within_reach[i][k] =
            market_within_reach(year.given.economy[k], year.given.distance_km[i][k], assumed.trade_distance_km);
        in_all += year.within_reach[i][k];
    }
    for (int k = 0; k < states; ++k) year.market[i][k] = share_of_trade(year.within_reach[i][k], in_all);
}

// Read the structure of a year: once, for all runs.
inline void read_structure(Year& year, const Assumptions& assumed) {
    const Inputs& given = year.given;
    double largest = 0.0;
    for (int k = 0; k < actors; ++k) largest = max(largest, given.capability[k]);
    for (int k = 0; k < actors; ++k) {
        year.great[k] = is_great(given.capability[k], largest);
        const double scale =
            given.global_reach[k] > 0.5 ? assumed.global_projection_scale_km : assumed.projection_scale_km;
        for (int i = 0; i < states; ++i) {
            year.projection[k][i] = k == i ? 1.0 : projected_share(given.distance_km[k][i], scale);
            year.nearness[k][i] = projected_share(given.distance_km[k][i], assumed.nearness_scale_km);
        }
    }
    for (int i = 0; i < states; ++i) {
        for (int k = 0; k < states; ++k) {
            const bool rung_given = given.security_pin[i][k] >= 0.0 || given.security_event[i][k] >= 0.0;
            year.fought[i][k] = !rung_given && given.dispute[i][k] >= force_used;
            year.security_pinned[i][k] = rung_given || year.fought[i][k];
            year.economic_pinned[i][k] = given.economic_pin[i][k] >= 0.0 || given.economic_event[i][k] >= 0.0;
            const double recorded = max(given.sanction[i][k], given.sanction[k][i]);
            year.severity[i][k] = recorded > 0.0 ? recorded : unrecorded_severity;
        }
        read_markets(i, year, assumed);
        const bool has_profile = given.weights_given[i][0] >= 0.0;
        year.weights[i][0] =
            has_profile ? given.weights_given[i][0] : 1.0 - assumed.autonomy_weight - assumed.development_weight;
        year.weights[i][1] = has_profile ? given.weights_given[i][1] : assumed.autonomy_weight;
        year.weights[i][2] = has_profile ? given.weights_given[i][2] : assumed.development_weight;
        year.intensity[i] = given.intensity_given[i] >= 0.0 ? given.intensity_given[i] : unprofiled_intensity;
        for (int j = 0; j < states; ++j) {
            const double voted = affinity_from_votes(given.identity_distance[i][j], assumed.identity_scale);
            year.affinity[i][j] = given.identity_given[i][j] >= -1.0 ? given.identity_given[i][j] : voted;
            const double usual =
                baseline_trust(year.affinity[i][j], assumed.trust_baseline, assumed.trust_identity_gap);
            year.baseline[i][j] = given.trust_given[i][j] >= 0.0 ? given.trust_given[i][j] : usual;
        }
        for (int k = 0; k < actors; ++k) year.intent_on_record[i][k] = intent_on_record(i, k, year, assumed);
    }
}

template <typename Number>
inline void begin(World<Number>& world, const Year& year) {
    const Inputs& given = year.given;
    for (int i = 0; i < actors; ++i) {
        for (int k = 0; k < actors; ++k) {
            world.security[i][k] = given.initial_security[i][k];
            world.economic[i][k] = given.initial_economic[i][k];
        }
    }
    for (int i = 0; i < states; ++i) {
        for (int j = 0; j < states; ++j) {
            world.trust[i][j] = year.baseline[i][j];
            world.pact_years[i][j] = 0.0;
            world.at_blows[i][j] = 0.0;
        }
        for (int k = 0; k < actors; ++k) {
            world.intent_error[i][k] = 0.0;
            world.capability_error[i][k] = 0.0;
            world.threat[i][k] = 0.0;
            const double start = given.image_given[i][k] >= 0.0 ? given.image_given[i][k] : year.intent_on_record[i][k];
            world.intent[i][k] = given.intent_given[i][k] >= 0.0 ? given.intent_given[i][k] : start;
        }
    }
}

template <typename Number>
inline void meet_force(int i, int k, Number& security, World<Number>& world, const Year& year) {
    if (year.fought[i][k]) {
        const auto parted = parted_by_force(security);
        world.at_blows[i][k] = where(parted, Number(1.0), world.at_blows[i][k]);
        security = where(parted, Number(0.0), security);
    } else {
        if (!year.security_pinned[i][k]) security = where(world.at_blows[i][k] > 0.5, Number(1.0), security);
        world.at_blows[i][k] = 0.0;
    }
}

template <typename Number>
inline void set_ladders(World<Number>& world, const Year& year) {
    const Inputs& given = year.given;
    for (int i = 0; i < actors; ++i) {
        for (int k = 0; k < actors; ++k) {
            const double security_pin = given.security_pin[i][k];
            const double economic_pin = given.economic_pin[i][k];
            Number security = security_pin >= 0.0 ? Number(security_pin) : world.security[i][k];
            Number economic = economic_pin >= 0.0 ? Number(economic_pin) : world.economic[i][k];
            if (i < states && k < states) meet_force(i, k, security, world, year);
            if (spares_allies(economic_pin, max(given.sanction[i][k], given.sanction[k][i]))) {
                economic = where(security > 2.5, Number(1.0), economic);
            }
            // sanctions on record end a tie of arms without anybody choosing it, a pinned confrontation a partnership
            if (security_pin < 0.0) security = where(economic < 0.5, min(security, Number(highest_beside_sanctions)), security);
            if (economic_pin < 0.0) economic = where(security < 0.5, min(economic, Number(highest_in_confrontation)), economic);
            world.security[i][k] = security;
            world.economic[i][k] = economic;
        }
    }
}

template <typename Number>
inline void open_year(World<Number>& world, const Year& year, const Assumptions& assumed) {
    const Inputs& given = year.given;
    set_ladders(world, year);
    for (int i = 0; i < states; ++i) {
        world.challenger[i] = -1.0;
        for (int j = 0; j < states; ++j) {
            const double is_free = year.security_pinned[i][j] ? 0.0 : 1.0;
            world.held[i][j] = where(world.security[i][j] > 1.5, Number(is_free), Number(0.0));
            world.stepped_down[i][j] = 0.0;
            world.support[i][j] = 0.0;
            world.wedged[i][j] = 0.0;
            world.aid_expected[i][j] = 0.0;
            world.next_security[i][j] = world.security[i][j];
            world.next_economic[i][j] = world.economic[i][j];
        }
        for (int k = 0; k < actors; ++k) {
            const double image = given.image_given[i][k];
            const double pinned = given.intent_given[i][k];
            Number intent = pinned >= 0.0 ? Number(pinned) : world.intent[i][k];
            if (pinned < 0.0 && image >= 0.0 && given.regime_change[i] > 0.5) {
                intent = mixed_image(intent, image, assumed.image_mixing);
            }
            world.intent[i][k] = clip(intent, 0.0, 1.0);
        }
    }
}

}  // namespace realpolitik
