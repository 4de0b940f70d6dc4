"""The command line. Commands import what they need when they run, so that ``clicklens --help`` answers at once."""

from clicklens.cli.app import main

__all__ = ["main"]
