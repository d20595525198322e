"""Case → Decision: what good manners allow now. Pure."""
