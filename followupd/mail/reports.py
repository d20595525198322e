"""Delivery reports: RFC 3464, and what post offices write that never read it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from followupd.mail.address import is_no_reply, normal, read_addresses
from followupd.mail.headers import Fields, first, split_fields, unencoded
from followupd.mail.message import DeliveryReport
from followupd.mail.mime import Part
from followupd.mail.text import one_line

MAX_REPORTS = 50
#: a bounce says what it has to say at its beginning
MAX_READ = 16 * 1024

_STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^{|}~-]{1,100}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")
_LEADS_LINE = re.compile(r"^[^\w\n]{0,20}(?:\w{1,20}[ :]{1,3}){0,2}[^\w\n]{0,5}$")
#: Exchange writes X.400 addresses around the one that was meant: "c=US;p=…;dda:SMTP=ann@acme.test"
_X400 = re.compile(r"^.{0,100}smtp[=:]", re.IGNORECASE)
_ENDS = re.compile(r"[.!?]\s|\n\s{0,3}\n")
_TO = re.compile(r"^[> ]{0,4}To:[ \t]{0,3}(.{3,300})$", re.IGNORECASE | re.MULTILINE)
_HEX = re.compile(r"\+([0-9A-F]{2})")


def reports(mail: Part, text: str) -> tuple[DeliveryReport, ...]:
    """What did not arrive, or not yet ("delayed"); nothing for a mail that is no report, or that reports success.

    `text` is what a person reads in it. A bounce that does not say whose address failed: one report, no recipient.
    """
    found = _standard(mail) or _told_by_field(mail, text)
    if not found and _is_bounce(mail.fields, text):
        found = _told_in_words(mail, text)
    return tuple(dict.fromkeys(found))[:MAX_REPORTS]


def _standard(mail: Part) -> list[DeliveryReport]:
    """RFC 3464 2.1: one block of fields for the message, then one for each recipient."""
    found = []
    for part in mail.walk():
        if part.kind in _STATUS_TYPES:
            for block in re.split(rb"\n[ \t]*(?:\n[ \t]*)+", part.content[: 4 * MAX_READ].strip(b"\n"))[
                : 2 * MAX_REPORTS
            ]:
                fields, _ = split_fields(block)
                recipient = _recipient(first(fields, "original-recipient")) or _recipient(
                    first(fields, "final-recipient")
                )
                action = one_line(first(fields, "action").lower().partition(" ")[0], 20)
                status = one_line(first(fields, "status").partition("(")[0], 20)
                if recipient and (action in ("failed", "delayed") or (not action and status[:1] in ("4", "5"))):
                    found.append(DeliveryReport(recipient, action or "failed", status))
    return found


def _recipient(value: str) -> str:
    """`address-type ";" address` (RFC 3464 2.3.2), some of it in xtext (RFC 3461 4)."""
    kind, semicolon, address = value.partition(";")
    address = address if semicolon else kind
    return normal(address) or normal(_HEX.sub(lambda m: chr(int(m[1], 16)), address))


def _told_by_field(mail: Part, text: str) -> list[DeliveryReport]:
    """X-Failed-Recipients, as Exim and Gmail write it."""
    boxes = read_addresses(first(mail.fields, "x-failed-recipients"))
    if not boxes:
        return []
    action = "delayed" if _words("delayed").search(text[:MAX_READ]) else "failed"
    return [DeliveryReport(box.address, action) for box in boxes if box.address]


def _is_bounce(fields: Fields, text: str) -> bool:
    sender = unencoded(first(fields, "from"))
    subject = one_line(unencoded(first(fields, "subject")), 300)
    by_machine = bool(_words("sender").search(sender)) or "@" not in sender
    by_subject = bool(_words("subject").match(subject))
    if not (by_machine or by_subject):
        return False
    in_words = bool(_words("failed").search(_told(text)) or _words("delayed").search(_told(text)))
    return (by_machine and (in_words or by_subject)) or (in_words and bool(_ADDRESS.search(_told(text))))


def _told_in_words(mail: Part, text: str) -> list[DeliveryReport]:
    told = _told(text)
    action = "delayed" if _words("delayed").search(told) else "failed"
    own = {box.address for name in ("to", "from", "delivered-to") for box in read_addresses(first(mail.fields, name))}
    match = _words("failed").search(told)
    ranked: tuple[list[str], list[str], list[str]] = ([], [], [])
    for hit in _ADDRESS.finditer(told):
        address = normal(_X400.sub("", hit[0]).strip("'.="))
        if address and address not in own and not is_no_reply(address):
            line = told[told.rfind("\n", 0, hit.start()) + 1 : hit.start()]
            before = match is not None and bool(_ENDS.search(told[hit.end() : match.start()]))
            ranked[2 if before else 0 if _LEADS_LINE.match(line) else 1].append(address)
    meant = [[address for address in named if not _words("helpers").match(address)] for named in ranked]
    named = next(filter(None, meant), None) or _returned_to(mail, text) or [""]
    return [DeliveryReport(address, action) for address in named]


def _told(text: str) -> str:
    """What the post office itself says: the text above the copy of what was sent."""
    text = text[:MAX_READ]
    copy = _words("copy").search(text)
    return text[: copy.start()] if copy else text


def _returned_to(mail: Part, text: str) -> list[str]:
    """The one address that the returned mail was for: a part of the report, or copied into its text."""
    for part in mail.walk():
        fields = part.parts[0].fields if part.kind == "message/rfc822" and part.parts else ()
        if part.kind == "text/rfc822-headers":
            fields, _ = split_fields(part.content)
        addresses = [box.address for box in read_addresses(first(fields, "to")) if box.address]
        if len(addresses) == 1:
            return addresses
    copied = _TO.search(text[len(_told(text)) : MAX_READ])
    addresses = [box.address for box in read_addresses(copied[1]) if box.address] if copied else []
    return addresses if len(addresses) == 1 else []


@cache
def _words(name: str) -> re.Pattern[str]:
    data = tomllib.loads(files("followupd.mail").joinpath("reports.toml").read_text("utf-8"))
    start = "^" if name == "copy" else ""
    body = "|".join(pattern.replace(" ", r"\s+") for pattern in data[name])
    return re.compile(f"{start}(?:{body})", re.IGNORECASE | re.MULTILINE)
