"""Readings → Cases: what belongs together, and the story so far. Pure."""
