"""iCalendar objects → `Invite`s (RFC 5545, 5546)."""

from __future__ import annotations

from datetime import tzinfo

from followupd.mail.message import Invite


def invites(raw: bytes, zone: tzinfo | None, method_of_part: str) -> tuple[Invite, ...]:
    """None yet."""
    return ()
