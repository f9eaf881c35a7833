"""The command line: thin commands over the Python API."""

from realpolitik.cli.application import main

__all__ = ["main"]
