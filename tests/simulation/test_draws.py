"""Draws: the generator's published answers, its distributions, and that a draw is a function of its key alone."""

from __future__ import annotations

import itertools
import math
import tomllib

import numpy as np
import pytest
from scipy import stats

from realpolitik.compiled import kernel
from realpolitik.scenario import shipped_scenarios
from realpolitik.simulation import draws
from realpolitik.simulation.ensemble import name_keys
from realpolitik.simulation.moves import draw_from

ONES = 2**64 - 1
# Random123, tests/kat_vectors, lines "threefry2x64 20": counter, key, answer
KNOWN_ANSWERS = (
    ((0, 0), (0, 0), (0xC2B6E3A8C2C69865, 0x6F81ED42F350084D)),
    ((ONES, ONES), (ONES, ONES), (0xE02CB7C4D95D277A, 0xD06633D0893B8B68)),
    (
        (0x243F6A8885A308D3, 0x13198A2E03707344),
        (0xA4093822299F31D0, 0x082EFA98EC4E6C89),
        (0x263C7D30BB0F0AF1, 0x56BE8361D3311526),
    ),
)
PURPOSES = range(draws.GROWTH + 1)
MANY = 20_000
UNLIKELY = 1e-4


@kernel
def threefry(key0, key1, counter0, counter1):
    return draws.threefry(key0, key1, counter0, counter1)


@kernel
def fill(uniforms, normals, seeds, runs, years, purpose, i, j):
    for k in range(len(uniforms)):
        uniforms[k] = draws.uniform(seeds[k], runs[k], years[k], purpose, i[k], j[k])
        normals[k] = draws.normal(seeds[k], runs[k], years[k], purpose, i[k], j[k])


def drawn(seed=0, run=0, year=2000, purpose=0, i=7.0, j=9.0):
    """Return uniform and normal draws over the part of the key that is an array."""
    size = max(np.size(part) for part in (seed, run, year, i, j))
    words = [np.broadcast_to(np.asarray(part, np.uint64), size).copy() for part in (seed, run)]
    years = np.broadcast_to(np.asarray(year, np.int64), size).copy()
    names = [np.broadcast_to(np.asarray(part, np.float64), size).copy() for part in (i, j)]
    uniforms, normals = np.zeros(size), np.zeros(size)
    fill(uniforms, normals, *words, years, purpose, *names)
    return uniforms, normals


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_known_answers_of_random123(counter, key, answer):
    words = [np.uint64(word) for word in (*key, *counter)]
    assert tuple(int(word) for word in threefry(*words)) == answer
    with np.errstate(over="ignore"):  # the words wrap around, as they are meant to
        assert tuple(int(word) for word in draws.threefry(*words)) == answer


def test_the_rounds_are_told_apart_by_every_bit_of_key_and_counter():
    """Flipping any one of the 256 bits that go in changes about half of those that come out."""
    words = [np.uint64(word) for word in (3, 5, 7, 11)]
    plain = [int(word) for word in threefry(*words)]
    for place, bit in itertools.product(range(4), range(64)):
        flipped = list(words)
        flipped[place] = flipped[place] ^ np.uint64(1 << bit)
        found = [int(word) for word in threefry(*flipped)]
        changed = sum((a ^ b).bit_count() for a, b in zip(plain, found, strict=True))
        assert 35 <= changed <= 93, (place, bit)  # 64 of 128, within five spreads


def test_unit_numbers_stay_off_zero():
    assert draws._unit(np.uint64(0)) == 2.0**-53


def test_unit_numbers_stay_off_one():
    assert draws._unit(np.uint64(ONES)) == 1.0 - 2.0**-53


@pytest.mark.parametrize("part", ["seed", "run", "year", "i", "j"])
def test_draws_are_uniform_and_normal_along_every_part_of_the_key(part):
    uniforms, normals = drawn(**{part: np.arange(MANY)})
    assert stats.kstest(uniforms, "uniform").pvalue > UNLIKELY
    assert stats.kstest(normals, "norm").pvalue > UNLIKELY
    for numbers in (uniforms, normals):
        assert abs(np.corrcoef(numbers[:-1], numbers[1:])[0, 1]) < 4.0 / math.sqrt(MANY)


@kernel
def fill_pairs(pairs, seed, year, purpose):
    for run in range(len(pairs)):
        pairs[run, 0], pairs[run, 1] = draws.two_normals(seed, np.uint64(run), year, purpose, 7.0, 9.0)


def test_the_two_normals_of_a_draw_are_normal_and_independent():
    pairs = np.zeros((MANY, 2))
    fill_pairs(pairs, np.uint64(0), 2000, draws.PERCEPTION)
    for numbers in (pairs[:, 0], pairs[:, 1], pairs.sum(axis=1) / math.sqrt(2.0)):
        assert stats.kstest(numbers, "norm").pvalue > UNLIKELY
    for one, other in (pairs.T, np.abs(pairs).T, (pairs**2).T):
        assert abs(np.corrcoef(one, other)[0, 1]) < 4.0 / math.sqrt(MANY)


def test_purposes_are_independent():
    numbers = np.array([drawn(run=np.arange(MANY), purpose=purpose)[0] for purpose in PURPOSES])
    correlations = np.corrcoef(numbers)[np.triu_indices(len(PURPOSES), 1)]
    assert np.abs(correlations).max() < 5.0 / math.sqrt(MANY)


def test_every_key_has_a_draw_of_its_own():
    few = (0, 1, 2, 2**32, 2**63 - 1)
    keys = list(itertools.product(few, few, (1946, 1947, 2025), (1, 2, 2**32 - 1), (1, 2, 2**32 - 1)))
    seed, run, year, i, j = (np.array(part) for part in zip(*keys, strict=True))
    numbers = np.concatenate([drawn(seed, run, year, purpose, i, j)[0] for purpose in PURPOSES])
    assert len(np.unique(numbers)) == len(numbers)


def test_plain_python_draws_the_same_bits():
    uniforms, normals = drawn(seed=3, run=np.arange(40), purpose=draws.CRISIS, i=123.0, j=456.0)
    with np.errstate(over="ignore"):
        for run in range(40):
            key = (3, run, 2000, draws.CRISIS, 123.0, 456.0)
            assert draws.uniform(*key) == uniforms[run]
            assert draws.normal(*key) == normals[run]


def test_cosine_and_sine_of_a_turn():
    for share in np.linspace(0.001, 0.999, 997):
        turn = 2 * math.pi * share
        assert draws._around_circle(share) == pytest.approx((math.cos(turn), math.sin(turn)), abs=1e-9)


def test_actors_have_keys_of_their_own_wherever_they_stand():
    files = [tomllib.loads(entry.path.read_text(encoding="utf-8")) for entry in shipped_scenarios()]
    actors = sorted({actor for file in files for kind in ("states", "bystanders") for actor in file.get(kind, ())})
    assert len(actors) > 12
    keys = name_keys(tuple(actors))
    assert len(np.unique(keys)) == len(actors)
    assert (keys == np.floor(keys)).all()
    assert (keys < 2.0**32).all()
    assert np.array_equal(name_keys(tuple(reversed(actors)))[::-1], keys)


@pytest.mark.parametrize(
    ("number", "picked"), [(0.0, 1), (0.19, 1), (0.21, 3), (0.49, 3), (0.51, 4), (1.0 - 2**-53, 4)]
)
def test_the_number_picks_among_the_weights_in_order(number, picked):
    assert draw_from([0.0, 2.0, 0.0, 3.0, 5.0, 0.0], number) == picked


def test_an_option_without_weight_is_never_picked():
    weights = [0.0, 0.1, 0.0, 0.2, 0.0, 0.7, 0.0]
    for number in np.linspace(0.0, 1.0, 1001):  # 1 itself stands for a target that rounding lifts to the sum
        assert weights[draw_from(weights, number)] > 0.0


def test_options_are_picked_as_often_as_they_weigh():
    weights = np.array([1.0, 0.0, 4.0, 2.0, 3.0])
    uniforms, _ = drawn(run=np.arange(MANY))
    count = np.bincount([draw_from(weights, number) for number in uniforms], minlength=5)
    kept = weights > 0.0
    assert count[~kept].sum() == 0
    assert stats.chisquare(count[kept], MANY * weights[kept] / weights.sum()).pvalue > UNLIKELY
