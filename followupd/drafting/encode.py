"""Draft → bytes as RFC 5322 has them, and the mark by which an untouched draft of ours is known.

The header is written by hand: `EmailMessage` turns a Message-ID that is longer than a line into an encoded word,
in References too, and the thread is lost. No field tells about followupd: a draft travels to the employer.
"""

from __future__ import annotations

import email
import quopri
import re
from email.header import Header, decode_header
from email.message import Message as Mail
from email.utils import format_datetime, getaddresses
from hashlib import sha256

from followupd.drafting.draft import Draft
from followupd.mail.message import Address

#: More than any mail client sends; keeps References bounded.
_REFERENCES_EACH_END = 20
#: RFC 5322 2.1.1: a line has at most 998 characters.
_LINE = 998
#: A draft of ours has a few hundred bytes; what is larger was never ours, untouched.
_OURS_AT_MOST = 256 * 1024

_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,900}>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_ATEXT = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_NO_ADDRESS = r"\s\x00-\x20\x7f-\x9f\ud800-\udfff<>(),;\\\"@"
_ADDRESS = re.compile(rf"[^{_NO_ADDRESS}:\[\]]+@[^{_NO_ADDRESS}]+")


def message_id_for(window: str, address: str) -> str:
    """The Message-ID of the draft for this window: the same for every run and machine, and of an ordinary look."""
    domain = address.rpartition("@")[2].lower()
    if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", domain):
        domain = "localhost"
    return f"<{sha256(window.encode('utf-8', 'replace')).hexdigest()[:32]}@{domain}>"


def encode(draft: Draft) -> bytes:
    """One text/plain message with CRLF line ends. Nothing in the draft can add a header field or a recipient."""
    fields = [
        ("Date", format_datetime(draft.date)),
        ("From", _mailbox(draft.sender)),
        ("To", _mailbox(draft.to) if draft.to else ""),
        ("Subject", _unstructured("Subject", draft.subject)),
        ("Message-ID", "".join(_message_ids(draft.message_id)[:1])),
        ("In-Reply-To", "".join(_message_ids(draft.in_reply_to)[:1])),
        ("References", "\r\n ".join(_bounded(_message_ids(" ".join(draft.references))))),
        ("MIME-Version", "1.0"),
        ("Content-Type", 'text/plain; charset="utf-8"'),
    ]
    coding, body = _body(draft.body)
    fields.append(("Content-Transfer-Encoding", coding))
    head = "".join(f"{name}: {value}\r\n" for name, value in fields if value)
    return head.encode("utf-8") + b"\r\n" + body


def _message_ids(text: str) -> list[str]:
    return list(dict.fromkeys(_MESSAGE_ID.findall(text)))


def _bounded(ids: list[str]) -> list[str]:
    if len(ids) <= 2 * _REFERENCES_EACH_END:
        return ids
    return ids[:_REFERENCES_EACH_END] + ids[-_REFERENCES_EACH_END:]


def _unstructured(name: str, text: str) -> str:
    text = " ".join(_CONTROL.sub(" ", text).split())
    # "=?" in a decoded subject would be decoded once more by the reader (RFC 2047 5)
    plain = text.isascii() and "=?" not in text and len(text) < _LINE - len(name) - 2
    return Header(text, None if plain else "utf-8", header_name=name, maxlinelen=76).encode(linesep="\r\n")


def _mailbox(who: Address) -> str:
    """RFC 5322 3.4; an address outside the ordinary characters is left out with its name."""
    if not _ADDRESS.fullmatch(who.address):
        return ""
    name = " ".join(_CONTROL.sub(" ", who.name).split())[:200]
    if not name:
        return who.address
    if not name.isascii() or "=?" in name:
        return f"{Header(name, 'utf-8', maxlinelen=70).encode(linesep=chr(13) + chr(10))} <{who.address}>"
    if not _ATEXT.fullmatch(name):
        name = '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    return f"{name} <{who.address}>"


def _body(text: str) -> tuple[str, bytes]:
    lines = [_CONTROL.sub(" ", line).rstrip() for line in text.replace("\r\n", "\n").rstrip().split("\n")]
    data = "\n".join([*lines, ""]).encode("utf-8")
    if data.isascii() and all(len(line) <= _LINE for line in lines):
        return "7bit", data.replace(b"\n", b"\r\n")
    return "quoted-printable", quopri.encodestring(data).replace(b"\n", b"\r\n")


def fingerprint(raw: bytes) -> str:
    """What a person sees of a draft, as a hash; never raises.

    From, recipients, subject, the mail it answers, the parts and their content. Any edit by a person changes it;
    what servers do (further fields, other folding or coding, white space at line ends) does not.
    """
    if len(raw) > _OURS_AT_MOST:
        return sha256(raw).hexdigest()
    try:
        return sha256(repr(_visible(email.message_from_bytes(raw))).encode("utf-8", "replace")).hexdigest()
    except Exception:  # the mail package raises many things for broken mail; ours is not broken
        return sha256(raw).hexdigest()


def _visible(mail: Mail) -> list[object]:
    addresses = [
        sorted(a.lower() for _, a in getaddresses([_one_line(v) for v in mail.get_all(name, [])]) if a)
        for name in ("From", "To", "Cc", "Bcc")
    ]
    subject = " ".join(_decoded(_one_line(mail.get("Subject", ""))).split())
    parts = [(part.get_content_type(), _content(part)) for part in mail.walk()]
    return [addresses, subject, _one_line(mail.get("In-Reply-To", "")), parts]


def _one_line(value: object) -> str:
    return " ".join(str(value).split())


def _decoded(value: str) -> str:
    return "".join(
        piece if isinstance(piece, str) else piece.decode(charset or "ascii", "replace")
        for piece, charset in decode_header(value)
    )


def _content(part: Mail) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    if part.get_content_type() != "text/plain":
        return sha256(payload).hexdigest()
    text = payload.decode(part.get_content_charset("utf-8"), "replace")
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip()
