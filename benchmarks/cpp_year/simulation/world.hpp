// Runs side by side as they stand, and what a year is for all of them; simulation/world.py.
#pragma once

#include <cstdint>

#include "layouts.hpp"
#include "theory/choice.hpp"

namespace realpolitik {

// What a year brings, and what follows from it for every run.
struct Year {
    Inputs given;
    std::uint64_t keys[actors];
    std::uint64_t calendar_year;
    bool fought[states][states];  // force on record, and no other rung given
    bool security_pinned[states][states];
    bool economic_pinned[states][states];
    double great[actors];
    double projection[actors][states];
    double nearness[actors][states];
    double market[states][states];
    double within_reach[states][states];
    double severity[states][states];
    double affinity[states][states];
    double baseline[states][states];
    double weights[states][3];
    double intensity[states];
    double intent_on_record[states][actors];
};

// Without what no summary reads.
template <typename Number>
struct World {
    Number security[actors][actors];
    Number economic[actors][actors];
    Number trust[states][states];
    Number intent[states][actors];
    Number intent_error[states][actors];
    Number capability_error[states][actors];
    Number intent_seen[states][actors];
    Number capability_seen[states][actors];
    Number gap[states][states][actors];
    Number threat[states][actors];
    Number gains[states][states][moves];
    Number aid_expected[states][states];
    Number next_security[states][states];
    Number next_economic[states][states];
    Number stepped_down[states][states];
    Number held[states][states];
    Number at_blows[states][states];
    Number challenger[states];
    Number support[states][states];
    Number wedged[states][states];
    Number pact_years[states][states];
    // scratch of one state that weighs
    Number row[actors];      // threats to it in the configuration that is weighed
    Number peak;             // the largest of these
    Number peak_of_great;    // the largest from a great power
    Number trade[states];    // all trade of each state in the configuration that is weighed
    Number worth[states];    // worth of each state as a client
    Number fears[states];    // the greatest threat to each state from all but this one
    Number pressure;         // the coercion by all actors that decide nothing
};

constexpr double partners = states > 1 ? states - 1 : 1;
constexpr double others = actors > 1 ? actors - 1 : 1;

}  // namespace realpolitik
