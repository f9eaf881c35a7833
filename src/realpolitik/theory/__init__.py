"""The rule book: pure functions of numbers, one subject a file, each rule with its source."""
