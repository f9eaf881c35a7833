// Weighing a configuration: what one state's interests come to, as it sees the world; simulation/weighing.py.
#pragma once

#include "simulation/world.hpp"
#include "theory/interests.hpp"
#include "theory/power.hpp"
#include "theory/threat.hpp"

namespace realpolitik {

inline double threat_to(int i, int k, const World& world, const Inputs& inputs, const Assumptions& assumed) {
    const double* seen = world.capability_seen[i];
    const double force = force_against(i, k, world.security, world.intent_seen[i], world.projection, seen,
                                       assumed.cooperation_commitment);
    const double defence = defence_against(i, k, world.security, world.trust[i], world.projection, seen,
                                           assumed.cooperation_commitment, assumed.arms_boost);
    const double share = contest(force, defence, assumed.contest_exponent);
    const double ideology = k < states ? world.intensity[k] : 0.0;
    return threat(world.intent_seen[i][k], share, ideology, inputs.penetration[i][k], assumed.subversion_weight);
}

inline void read_threats(int i, World& world, const Inputs& inputs, const Assumptions& assumed) {
    for (int k = 0; k < actors; ++k) world.row[k] = k == i ? 0.0 : threat_to(i, k, world, inputs, assumed);
}

inline void recall_threats(int i, World& world) {
    for (int k = 0; k < actors; ++k) world.row[k] = world.threat[i][k];
}

inline double weigh_security(int i, World& world, const Inputs& inputs, const Assumptions& assumed) {
    double greatest = 0.0, total = 0.0, peak = 0.0, peak_of_great = 0.0;
    for (int k = 0; k < actors; ++k) {
        if (k == i) continue;
        const double theta = world.row[k];
        peak = max(peak, theta);
        peak_of_great = max(peak_of_great, theta * world.great[k]);
        const double trust = k < states ? world.trust[i][k] : 0.0;
        const double factor = relation_factor(world.security[i][k], trust, assumed);
        const double felt = danger(theta, factor, assumed.confrontation_danger);
        greatest = max(greatest, felt);
        total += felt;
    }
    double burden = 0.0;
    for (int j = 0; j < states; ++j) {
        if (j == i || !(world.security[i][j] > 1.5)) continue;
        double extra = 0.0;
        for (int k = 0; k < actors; ++k) {
            if (k != i && k != j) extra = max(extra, world.threat[j][k] - world.row[k]);
        }
        burden +=
            entrapment(world.security[i][j], extra, assumed.cooperation_commitment, assumed.entrapment_convexity);
    }
    burden *= assumed.entrapment_cost * (1.0 - inputs.risk_given[i]);
    world.peak = peak;
    world.peak_of_great = peak_of_great;
    return security_interest(greatest, total / others, assumed.greatest_threat_share, burden / partners);
}

inline double strain(int i, const World& world) {
    double total = 0.0;
    for (int j = 0; j < states; ++j) {
        if (j == i) continue;
        const double tie = camp(world.economic[i][j], world.security[i][j]);
        if (tie <= 0.0) continue;
        for (int k = 0; k < states; ++k) {
            if (k == i || k == j) continue;
            const double own = camp(world.economic[i][k], world.security[i][k]);
            const double theirs = camp(world.economic[j][k], world.security[j][k]);
            const double between = world.security[j][k] < 0.5 ? 0.5 : 0.0;  // met twice in the loops
            const double against = world.security[i][k] < 0.5 ? 1.0 : 0.0;
            total += divided_loyalty(tie, own, between) + divided_loyalty(tie, theirs, against);
        }
    }
    return total;
}

inline double worth_of(int i, int j, const World& world, const Inputs& inputs, const Assumptions& assumed) {
    const double weaker_by = world.gap[i][j][i];
    double worth = worth_as_client(inputs.value[j], 0.0, 0.0, world.nearness[i][j], weaker_by, assumed);
    for (int k = 0; k < actors; ++k) {
        if (k != i && k != j && world.great[k] > 0.5) {
            worth = max(worth, worth_as_client(inputs.value[j], world.nearness[k][j], world.intent_seen[i][k],
                                               world.nearness[i][j], weaker_by, assumed));
        }
    }
    return worth;
}

inline void weigh_worth(int i, World& world, const Inputs& inputs, const Assumptions& assumed) {
    for (int j = 0; j < states; ++j) world.worth[j] = j == i ? 0.0 : worth_of(i, j, world, inputs, assumed);
}

inline double coercion_by(int k, int i, const World& world) {
    return coercion(world.intent_seen[i][k], world.projection[k][i], world.gap[i][i][k], world.security[i][k],
                    world.economic[i][k]);
}

inline void read_surroundings(int i, World& world) {
    double pressure = 0.0;
    for (int k = states; k < actors; ++k) pressure = max(pressure, coercion_by(k, i, world));
    world.pressure = pressure;
    for (int k = 0; k < states; ++k) {
        double feared = 0.0;
        for (int n = 0; n < actors; ++n) {
            if (n != i && n != k) feared = max(feared, world.threat[k][n]);
        }
        world.fears[k] = feared;
    }
}

inline double dependence_of(int j, int k, int i, const World& world, const Assumptions& assumed) {
    return dependence(world.gap[i][j][k], world.economic[j][k], world.security[j][k],
                      assumed.economic_dependence_share, assumed.cooperation_commitment);
}

inline double camp_against(int i, int j, const World& world) {
    double against = 0.0;
    for (int k = 0; k < states; ++k) {
        if (k != i && k != j && world.security[i][k] < 0.5) {
            against = max(against, camp(world.economic[j][k], world.security[j][k]));
        }
    }
    return against;
}

inline double weigh_autonomy(int i, const World& world, const Assumptions& assumed) {
    double in_all = 0.0;
    for (int j = 0; j < states; ++j) {
        if (j != i) in_all += dependence_of(i, j, i, world, assumed);
    }
    double lost = 0.0, won = 0.0, denied = 0.0, kept = 0.0;
    for (int j = 0; j < states; ++j) {
        if (j == i) continue;
        lost += autonomy_lost_to_dependence(dependence_of(i, j, i, world, assumed), in_all,
                                            assumed.diversification_relief);
        const double pledged = camp_against(i, j, world);
        won += influence(world.worth[j], dependence_of(j, i, i, world, assumed), assumed.rivalry_premium,
                         world.peak_of_great, pledged);
        kept += resistance(world.intent_seen[i][j], world.security[i][j]);
        const double presence =
            closeness(world.economic[i][j], world.security[i][j], assumed.cooperation_commitment);
        for (int k = 0; k < states; ++k) {
            if (k != i && k != j && world.great[k] > 0.5) {
                denied += denial(world.worth[j], world.intent_seen[i][k], dependence_of(j, k, i, world, assumed),
                                 presence, pledged);
            }
        }
    }
    double coerced = world.pressure;
    for (int k = 0; k < states; ++k) {
        if (k != i) coerced = max(coerced, coercion_by(k, i, world));
    }
    double balance = won - lost;
    balance -= assumed.denial_weight * denied;
    balance += assumed.resistance_gain * kept;
    return balance / partners - assumed.coercion_cost * coerced;
}

inline double market_of(int i, int k, const World& world, const Assumptions& assumed) {
    return market_gain(world.economic[i][k], world.market[i][k], assumed.ordinary_trade,
                       assumed.sanction_loss * world.severity[i][k]);
}

inline double weigh_development(int i, const World& world, const Assumptions& assumed) {
    double gained = 0.0, supplied = 0.0, punished = 0.0, envied = 0.0;
    for (int k = 0; k < states; ++k) {
        if (k == i) continue;
        const double own = market_of(i, k, world, assumed);
        gained += own;
        supplied = max(supplied, technology(world.security[i][k], world.gap[i][i][k], assumed.technology_gain));
        gained += arms_sales(world.security[i][k], world.gap[i][k][i], world.fears[k], assumed.arms_market);
        envied += relative_gains(world.intent_seen[i][k], market_of(k, i, world, assumed), own);
        for (int j = 0; j < states; ++j) {
            if (j != i && j != k) {
                punished += secondary_sanctions(own, world.economic[k][j], world.economic[i][j], world.security[i][j],
                                                assumed.secondary_sanctions_loss);
            }
        }
    }
    return (gained + supplied - punished - assumed.relative_gains_weight * envied) / partners;
}

inline double weigh_identity(int i, const World& world, const Assumptions& assumed) {
    double pull = 0.0;
    for (int j = 0; j < states; ++j) {
        if (j == i) continue;
        const double near = closeness(world.economic[i][j], world.security[i][j], assumed.cooperation_commitment);
        pull += pull_of_identity(near, world.intensity[i], world.affinity[i][j], assumed.identity_yield, world.peak);
    }
    return assumed.identity_intensity * pull / partners;
}

inline double weigh_aims(int i, const World& world, const Inputs& inputs, const Assumptions& assumed) {
    double cost = 0.0;
    for (int j = 0; j < states; ++j) {
        if (j == i) continue;
        const double near = closeness(world.economic[i][j], world.security[i][j], assumed.cooperation_commitment);
        cost += clash_of_aims(near, inputs.clash[i][j]);
    }
    return -assumed.aims_weight * cost / partners;
}

// The utility of the configuration for state i, given its security without divided loyalty.
inline double weigh(int i, double security, const World& world, const Inputs& inputs, const Assumptions& assumed) {
    const double strained = assumed.divided_loyalty_cost * strain(i, world);
    const Parts parts = {
        security - strained / partners, weigh_autonomy(i, world, assumed), weigh_development(i, world, assumed),
        weigh_identity(i, world, assumed), weigh_aims(i, world, inputs, assumed),
    };
    return national_interest(parts, world.weights[i]);
}

}  // namespace realpolitik
