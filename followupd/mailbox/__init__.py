"""The mailbox: a one-page protocol, its IMAP implementation and its Maildir one."""
