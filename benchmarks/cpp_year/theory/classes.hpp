// Tactical or alliance: the class of a pair in a year, and pacts that lasted; theory/classes.py.
#pragma once

#include "theory/lanes.hpp"

namespace realpolitik {

constexpr int classes = 5;
constexpr double strategic_years = 5.0;

template <typename Number>
inline Number class_of(Number economic_rung, Number security_rung) {
    const Number trading = where(economic_rung > 0.5, Number(1.0), Number(0.0));
    const Number without_pact = where(economic_rung > 1.5, Number(2.0), trading);
    const Number above = where(security_rung > 2.5, Number(4.0), where(security_rung > 1.5, Number(3.0), without_pact));
    return where(security_rung < 0.5, Number(0.0), above);
}

template <typename Number, typename Holds>
inline Number pact_age(Number years, Number security_rung, Holds crisis_unanswered) {
    return where(security_rung > 2.5, where(crisis_unanswered, Number(0.0), years + 1.0), Number(0.0));
}

}  // namespace realpolitik
