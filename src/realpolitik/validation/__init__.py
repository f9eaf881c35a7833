"""Held against history: targets from the record, likelihood, fitting."""
