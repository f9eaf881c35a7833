"""Iran, Russia and the West as realist states: scenario runs, findings, history."""

__version__ = "0.1.0"
