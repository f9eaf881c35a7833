"""Lessons: Markdown files with a question, a prediction, runs, and what is said of them."""
