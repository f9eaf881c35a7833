// Beliefs: trust that words are kept, and images of the others' intentions; theory/beliefs.py.
#pragma once

#include "layouts.hpp"
#include "theory/arithmetic.hpp"

namespace realpolitik {

inline double baseline_trust(double affinity, double trust_baseline, double trust_identity_gap) {
    return clip(trust_baseline - trust_identity_gap * 0.5 * (1.0 - affinity), 0.02, 0.98);
}

inline double learned_trust(double trust, double baseline, double kept, double broken, const Assumptions& assumed) {
    const double neither = kept > 0.0 || broken > 0.0 ? 0.0 : 1.0;
    const double change = assumed.trust_gain * (1.0 - trust) * kept - assumed.trust_loss * trust * broken;
    return clip(trust + change + assumed.trust_reversion * (baseline - trust) * neither, 0.0, 1.0);
}

inline double intent_shown(double security_rung) {
    return security_rung > 2.5 ? 0.0 : (security_rung > 1.5 ? 0.25 : (security_rung > 0.5 ? 0.5 : 1.0));
}

inline double suspected_intent(double affinity, double peaceful_intent, double outlook_intent) {
    return min(1.0, peaceful_intent + outlook_intent * 0.5 * (1.0 - affinity));
}

inline double recorded_intent(double rivalry, double dispute, double suspected, double rivalry_intent,
                              double dispute_intent) {
    return max(suspected, max(rivalry * rivalry_intent, dispute * dispute_intent));
}

inline double learned_intent(double intent, double shown, double learning, double recorded, double record_pull) {
    const double moved = intent + learning * (shown - intent);
    return clip(moved + record_pull * (recorded - moved), 0.0, 1.0);
}

inline double mixed_image(double intent, double new_image, double mixing) {
    return intent + mixing * (new_image - intent);
}

inline double perceived_share(double true_value, double error_factor) {
    const double odds_for = true_value * error_factor;
    return odds_for / (odds_for + (1.0 - true_value));
}

}  // namespace realpolitik
