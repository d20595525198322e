"""One round: gathered → plan, values to values."""
