// Many runs on one core; classes and spells are folded as it goes; simulation/ensemble.py.
#include <cmath>
#include <cstdint>

#include "layouts.hpp"

#include "simulation/year.hpp"
#include "theory/classes.hpp"

namespace realpolitik {

constexpr double fixed_point = 4294967296.0;
constexpr int pairs = states * (states - 1) / 2;

// One pair's row of the summary of a run, in the order of ensemble.SUMMARY.
struct Summary {
    double years_of_class[classes];
    double longest_pact_years, strategic_alliance, security_sum, economic_sum, trust_sum, end_trust;
    double crises_asked, crises_supported, aid_forward, aid_backward;
};

using Counts = std::int64_t[pairs][classes];
using Totals = std::int64_t[pairs];
using Rows = std::int64_t[2];

inline void fold(const World& world, const Rows* rows, bool is_last_year, double (&spell)[pairs],
                 Summary* summary, Counts& class_count, Totals& trust_total) {
    for (int p = 0; p < pairs; ++p) {
        const std::int64_t i = rows[p][0], j = rows[p][1];
        const double security = world.security[i][j], economic = world.economic[i][j];
        const int found = class_of(economic, security);
        const double trust = min(world.trust[i][j], world.trust[j][i]);
        class_count[p][found] += 1;
        trust_total[p] += static_cast<std::int64_t>(trust * fixed_point);
        Summary& row = summary[p];
        row.years_of_class[found] += 1.0;
        spell[p] = security > 2.5 ? spell[p] + 1.0 : 0.0;
        row.longest_pact_years = max(row.longest_pact_years, spell[p]);
        if (world.pact_years[i][j] >= strategic_years) row.strategic_alliance = 1.0;
        row.security_sum += security;
        row.economic_sum += economic;
        row.trust_sum += trust;
        if (is_last_year) row.end_trust = trust;
        row.crises_asked += std::fabs(world.support[i][j]) + std::fabs(world.support[j][i]);
        row.crises_supported += max(0.0, world.support[i][j]) + max(0.0, world.support[j][i]);
        row.aid_forward += world.aid_expected[i][j];
        row.aid_backward += world.aid_expected[j][i];
    }
}

}  // namespace realpolitik

// Run an ensemble and fold it into zeroed arrays: summary (runs, pairs, 15), class_count (years, pairs, 5) and
// trust_total (years, pairs).
extern "C" __attribute__((visibility("default"))) void run_ensemble(
    const realpolitik::Inputs* inputs, const realpolitik::Assumptions* assumed, const std::uint64_t* keys,
    std::int64_t years, const std::int64_t* pair_rows, std::int64_t first_year, std::uint64_t seed,
    std::uint64_t first_run, std::int64_t runs, double* summary, std::int64_t* class_count,
    std::int64_t* trust_total) {
    using namespace realpolitik;
    const auto* rows = reinterpret_cast<const Rows*>(pair_rows);
    auto* summaries = reinterpret_cast<Summary*>(summary);
    auto* counts = reinterpret_cast<Counts*>(class_count);
    auto* totals = reinterpret_cast<Totals*>(trust_total);
    World world = {};
    for (int k = 0; k < actors; ++k) world.keys[k] = keys[k];
    for (std::int64_t r = 0; r < runs; ++r) {
        double spell[pairs] = {};
        begin(world, inputs[0], *assumed);
        for (std::int64_t year = 0; year < years; ++year) {
            const Moment moment = {seed, first_run + static_cast<std::uint64_t>(r),
                                   static_cast<std::uint64_t>(first_year + year)};
            advance(world, inputs[year], moment, *assumed);
            fold(world, rows, year == years - 1, spell, summaries + r * pairs, counts[year], totals[year]);
        }
    }
}
