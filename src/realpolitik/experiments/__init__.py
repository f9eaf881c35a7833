"""Experiments: designs over assumptions and scenarios, the runner and its store, and what reads them."""
