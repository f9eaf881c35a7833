"""What the results of an experiment say: effects, sensitivity, where an outcome holds. Nothing is run here."""
