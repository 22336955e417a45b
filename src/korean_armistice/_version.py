"""The one place that says the version."""

__version__ = "1.0.0"
