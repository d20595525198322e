"""An IMAP account as a mailbox (RFC 3501): only Drafts is ever written to."""
