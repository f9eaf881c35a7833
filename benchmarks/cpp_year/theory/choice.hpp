// Choice: nine joint moves of a pair, aid that buys consent; theory/choice.py.
#pragma once

#include "theory/arithmetic.hpp"

namespace realpolitik {

constexpr int moves = 9;
constexpr int stay = 4;

constexpr int security_step(int move) { return move / 3 - 1; }
constexpr int economic_step(int move) { return move % 3 - 1; }
constexpr bool steps_up(int move) { return security_step(move) > 0 || economic_step(move) > 0; }

inline bool is_possible(double economic_rung, double security_rung) {
    if (economic_rung < -0.5 || economic_rung > 2.5 || security_rung < -0.5 || security_rung > 3.5) return false;
    return !(security_rung > 2.5 && economic_rung < 0.5);
}

inline bool spares_ally(double economic_pin, double severity, double security_rung) {
    return security_rung > 2.5 && severity > 0.0 && severity < 1.0 && economic_pin > -0.5 && economic_pin < 0.5;
}

inline double price_of_breaking(double commitment_before, double commitment_after, double abrogation_cost) {
    return abrogation_cost * max(0.0, commitment_before - commitment_after);
}

inline double joint_worth(double gain_i, double gain_j, int move, double status_quo_bias, double price_of_breaking) {
    if (move == stay) return status_quo_bias;
    return steps_up(move) ? min(gain_i, gain_j) : max(gain_i, gain_j) - price_of_breaking;
}

inline double aid(double gain_of_patron, double gain_of_client, double client_share, double limit) {
    return clip(client_share * gain_of_patron - (1.0 - client_share) * gain_of_client, 0.0, limit);
}

inline double forfeited_aid(double gain_of_patron, double gain_of_client, double client_share, double limit) {
    return aid(-gain_of_patron, -gain_of_client, client_share, limit);
}

inline double outside_option(double acceptance_of_rival, double gain_with_rival) {
    return max(0.0, acceptance_of_rival * gain_with_rival);
}

inline double acceptance(double gain, double rationality) { return logistic(rationality * gain); }

inline double logit_weight(double worth, double best_worth, double rationality) {
    return exp(rationality * (worth - best_worth));
}

}  // namespace realpolitik
