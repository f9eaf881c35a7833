// One run as it stands; simulation/world.py, without what no summary reads.
#pragma once

#include <cstdint>

#include "layouts.hpp"
#include "theory/choice.hpp"

namespace realpolitik {

struct World {
    std::uint64_t keys[actors];
    double security[actors][actors];
    double economic[actors][actors];
    double security_pinned[states][states];
    double economic_pinned[states][states];
    double trust[states][states];
    double intent[states][actors];
    double intent_error[states][actors];
    double capability_error[states][actors];
    double intent_seen[states][actors];
    double capability_seen[states][actors];
    double great[actors];
    double projection[actors][states];
    double market[states][states];
    double gap[states][states][actors];
    double nearness[actors][states];
    double severity[states][states];
    double affinity[states][states];
    double baseline[states][states];
    double weights[states][3];
    double intensity[states];
    double threat[states][actors];
    double gains[states][states][moves];
    double aid_expected[states][states];
    double next_security[states][states];
    double next_economic[states][states];
    double stepped_down[states][states];
    double held[states][states];
    int challenger[states];
    double support[states][states];
    double wedged[states][states];
    double pact_years[states][states];
    // scratch of one state that weighs
    double row[actors];      // threats to it in the configuration that is weighed
    double peak;             // the largest of these
    double peak_of_great;    // the largest from a great power
    double worth[states];    // worth of each state as a client
    double fears[states];    // the greatest threat to each state from all but this one
    double pressure;         // the greatest coercion by actors that decide nothing
};

constexpr double partners = states > 1 ? states - 1 : 1;
constexpr double others = actors > 1 ? actors - 1 : 1;

}  // namespace realpolitik
