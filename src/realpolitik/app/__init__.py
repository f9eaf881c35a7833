"""The page: explore, play a state, learn realism in the browser."""
