// The national interest: security, autonomy, development, identity and regional aims; theory/interests.py.
#pragma once

#include "layouts.hpp"
#include "theory/arithmetic.hpp"
#include "theory/power.hpp"

namespace realpolitik {

inline double security_interest(double greatest_danger, double mean_danger, double greatest_share, double burden) {
    return -(greatest_share * greatest_danger + (1.0 - greatest_share) * mean_danger) - burden;
}

inline double dependence(double asymmetry, double economic_rung, double security_rung, double economic_share,
                         double cooperation_commitment) {
    double ties = economic_share * 0.5 * economic_rung;
    ties += (1.0 - economic_share) * commitment(security_rung, cooperation_commitment);
    return asymmetry * ties;
}

inline double autonomy_lost_to_dependence(double dependence_on_other, double dependence_in_all, double relief) {
    const double spread = dependence_in_all > 0.0 ? 1.0 - dependence_on_other / dependence_in_all : 0.0;
    return dependence_on_other * (1.0 - relief * spread);
}

inline double coercion(double hostile_intent, double projection, double asymmetry, double security_rung,
                       double economic_rung) {
    return security_rung < 0.5 || economic_rung < 0.5 ? hostile_intent * projection * asymmetry : 0.0;
}

inline double resistance(double hostile_intent, double security_rung) {
    return security_rung < 0.5 ? max(0.0, 2.0 * hostile_intent - 1.0) : 0.0;
}

inline double influence(double worth, double dependence_of_client, double rivalry_premium,
                        double threat_from_greatest_rival, double camp_of_enemy) {
    const double held = worth * dependence_of_client * (1.0 + rivalry_premium * threat_from_greatest_rival);
    return held * (1.0 - camp_of_enemy);
}

inline double denial(double worth, double hostile_intent_of_rival, double dependence_on_rival, double own_presence,
                     double camp_of_enemy) {
    return worth * hostile_intent_of_rival * dependence_on_rival * (1.0 - own_presence * (1.0 - camp_of_enemy));
}

inline double market_size(double own_economy, double other_economy, double distance_km, double trade_distance_km) {
    const double total = own_economy + other_economy;
    const double share = total > 0.0 ? other_economy / total : 0.0;
    return share * exp(-distance_km / trade_distance_km);
}

inline double market_gain(double economic_rung, double market_size, double ordinary_trade, double sanction_loss) {
    return market_size * (economic_rung < 0.5 ? -sanction_loss : (economic_rung < 1.5 ? ordinary_trade : 1.0));
}

inline double technology(double security_rung, double asymmetry, double technology_gain) {
    return security_rung > 1.5 ? technology_gain * asymmetry : 0.0;
}

inline double arms_sales(double security_rung, double asymmetry_of_client, double threat_to_client,
                         double arms_market) {
    return security_rung > 1.5 ? arms_market * asymmetry_of_client * threat_to_client : 0.0;
}

inline double secondary_sanctions(double market_of_sender, double rung_sender_target, double economic_rung,
                                  double security_rung, double loss) {
    const bool close = economic_rung > 1.5 || security_rung > 1.5;
    return rung_sender_target < 0.5 && close ? loss * max(0.0, market_of_sender) : 0.0;
}

inline double relative_gains(double hostile_intent, double gain_of_other, double own_gain) {
    return hostile_intent * (gain_of_other - own_gain);
}

inline double closeness(double economic_rung, double security_rung, double cooperation_commitment) {
    return 0.5 * (0.5 * economic_rung + commitment(security_rung, cooperation_commitment));
}

inline double affinity_from_votes(double ideal_point_distance, double scale) {
    return clip(1.0 - ideal_point_distance / scale, -1.0, 1.0);
}

inline double pull_of_identity(double closeness, double intensity, double affinity, double yielding,
                               double greatest_threat) {
    return closeness * intensity * affinity * (1.0 - yielding * greatest_threat);
}

inline double clash_of_aims(double closeness, double clash) { return clash * closeness; }

// The five parts, unweighted.
struct Parts {
    double security, autonomy, development, identity, aims;
};

// The additive form, which is the default.
inline double national_interest(const Parts& parts, const double (&weights)[3]) {
    const double added =
        weights[0] * parts.security + weights[1] * parts.autonomy + weights[2] * parts.development;
    return added + parts.identity + parts.aims;
}

}  // namespace realpolitik
