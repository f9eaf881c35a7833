"""``uv run python -m benchmarks``: measure speed, memory and start, print a table, write JSON and a figure.

Measure on a quiet machine; the load is written down. ``--publish`` renews the record in results/benchmarks and the
table in docs/speed.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from realpolitik.errors import InputError

ROOT = Path(__file__).parents[1]
PUBLISHED, DOCUMENT = ROOT / "results" / "benchmarks", ROOT / "docs" / "speed.md"
BEGIN, END = "<!-- generated: speed -->", "<!-- generated: end -->"
ROUNDS, QUICK_ROUNDS = 9, 2
KIND = "benchmarks"


def measure(rounds: int, quick: bool, say: Callable[[str], Callable[[], None]]) -> dict[str, Any]:
    """Return everything measured, and on what."""
    from benchmarks import machine, memory, starting, throughput
    from benchmarks.interleaved import WALL
    from realpolitik.provenance import provenance

    measured: dict[str, Any] = {**provenance(), "machine": machine.machine(), "rounds": rounds}
    # children first: what this process has loaded by then must not count for them
    runs = memory.RUNS[:-1] if quick else memory.RUNS
    say("what must be compiled")
    starting.compiled()
    memory.measure(1)
    turn = say("memory")
    measured["memory"] = []
    for number in runs:
        measured["memory"].append(memory.measure(number))
        turn()
    measured["starting_warm"] = starting.warm(2 if quick else 5, say("start, compiled before"))
    if not quick:
        measured["starting_cold"] = starting.cold(say("start, nothing compiled"))

    timing = throughput.time_ways(rounds, say("runs per second"))
    measured["throughput"] = timing.to_dict()
    measured["share_of_a_core"] = timing.share_of_a_core(throughput.ONE_CORE)
    measured["ratios"] = {
        "ensemble_to_plain": timing.ratio(throughput.ONE_CORE, throughput.PLAIN),
        "facade_to_plain": timing.ratio(throughput.FACADE, throughput.PLAIN),
        "two_cores_to_one": timing.ratio(throughput.TWO_CORES, throughput.ONE_CORE, WALL),
    }
    measured["states"] = {}
    for states in throughput.STATES:
        timing = throughput.time_states(states, max(2, rounds // 2), say(f"{states} states"))
        year = throughput.YEARS_OF_MANY_STATES
        measured["states"][str(states)] = {
            "years": year,
            "plain_seconds_per_year": 1.0 / timing.runs_per_second(throughput.PLAIN) / year,
            "ensemble_seconds_per_year": 1.0 / timing.runs_per_second(throughput.ONE_CORE) / year,
            "ratio": timing.ratio(throughput.ONE_CORE, throughput.PLAIN),
            "timing": timing.to_dict(),
        }
    measured["load_average_at_end"] = machine.machine()["load_average"]
    return measured


def write(measured: dict[str, Any], folder: Path) -> None:
    """Write the measurement to a folder: JSON, the table, the figure, a manifest."""
    from benchmarks import figure, tables
    from realpolitik.report.style import as_png
    from realpolitik.results_folder import write_manifest, written_folder

    with written_folder(folder, KIND) as fresh:
        (fresh / "benchmarks.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
        (fresh / "table.md").write_text(tables.markdown(measured) + "\n", encoding="utf-8")
        (fresh / "benchmarks.png").write_bytes(as_png(figure.draw(measured)))
        about = ("created", "python", "packages", "platform", "git", "machine", "rounds", "elapsed_seconds")
        write_manifest(fresh, {"kind": KIND, **{name: measured[name] for name in about}})


def with_table(document: str, table: str) -> str:
    """Return the document with its generated table replaced."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    if not rest or END not in rest:
        raise ValueError(f"the document has no part between {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def print_table(measured: dict[str, Any]) -> None:
    """Print the table."""
    from rich.console import Console
    from rich.table import Table

    from benchmarks.tables import all_rows, is_busy

    table = Table(title=f"{measured['machine']['processor']}, {measured['machine']['instruction_set']}")
    for heading in ("measured", "", "first aim", "goal"):
        table.add_column(heading, justify="left" if heading == "measured" else "right")
    for row in all_rows(measured):
        table.add_row(*row)
    console = Console()
    console.print(table)
    if is_busy(measured):
        console.print(f"The machine was busy: one thread got {measured['share_of_a_core']:.0%} of a core.")


def say(what: str) -> Callable[[], None]:
    """Show on standard error what is being measured; return what to call after each turn."""
    print(f"\n{what} ", end="", file=sys.stderr, flush=True)
    return lambda: print(".", end="", file=sys.stderr, flush=True)


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n\n")[1])
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks"), help="folder to write to")
    parser.add_argument("--rounds", type=int, default=None, help=f"turns of each way to run ({ROUNDS})")
    parser.add_argument("--quick", action="store_true", help="little of everything: to see that it works")
    parser.add_argument("--publish", action="store_true", help="write to results/benchmarks and docs/speed.md")
    chosen = parser.parse_args()
    if chosen.publish and chosen.quick:
        parser.error("--publish needs a full measurement, not --quick")
    rounds = chosen.rounds or (QUICK_ROUNDS if chosen.quick else ROUNDS)
    if rounds < 1:
        parser.error("--rounds needs a whole number of 1 or more")
    folder = PUBLISHED if chosen.publish else chosen.out

    from benchmarks.tables import markdown
    from realpolitik.results_folder import check_folder

    try:
        check_folder(folder, KIND)
        start = time.perf_counter()
        measured = measure(rounds, chosen.quick, say)
        measured["elapsed_seconds"] = time.perf_counter() - start
        print(file=sys.stderr)
        write(measured, folder)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    if chosen.publish:
        document = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(with_table(document, markdown(measured)), encoding="utf-8")
    print_table(measured)
    print(f"Measured in {measured['elapsed_seconds']:.0f} s; written to {folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
