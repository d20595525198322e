"""Words are data: one folder a language. Adding a language adds no Python."""
