"""The report of an experiment: its figures, its methods, one page that can be cited."""
