"""The version, written here once: reading package metadata at start would cost too much."""

__version__ = "0.1.0"
