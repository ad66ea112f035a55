"""The version, written here once; reading package metadata at start would cost more than it is worth."""

__version__ = "0.1.0"
