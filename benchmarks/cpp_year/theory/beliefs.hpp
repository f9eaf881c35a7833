// Beliefs: trust that words are kept, and images of the others' intentions; theory/beliefs.py.
#pragma once

#include "layouts.hpp"
#include "theory/arithmetic.hpp"

namespace realpolitik {

inline double baseline_trust(double affinity, double trust_baseline, double trust_identity_gap) {
    return clip(trust_baseline - trust_identity_gap * 0.5 * (1.0 - affinity), 0.02, 0.98);
}

template <typename Number>
inline Number learned_trust(Number trust, double baseline, Number kept, Number broken, const Assumptions& assumed) {
    const Number neither = where((kept > 0.0) | (broken > 0.0), Number(0.0), Number(1.0));
    const Number change = assumed.trust_gain * (1.0 - trust) * kept - assumed.trust_loss * trust * broken;
    return clip(trust + change + assumed.trust_reversion * (baseline - trust) * neither, 0.0, 1.0);
}

template <typename Number>
inline Number intent_shown(Number security_rung) {
    const Number below_cooperation = where(security_rung > 0.5, Number(0.5), Number(1.0));
    return where(security_rung > 2.5, Number(0.0), where(security_rung > 1.5, Number(0.25), below_cooperation));
}

inline double suspected_intent(double affinity, double peaceful_intent, double outlook_intent) {
    return min(1.0, peaceful_intent + outlook_intent * 0.5 * (1.0 - affinity));
}

inline double recorded_intent(double rivalry, double dispute, double suspected, double rivalry_intent,
                              double dispute_intent) {
    return max(suspected, max(rivalry * rivalry_intent, dispute * dispute_intent));
}

template <typename Number>
inline Number learned_intent(Number intent, Number shown, double learning, double recorded, double record_pull) {
    const Number moved = intent + learning * (shown - intent);
    return clip(moved + record_pull * (recorded - moved), 0.0, 1.0);
}

template <typename Number>
inline Number mixed_image(Number intent, double new_image, double mixing) {
    return intent + mixing * (new_image - intent);
}

template <typename Number>
inline Number perceived_share(Number true_value, Number error_factor) {
    const Number odds_for = true_value * error_factor;
    return odds_for / (odds_for + (1.0 - true_value));
}

}  // namespace realpolitik
