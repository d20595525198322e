"""However often it is interrupted, and in however many rounds it is done, gathering ends up with the same."""

import os
import random
from contextlib import contextmanager
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from fake_mailbox import ME, FakeMailbox, at, mail

from followupd.daemon import intake
from followupd.daemon.gather import fingerprint_of, gather
from followupd.errors import StateUnavailable
from followupd.mailbox.connect import open_mailbox
from followupd.settings import Account, Policy, Settings, You
from followupd.state.cache import Cache
from followupd.state.database import Database
from followupd.state.ledger import Ledger

ZONE = ZoneInfo("Europe/Vienna")
DANA = "Dana Ruiz <dana@corvid.test>"
NOW = at("2026-03-20T12:00")
INVITATION = "Hi Alex,\n\nYour interview for the Analyst position is confirmed for Tuesday, March 10 at 2:00 PM.\n"


def settings(**account):
    account = {"host": "h"} | account
    return Settings(You("Alex Berg", ZONE, "Alex"), Policy(ZONE), (Account(ME, **account),), "")


def story():
    """(folder, mail, arrival) of one application among ordinary mail, in the order of time."""
    me = f"Alex <{ME}>"
    told = [
        ("inbox", mail("Eve <eve@corvid.test>", "Hello", "Nice to hear from you.", at=NOW, ident="a")),
        ("sent", mail(me, "Re: Hello", "Likewise.", at=NOW, to="eve@corvid.test", ident="b", answers="a")),
        ("inbox", mail("Ben <ben@friends.test>", "Sunday", "Cake?", at=NOW, ident="c")),
        ("inbox", mail(DANA, "Your interview", INVITATION, at=NOW, ident="d", answers="b")),
        ("archive", mail(DANA, "Your interview", INVITATION, at=NOW, ident="d", answers="b")),
        ("sent", mail(me, "Re: Your interview", "Sounds good!", at=NOW, to=DANA, ident="e", answers="d")),
        ("inbox", mail("Corvid <news@corvid.test>", "From Corvid", "Our office.", at=NOW, ident="f", List_Id="x")),
        ("inbox", mail(DANA, "Parking", "There is a garage.", at=NOW, ident="g")),
        ("sent", mail(me, "Cake", "I bring one.", at=NOW, to="ben@friends.test", ident="h", answers="c")),
    ]
    return [(role, raw, at("2026-03-05T10:00") + timedelta(days=day)) for day, (role, raw) in enumerate(told)]


@contextmanager
def state(folder, name="cache"):
    with Cache(folder / f"{name}.sqlite3", fingerprint_of(settings())) as cache:
        yield cache, Ledger(folder / "ledger.jsonl")


def seen(box, cache, ledger, now=NOW):
    return sorted(one.reading.message_id[1] for one in gather({ME: box}, cache, ledger, settings(), now).seen)


def filled():
    box = FakeMailbox()
    for role, raw, arrival in story():
        box.put(role, raw, arrival)
    return box


def test_in_one_round(tmp_path):
    with state(tmp_path) as (cache, ledger):
        assert seen(filled(), cache, ledger) == ["a", "b", "d", "e", "g"]


@pytest.mark.parametrize("seed", range(5))
def test_in_many_rounds_and_any_order_of_arrival(tmp_path, seed):
    box, told = FakeMailbox(), story()
    random.Random(seed).shuffle(told)
    with state(tmp_path) as (cache, ledger):
        for role, raw, arrival in told:
            box.put(role, raw, arrival)
            found = seen(box, cache, ledger)
    assert found == ["a", "b", "d", "e", "g"]


def test_in_time_lapse_forth_and_back(tmp_path):
    box = filled()
    with state(tmp_path) as (cache, ledger):
        forth = [seen(box, cache, ledger, arrival) for _, _, arrival in story()]
        back = [seen(box, cache, ledger, arrival) for _, _, arrival in reversed(story())]
        again = [seen(box, cache, ledger, arrival) for _, _, arrival in story()]
    assert forth[-1] == ["a", "b", "d", "e", "g"] and forth[0] == []
    assert [len(found) for found in forth] == sorted(len(found) for found in forth)
    assert again[-1] == forth[-1] and all("g" not in found for found in back[2:])


def test_after_a_crash_at_every_write_of_the_cache(tmp_path, monkeypatch):
    box, real, crashes = filled(), Database.transaction, 0
    for patience in range(200):
        left = iter(range(patience))

        @contextmanager
        def failing(self, left=left):
            with real(self) as db:
                yield db
                if next(left, None) is None:
                    raise StateUnavailable("No space left on device")

        with state(tmp_path, f"cache{patience}") as (cache, ledger):
            monkeypatch.setattr(Database, "transaction", failing)
            monkeypatch.setattr(intake, "_HEADERS_AT_ONCE", 2)
            try:
                seen(box, cache, ledger)
                break
            except StateUnavailable:
                crashes += 1
            finally:
                monkeypatch.undo()
        with state(tmp_path, f"cache{patience}") as (cache, ledger):
            assert seen(box, cache, ledger) == ["a", "b", "d", "e", "g"]
    assert crashes > 10


def test_from_a_maildir_on_the_disk(tmp_path):
    for folder in ("", ".Drafts", ".Sent", ".Archive", ".Trash"):
        for part in ("cur", "new", "tmp"):
            (tmp_path / "Mail" / folder / part).mkdir(parents=True)
    folders = {"inbox": "", "sent": ".Sent", "archive": ".Archive"}
    for number, (role, raw, arrival) in enumerate(story()):
        path = tmp_path / "Mail" / folders[role] / "cur" / f"{int(arrival.timestamp())}.M{number}.host:2,S"
        path.write_bytes(raw)
        os.utime(path, (arrival.timestamp(), arrival.timestamp()))
    account = settings(host="", maildir=str(tmp_path / "Mail")).accounts[0]
    box = open_mailbox(account, lambda: "")
    with state(tmp_path) as (cache, ledger):
        assert seen(box, cache, ledger) == ["a", "b", "d", "e", "g"]
    box.close()
