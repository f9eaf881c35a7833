"""What ``import realpolitik as rp`` offers: load, simulate, compare, explain, experiment, findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.errors import InputError, Problem, quoted
from realpolitik.limits import LARGEST_RUNS, LARGEST_SEED, checked_whole_number
from realpolitik.paths import checked_path
from realpolitik.scenario import Scenario, load
from realpolitik.scenario.settings import full_paths

if TYPE_CHECKING:
    from realpolitik.comparison import Comparison
    from realpolitik.experiments.results import ExperimentResults
    from realpolitik.explanation import Explanation
    from realpolitik.findings.finding import Finding
    from realpolitik.results import Results

DEFAULT_RUNS = 1000
DEFAULT_SEED = 0


def _taken(scenario: Scenario | str | Path, changes: Mapping[str, Any] | None) -> Scenario:
    """Return the scenario that the user means, with what they change."""
    found = scenario if isinstance(scenario, Scenario) else load(str(scenario))
    return found.with_settings(full_paths({} if changes is None else changes, "assumptions"))


def simulate(
    scenario: Scenario | str | Path,
    runs: int = DEFAULT_RUNS,
    seed: int = DEFAULT_SEED,
    *,
    assumptions: Mapping[str, Any] | None = None,
    trajectories: bool = False,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Results:
    """Run a scenario many times.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A scenario, the name of a shipped one, or the path of a TOML file.
    runs, seed : int
        How many runs; the seed of all draws (0 is a seed).
    assumptions : mapping, optional
        Assumptions, switches or any path of the scenario, with the values that replace its own:
        ``{"trust_loss": 0.5, "identity": "off", "states.iran.value": 0.8}``.
    trajectories : bool
        Keep every year of every run (about 25 kB a run for three states).
    threads : int, optional
        Worker threads; all cores by default. The results do not depend on it.
    progress : callable, optional
        Called with the number of runs that just finished, from any thread.

    Raises
    ------
    InputError
        Everything that is wrong with what was given.

    Examples
    --------
    >>> results = simulate("pahlavi", runs=20, seed=0)
    >>> results.pairs
    ('iran-russia', 'iran-west', 'russia-west')
    """
    runs = checked_whole_number("runs", runs, 1, LARGEST_RUNS)
    seed = checked_whole_number("seed", seed, 0, LARGEST_SEED)
    if threads is not None:
        threads = checked_whole_number("threads", threads, 1, 4096)
    found = _taken(scenario, assumptions)

    from realpolitik.results import Results
    from realpolitik.simulation.ensemble import run_ensemble
    from realpolitik.theory.assumptions import make_assumptions

    timeline = found.timeline()
    chosen = make_assumptions(**found.overrides)
    ensemble = run_ensemble(
        timeline, chosen, runs=runs, seed=seed, trajectories=trajectories, threads=threads, progress=progress
    )
    return Results(found, chosen, runs, seed, timeline, ensemble)


def compare(
    first: Scenario | str | Path,
    second: Scenario | str | Path,
    runs: int = DEFAULT_RUNS,
    seed: int = DEFAULT_SEED,
    *,
    assumptions: Mapping[str, Any] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Comparison:
    """Run two scenarios on the same draws and compare them run by run.

    Parameters
    ----------
    first, second : Scenario, str or Path
        The scenarios; differences are second minus first.
    runs, seed, progress
        As in `simulate`; progress counts the runs of both.
    assumptions : mapping, optional
        What is changed in both.

    Raises
    ------
    InputError
        Everything that is wrong with what was given; two scenarios without a pair in common.
    """
    from realpolitik.comparison import compare_results

    taken = [_taken(scenario, assumptions) for scenario in (first, second)]
    results = [simulate(scenario, runs, seed, progress=progress) for scenario in taken]
    return compare_results(results[0], results[1])


def explain(
    scenario: Scenario | str | Path,
    run: int,
    year: int,
    pair: str,
    seed: int = DEFAULT_SEED,
    *,
    assumptions: Mapping[str, Any] | None = None,
) -> Explanation:
    """Explain why each side of a pair chose what it chose, in one year of one run.

    Parameters
    ----------
    scenario : Scenario, str or Path
        As in `simulate`.
    run, seed : int
        Which run: the one of that number in an ensemble on that seed.
    year : int
        A simulated year.
    pair : str
        Two deciding states, in either order: ``"iran-russia"``.
    assumptions : mapping, optional
        As in `simulate`.

    Raises
    ------
    InputError
        Everything that is wrong with what was given.
    """
    from realpolitik.explanation import explain as explain_year

    return explain_year(_taken(scenario, assumptions), run, year, pair, seed)


def experiment(
    file: str | Path,
    out: str | Path | None = None,
    *,
    replications: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    cluster: str | None = None,
    fresh: bool = False,
    large: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ExperimentResults:
    """Run an experiment, or resume it where it stopped.

    Parameters
    ----------
    file : str or Path
        A shipped experiment by name, or the path of a TOML file.
    out : str or Path, optional
        Folder for the results; ``out/NAME`` by default. One that this experiment began is gone on with.
    replications, seed : int, optional
        In the place of those of the file.
    threads : int, optional
        Worker threads; all cores by default.
    cluster : str, optional
        Address of a Dask scheduler to run on instead.
    fresh : bool
        Begin anew.
    large : bool
        Confirm an experiment of more than five million runs.
    progress : callable, optional
        Called with the number of runs that just finished, from any thread.

    Raises
    ------
    InputError
        Everything that is wrong with the file, or a folder that cannot be used.
    StoreError
        The folder cannot be written; what is finished in it is kept.
    """
    from realpolitik.experiments.confirming import check_size
    from realpolitik.experiments.files import load_experiment
    from realpolitik.experiments.results import ExperimentResults
    from realpolitik.experiments.runner import LocalThreads, Workers, run_experiment

    if threads is not None:
        threads = checked_whole_number("threads", threads, 1, 4096)
    given = None if out is None else checked_path("out", out, "the path of a folder")
    workers: Workers = LocalThreads(threads)
    if cluster is not None:
        from realpolitik.experiments.cluster import DaskCluster

        workers = DaskCluster(cluster)
    wanted = load_experiment(file).altered(replications=replications, seed=seed)
    check_size(wanted, confirmed=large)
    folder = given or Path("out") / wanted.name
    run_experiment(wanted, folder, workers=workers, fresh=fresh, progress=progress or (lambda runs: None))
    return ExperimentResults.read(folder)


def findings(
    ids: Iterable[str] | None = None,
    *,
    runs: int = 400,
    seed: int = DEFAULT_SEED,
    profiles: str = "elite",
    points: int = 0,
) -> list[Finding]:
    """Test the findings of the article, or some of them.

    Parameters
    ----------
    ids : iterable of str, optional
        ``["F1", "F7"]``; all by default.
    runs, seed : int
        Runs of each ensemble that a finding needs; the seed that they share.
    profiles : str
        "elite" for the hand-written elite profiles, "record" for profiles mapped from the record.
    points : int
        Points of the Latin hypercube over all assumptions on which robustness is judged; 0 for none.

    Raises
    ------
    InputError
        Everything that is wrong with what was given.
    """
    from realpolitik.findings.judging import judge
    from realpolitik.findings.registry import claims

    if profiles not in ("elite", "record"):
        raise InputError([Problem(("profiles",), quoted(profiles), "elite or record")])
    runs = checked_whole_number("runs", runs, 2, LARGEST_RUNS)
    seed = checked_whole_number("seed", seed, 0, LARGEST_SEED)
    points = checked_whole_number("points", points, 0, 100_000)
    return judge(claims(ids), runs=runs, seed=seed, profiles=profiles, points=points)
