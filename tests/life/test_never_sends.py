"""D1, seen from outside: a real SMTP server that nobody calls, and every IMAP command there was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from dovecot import Dovecot
from exchange import Exchange
from process import configured, scanned
from stories import answered, deleted, edited, first_look, rejected, sent, sent_and_due_again, two_of_ours
from wiretap import Wiretap
from world import Begin

pytestmark = pytest.mark.slow

STORIES = (first_look, answered, sent, sent_and_due_again, deleted, edited, two_of_ours, rejected)
#: everything that may ever be said to a server; X stands for what varies
ALLOWED = re.compile(
    r"CAPABILITY|NOOP|LOGOUT|ID X|AUTHENTICATE PLAIN( X)?|LIST X|EXAMINE X|UID SEARCH X|STATUS X"
    r"|(UID )?FETCH [\d:*,]+ \((?!.*BODY\[)X?\)|SELECT \"Drafts\"|UID MOVE \d+ \"Trash\""
    r"|APPEND \"Drafts\" \(\\Draft \\Seen\) X".replace("X", ".*")
)


def test_no_story_calls_the_mail_server_and_only_these_commands_are_said(
    served: Begin, dovecot: Dovecot, exchange: Exchange
) -> None:
    with Wiretap(dovecot.port) as wire:
        for story in STORIES:
            life = served()
            at = story(life)
            life.port = wire.port
            configured(life, smtp=exchange.port)
            status, _, complaint = scanned(life, at)
            assert (status, complaint) == (0, "")
        assert wire.connections == len(STORIES)
    assert exchange.calls == 0
    assert [command for command in wire.commands if not ALLOWED.fullmatch(command)] == []
    assert {"APPEND", "UID MOVE", "UID SEARCH", "EXAMINE"} <= set(wire.verbs)


BUG = """
import atexit, smtplib, sys
def bug():
    try:
        smtplib.SMTP("127.0.0.1", PORT)
    except BaseException as error:
        sys.stderr.write(type(error).__name__)
atexit.register(bug)
"""


@pytest.mark.parametrize(("command_allows", "calls"), [(True, 0), (False, 1)])
def test_even_a_bug_of_ours_could_not_send(
    ashore: Begin, exchange: Exchange, tmp_path: Path, command_allows: bool, calls: int
) -> None:
    """The guard of `scan` refuses what a piece of code in its process tries; without a round nothing guards."""
    life = ashore()
    at = first_look(life)
    configured(life)
    (tmp_path / "sitecustomize.py").write_text(BUG.replace("PORT", str(exchange.port)))
    _, _, complaint = scanned(life, at if command_allows else "no moment", str(tmp_path))
    assert exchange.calls == calls
    assert complaint.endswith("Forbidden") == command_allows
