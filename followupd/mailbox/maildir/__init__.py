"""A Maildir on the disk as a mailbox: for people who synchronise, and for the demo."""
