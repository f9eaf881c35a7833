"""A small scenario in three files that tests change, break and extend."""

from __future__ import annotations

import pytest

from realpolitik.scenario import catalogue

SCENARIO = """\
format_version = 1
title = "Toy"
years = [1950, 1955]
series = "toy.csv"

[states.iran]
name = "Iran"
value = [[1950, 0.3], [1953, 0.6]]
profiles = [[1940, "first"], [1953, "second"]]

[states.russia]
name = "Russia"
great = true

[states.west]
name = "West"
great = true
global_reach = true

[bystanders.iraq]
name = "Iraq"

[pairs.russia-iran]
clash = 0.4

[penetration]
"russia->iran" = [[1951, 0.5]]

[initial]
"west-iran" = { security = 0 }

[[pins]]
pair = "iraq-iran"
ladder = "security"
years = [1952, 1953]
level = 0

[[events]]
id = "arms-deal"
year = 1954
kind = "tie"
pair = "west-iran"
ladder = "security"
level = 2
by = "west"

[[events]]
id = "ultimatum"
year = 1951
kind = "crisis"
victim = "iran"
challenger = "iraq"

[[events]]
id = "visit"
year = 1952
kind = "note"
text = "a visit"

[assumptions]
trust_loss = 0.5

[switches]
crises = "off"
"""

PROFILE = """\
format_version = 1
title = "An elite"
state = "iran"
intensity = 0.4
risk = -0.2
weights = { security = 0.5, autonomy = 0.3, development = 0.2 }

[affinity]
west = 0.5
china = 1.0

[images]
russia = 0.8
iraq = 0.1
"""

SERIES = """\
year,cinc.iran,cinc.russia,cinc.west,cinc.iraq,gdp.iran,gdp.russia,gdp.west,distance_km.iran-russia,\
distance_km.west-iran,distance_km.russia-west,contiguity.iran-russia,sanctions.west-iran,rivalry.russia-west,\
dispute_level.iran-iraq,ideal_distance.iran-russia,forces.iran-west,recorded_class.iran-russia
1949,0.01,0.1,0.4,0.005,100,300,600,1,2000,50,1,0,1,0,,0,hostile
1950,0.01,0.1,0.4,0.005,100,300,600,1,2000,50,1,0,1,0,,1,hostile
1951,0.01,,0.4,0.005,100,300,600,1,2000,50,1,2,1,5,2.5,0,
1952,0.01,,0.4,0.005,100,300,600,1,2000,50,1,3,0,0,,0,hostile
1953,0.02,0.2,0.4,0.005,200,300,500,1,2000,50,1,1,0,0,,0,distant
1954,0.02,,0.4,0.005,200,300,500,1,2000,50,1,0,1,0,3.5,0,
1955,0.02,,0.4,0.005,200,300,500,1,2000,50,1,0,1,0,,0,
"""

FILES = {
    "toy.toml": SCENARIO,
    "toy.csv": SERIES,
    "profiles/first.toml": PROFILE,
    "profiles/second.toml": PROFILE.replace("risk = -0.2", "risk = 0.6").replace("russia = 0.8", "russia = 0.3"),
}


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """Write the toy scenario, with nothing shipped beside it, and return the path of its main file."""
    monkeypatch.setattr(catalogue, "shipped_folder", lambda: tmp_path / "nothing-shipped")
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "toy.toml"


@pytest.fixture
def edit(toy):
    """Return a function that replaces a passage of a toy file; an empty passage appends."""

    def change(name, old, new):
        path = toy.parent / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
        return toy

    return change
