"""followupd lays brief, well-timed interview follow-ups into the Drafts folder. It never sends."""

__version__ = "0.1.0"
