"""What is measured; in a file of its own, so that a measured process loads nothing else with it."""

SCENARIO = "islamic-republic"
