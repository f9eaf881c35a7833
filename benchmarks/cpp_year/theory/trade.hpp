// Markets and trade: how large a market is, what it brings on a rung; theory/trade.py.
#pragma once

#include "theory/arithmetic.hpp"

namespace realpolitik {

inline double market_size(double own_economy, double other_economy, double distance_km, double trade_distance_km) {
    const double total = own_economy + other_economy;
    const double share = total > 0.0 ? other_economy / total : 0.0;
    return share * exp(-distance_km / trade_distance_km);
}

template <typename Number>
inline Number market_gain(Number economic_rung, double market_size, double ordinary_trade, double sanction_loss) {
    const Number trading = where(economic_rung < 1.5, Number(ordinary_trade), Number(1.0));
    return market_size * where(economic_rung < 0.5, Number(-sanction_loss), trading);
}

}  // namespace realpolitik
