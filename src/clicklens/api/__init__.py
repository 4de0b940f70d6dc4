"""The service: HTTP in and out, and nothing else."""

from clicklens.api.app import create_app
from clicklens.api.settings import Settings

__all__ = ["Settings", "create_app"]
