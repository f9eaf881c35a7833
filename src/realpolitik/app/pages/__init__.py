"""The pages: what the browser shows of explorations, games and lessons."""
