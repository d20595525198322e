"""Which folder is which, on the servers people have; and which folder is never written to."""

from __future__ import annotations

import pytest

from followupd.errors import MailboxRefused
from followupd.mailbox.folders import Folder, folder_name, roles_of
from followupd.settings import Account


def account(*read: str, **overrides: str) -> Account:
    return Account(address="jordan@example.org", host="h", folders=overrides, read_folders=read)


def folders(*names: str, separator: str = "/") -> list[Folder]:
    """Each "name" or "name \\Flag"."""
    told = []
    for each in names:
        name, *flags = each.split(" \\")
        key = name.encode()
        told.append(Folder(key, folder_name(key), separator, frozenset("\\" + f.lower() for f in flags)))
    return told


def roles(*names: str, separator: str = "/", **overrides: str) -> dict[str, str]:
    found = roles_of(folders(*names, separator=separator), account(**overrides))
    return {role: folder.name for role, folder in found.items()}


GMAIL = (
    "INBOX", "[Gmail] \\Noselect", "[Gmail]/Alle Nachrichten \\All", "[Gmail]/Entw&APw-rfe \\Drafts",
    "[Gmail]/Gesendet \\Sent", "[Gmail]/Papierkorb \\Trash", "[Gmail]/Spam \\Junk",
)  # fmt: skip
CASES = {
    "gmail": ("/", GMAIL, ("[Gmail]/Gesendet", "[Gmail]/Entwürfe", "[Gmail]/Papierkorb", "[Gmail]/Alle Nachrichten")),
    "cyrus, flags in lower case": (
        "/",
        ("INBOX", "Drafts \\drafts", "Sent \\sent", "Trash \\trash", "Archive \\archive"),
        ("Sent", "Drafts", "Trash", "Archive"),
    ),
    "courier, below INBOX and without flags": (
        ".",
        ("INBOX", "INBOX.Drafts", "INBOX.Sent", "INBOX.Trash"),
        ("INBOX.Sent", "INBOX.Drafts", "INBOX.Trash", None),
    ),
    "exchange in French": (
        "/",
        ("INBOX", "Brouillons", "&AMk-l&AOk-ments envoy&AOk-s", "&AMk-l&AOk-ments supprim&AOk-s", "Bo&AO4-te d'envoi"),
        ("Éléments envoyés", "Brouillons", "Éléments supprimés", None),
    ),
    "icloud": (
        "/",
        ("INBOX", "Drafts", "Sent Messages", "Deleted Messages", "Archive", "Notes"),
        ("Sent Messages", "Drafts", "Deleted Messages", "Archive"),
    ),
    "yahoo": (
        "/",
        ("Inbox", "Draft", "Sent", "Trash", "Bulk", "Archive"),
        ("Sent", "Draft", "Trash", "Archive"),
    ),
    "two of each: the one that is named so": (
        "/",
        ("INBOX", "Old/Sent \\Sent", "Sent \\Sent", "Work/Drafts \\Drafts", "Drafts \\Drafts"),
        ("Sent", "Drafts", None, None),
    ),
    "a flag beats a name": (
        "/",
        ("INBOX", "Drafts", "Unfinished \\Drafts"),
        (None, "Unfinished", None, None),
    ),
    "no separator at all": ("", ("INBOX", "Drafts"), (None, "Drafts", None, None)),
}


@pytest.mark.parametrize("case", CASES)
def test_roles_are_found(case: str) -> None:
    separator, names, (sent, drafts, trash, archive) = CASES[case]
    expected = {"inbox": names[0], "sent": sent, "drafts": drafts, "trash": trash, "archive": archive}
    assert roles(*names, separator=separator) == {role: name for role, name in expected.items() if name}


def test_a_folder_deep_below_is_not_taken_by_its_name() -> None:
    assert "sent" not in roles("INBOX", "Drafts", "Projects/Sent")


def test_missing_drafts_says_what_to_do_and_what_there_is() -> None:
    with pytest.raises(MailboxRefused) as raised:
        roles("INBOX", "Concepts", "Outbox")
    assert "jordan@example.org" in str(raised.value)
    assert "folders.drafts" in raised.value.do
    assert '"Concepts"' in raised.value.do


def test_a_folder_of_the_configuration_that_is_not_there_names_the_key() -> None:
    with pytest.raises(MailboxRefused, match=r'folders\.sent: there is no folder "Gone"') as raised:
        roles("INBOX", "Drafts", sent="Gone")
    assert '"INBOX", "Drafts"' in raised.value.do or '"Drafts", "INBOX"' in raised.value.do
    with pytest.raises(MailboxRefused, match=r"folders\.read"):
        roles_of(folders("INBOX", "Drafts"), account("Gone"))


def test_the_configuration_comes_first() -> None:
    told = roles(*GMAIL, "Mine", "inbox2", drafts="Mine", inbox="inbox2")
    assert (told["drafts"], told["inbox"]) == ("Mine", "inbox2")
    assert roles("INBOX", "Drafts", inbox="Inbox")["inbox"] == "INBOX"


def test_further_folders_are_read_under_their_names() -> None:
    found = roles_of(folders("INBOX", "Drafts", "Jobs", "Jobs/New"), account("Jobs/New", "Jobs"))
    assert found["read:Jobs/New"].name == "Jobs/New"
    assert found["read:Jobs"].name == "Jobs"


@pytest.mark.parametrize(
    "name",
    [
        "Sent \\Sent", "Spam \\Junk", "Bin \\Trash", "Everything \\All", "Mine \\Junk", "Outbox", "OUTBOX",
        "INBOX.Outbox", "Junk", "INBOX.Postausgang", "Bandeja de salida", "Scheduled", "INBOX",
    ],
)  # fmt: skip
def test_no_folder_from_which_mail_could_leave_or_vanish_becomes_drafts(name: str) -> None:
    there = {"INBOX", name}
    with pytest.raises(MailboxRefused, match=r"folders\.drafts"):
        roles(*there, separator=".", drafts=name.split(" \\", maxsplit=1)[0])


def test_drafts_has_no_second_role() -> None:
    with pytest.raises(MailboxRefused, match="another role"):
        roles("INBOX", "Drafts", trash="Drafts")


def test_a_folder_that_cannot_be_opened_plays_no_role() -> None:
    with pytest.raises(MailboxRefused):
        roles("INBOX", "Drafts \\Drafts \\Noselect")
