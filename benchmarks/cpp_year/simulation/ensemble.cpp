// Many runs on one core, one after the other or several side by side; simulation/ensemble.py.
#include <cstdint>
#include <type_traits>
#include <vector>

#include "layouts.hpp"

#include "simulation/folding.hpp"
#include "simulation/year.hpp"

namespace realpolitik {

constexpr int registers = (side_by_side + lanes_of_register - 1) / lanes_of_register;
using Number = std::conditional_t<side_by_side == 1, double, Lanes<registers>>;
static_assert(Kind<Number>::runs == side_by_side, "whole registers");

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
    auto* counts = reinterpret_cast<Counts*>(class_count);
    auto* totals = reinterpret_cast<Totals*>(trust_total);
    std::vector<Year> record(years);
    for (std::int64_t y = 0; y < years; ++y) {
        record[y].given = inputs[y];
        record[y].calendar_year = static_cast<std::uint64_t>(first_year + y);
        for (int k = 0; k < actors; ++k) record[y].keys[k] = keys[k];
        read_structure(record[y], *assumed);
    }
    World<Number> world = {};
    for (std::int64_t start = 0; start < runs; start += side_by_side) {
        const int wanted = static_cast<int>(min<std::int64_t>(side_by_side, runs - start));
        const auto run = Kind<Number>::successive(first_run + static_cast<std::uint64_t>(start));
        Number spell[pairs] = {};
        Summary<Number> folded[pairs] = {};
        begin(world, record[0]);
        for (std::int64_t y = 0; y < years; ++y) {
            advance(world, record[y], {seed, run, record[y].calendar_year}, *assumed);
            fold(world, rows, wanted, spell, folded, counts[y], totals[y]);
        }
        write(folded, wanted, summary + start * pairs * (sizeof(Summary<double>) / sizeof(double)));
    }
}
