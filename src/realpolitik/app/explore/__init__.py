"""Exploring a scenario: settings, a run that steps, the ensemble beside it."""
