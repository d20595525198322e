"""The loop, the round, the clock, the guard and the service."""
