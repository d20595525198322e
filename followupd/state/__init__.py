"""What is kept on disk: the cache (may be deleted at any time) and the ledger (precious)."""
