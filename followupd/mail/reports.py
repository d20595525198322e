"""Delivery reports (RFC 3464)."""

from __future__ import annotations

from followupd.mail.message import DeliveryReport
from followupd.mail.mime import Part


def reports(mail: Part, text: str) -> tuple[DeliveryReport, ...]:
    """None yet."""
    return ()
