"""Yardsticks: the same model written the ordinary way, and what the compiled one costs beside it."""
