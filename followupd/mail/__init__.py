"""Bytes → Message. Pure: bad mail is a value (`Unreadable`), never an exception."""
