"""The simulation: how a year goes, and how many runs go at once."""
