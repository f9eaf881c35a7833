"""The scenario: files, validation, the mapping from the record, the timeline."""

from realpolitik.scenario.catalogue import Entry, shipped_file, shipped_profiles, shipped_scenarios
from realpolitik.scenario.files import check_file, load, load_profile
from realpolitik.scenario.profiles import Profile
from realpolitik.scenario.scenario import Scenario
from realpolitik.scenario.schema import ScenarioDocument, json_schema
from realpolitik.scenario.settings import parse_settings
from realpolitik.scenario.timeline import Gap, ScenarioTimeline, Timeline

__all__ = [
    "Entry",
    "Gap",
    "Profile",
    "Scenario",
    "ScenarioDocument",
    "ScenarioTimeline",
    "Timeline",
    "check_file",
    "json_schema",
    "load",
    "load_profile",
    "parse_settings",
    "shipped_file",
    "shipped_profiles",
    "shipped_scenarios",
]
