"""Helpers that bring networks of other tools to equipoise, which judges whether their balance survives on a neuromorphic chip."""

__version__ = "0.1.0"
