"""A mailbox in memory that counts what it is asked, and can fail on demand."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from followupd.errors import MailboxUnreachable
from followupd.mailbox.identity import message_id, wanted_fields
from followupd.mailbox.protocol import Header, Look, Sync

ME = "alex.berg@example.net"


class FakeMailbox:
    def __init__(self):
        self.mail = {role: {} for role in ("inbox", "sent", "archive", "drafts", "trash")}
        self.validity = dict.fromkeys(self.mail, 1)
        self.next = dict.fromkeys(self.mail, 1)
        self.asked = []
        self.bytes = 0
        self.fail_after = None

    @property
    def folders(self):
        return {role: role.title() for role in self.mail}

    def put(self, role, raw, received, flags=frozenset()):
        uid = self.next[role]
        self.next[role] += 1
        self.mail[role][uid] = (received, frozenset(flags), raw)
        return uid

    def renumber(self, role):
        """Another UIDVALIDITY, as after a server was restored."""
        self.validity[role] += 1
        kept = list(self.mail[role].values())
        self.mail[role] = dict(enumerate(kept, 1001))
        self.next[role] = 1001 + len(kept)

    def _ask(self, verb, role, *what):
        self.asked.append((verb, role, *what))
        if self.fail_after is not None and len(self.asked) > self.fail_after:
            raise MailboxUnreachable("went away", where="somewhere")

    def look(self, role, since, known=None):
        self._ask("look", role)
        sync = Sync(self.validity[role], self.next[role])
        fresh = known is not None and known.uidvalidity != sync.uidvalidity
        first = known.uidnext if known and not fresh else 1
        return Look(sync, self._headers(role, first, since), fresh)

    def _headers(self, role, first, since):
        for uid, (received, flags, raw) in reversed(list(self.mail[role].items())):
            if uid >= first and received.date() >= since - timedelta(days=1):
                fields = wanted_fields(raw)
                self.bytes += len(fields)
                yield Header(uid, received, len(raw), flags, fields)

    def peek(self, role, uids, limit):
        for uid, raw in self._bodies("peek", role, uids):
            body = raw.partition(b"\r\n\r\n")[2][:limit]
            self.bytes += len(body)
            yield uid, body

    def fetch(self, role, uids, limit):
        for uid, raw in self._bodies("fetch", role, uids):
            self.bytes += len(raw[:limit])
            yield uid, raw[:limit]

    def _bodies(self, verb, role, uids):
        for uid in list(uids):
            self._ask(verb, role, uid)
            if uid in self.mail[role]:
                yield uid, self.mail[role][uid][2]

    def find(self, role, wanted):
        self._ask("find", role, wanted)
        return tuple(uid for uid, (_, _, raw) in self.mail[role].items() if message_id(raw) == wanted)

    def of(self, verb):
        return [asked for asked in self.asked if asked[0] == verb]


def mail(sender, subject, text, *, at, to=ME, ident="", answers="", html="", **fields):
    """A mail's bytes."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{ident or subject.lower().replace(' ', '-')}@made.test>"
    if answers:
        message["In-Reply-To"] = message["References"] = f"<{answers}@made.test>"
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    message.set_content(html or text, subtype="html" if html else "plain")
    return message.as_bytes().replace(b"\n", b"\r\n")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
