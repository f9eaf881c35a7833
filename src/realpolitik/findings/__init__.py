"""The twenty findings of the article as tests: claims, statistics, controls, records, verdicts."""
