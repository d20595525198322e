"""Every command, as a person or a script uses it: real processes, a real server, one story."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from dovecot import PASSWORD, Dovecot, running
from house import ANN, DUE, ME, House, wait_for

from followupd.daemon import clock

pytestmark = pytest.mark.slow
KEYS = {"id", "account", "employer", "role", "contact", "state", "interview", "promised", "contacts", "next", "why"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    with running(Dovecot(tmp_path_factory.mktemp("dovecot"))) as found:
        yield found


@pytest.fixture
def house(server: Dovecot, tmp_path: Path) -> House:
    return House(tmp_path, server)


@pytest.fixture
def invited(house: House) -> House:
    """Scanned once, on the day before the window opens."""
    house.receives("2026-11-02T10:00-05:00")
    assert house.run("scan", "--now", "2026-11-12T12:00-05:00").code == 0
    return house


def told(house: House, *arguments: str) -> Any:
    done = house.run(*arguments, "--json")
    assert (done.code, done.err) == (0, ""), done
    return done.json


def case(house: House, at: str = DUE) -> dict[str, Any]:
    (found,) = told(house, "status", "--now", at, "--all")["cases"]
    return found


def test_status_has_the_agreed_shape(invited: House) -> None:
    at = "2026-11-12T12:00-05:00"
    assert datetime.fromisoformat(told(invited, "status", "--now", at)["now"]) == datetime.fromisoformat(at)
    found = case(invited, at)
    assert set(found) >= KEYS and len(found["id"]) >= 4 and found["account"] == ME
    assert (found["employer"], found["role"], found["state"]) == ("Larkfield", "Data Engineer", "waiting")
    assert found["contact"] == {"name": ANN[0], "address": ANN[1]}
    assert found["interview"] == {
        "start": "2026-11-10T14:00:00-05:00", "end": "2026-11-10T15:00:00-05:00", "source": "text",
    }  # fmt: skip
    assert found["next"] == {"kind": "thank_you", "opens": "2026-11-13T15:00:00-05:00"}
    assert (found["promised"], found["contacts"]) == (None, 0) and found["why"][0].startswith("E2: ")


def test_a_dry_run_tells_what_the_scan_then_does(invited: House) -> None:
    would = told(invited, "scan", "--now", DUE, "--dry-run")
    assert invited.messages("Drafts") == []
    did = told(invited, "scan", "--now", DUE)
    assert would == did and set(did) == {"now", "read", "written", "withdrawn"}
    (written,) = did["written"]
    assert set(written) == {"case", "kind", "message_id"} and written["case"] == case(invited)["id"]
    (draft,) = invited.messages("Drafts")
    assert written["message_id"].encode() in draft and b"To: Ann Brook <ann.brook@larkfield.test>" in draft
    assert told(invited, "scan", "--now", DUE)["written"] == []
    assert case(invited)["state"] == "draft_ready"


def test_explain_tells_the_mail_the_rule_and_the_users_word(invited: House) -> None:
    name = case(invited)["id"]
    invited.run("set", name, "role=Data Lead", "promised=2026-11-20", "--now", DUE)
    said = invited.run("explain", name[:3], "--now", DUE).out
    assert "Larkfield, Data Lead" in said and "E3: " in said and ANN[1] in said and "“" in said
    assert "you set role to Data Lead" in said
    as_json = told(invited, "explain", name, "--now", DUE)
    assert set(as_json) >= KEYS and as_json["mails"][0]["facts"][0]["fact"] == "interview_set"


def test_the_users_word_stands_above_what_was_read(invited: House) -> None:
    name, minutes = case(invited)["id"], count(1)

    def says(*words: str) -> dict[str, Any]:
        assert told(invited, *words, "--now", f"2026-11-13T11:{next(minutes):02}-05:00")["case"] == name
        return case(invited)

    assert says("pause", name, "--until", "2026-11-20")["state"] == "paused"
    assert case(invited, "2026-11-21T12:00-05:00")["state"] == "waiting"
    assert says("resume", name)["state"] == "waiting"
    assert says("close", name)["state"] == "closed"
    assert told(invited, "status", "--now", DUE)["cases"] == []
    assert says("resume", name)["state"] == "waiting"
    assert says("set", name, "promised=2026-11-18")["next"]["opens"] == "2026-11-19T09:00:00-05:00"
    assert says("set", name, "promised=none")["promised"] is None
    changed = says("set", name, "contact=Ida Fox <ida@larkfield.test>", "employer=Larkfield Ltd")
    assert (changed["contact"]["name"], changed["employer"]) == ("Ida Fox", "Larkfield Ltd")
    moved = says("set", name, "interview=2026-11-24T09:00/2026-11-24T09:30")
    assert (moved["state"], moved["interview"]["source"]) == ("upcoming", "user")
    assert moved["interview"]["end"] == "2026-11-24T09:30:00-05:00"
    assert says("set", name, "interview=none", "contact=none")["interview"]["source"] == "text"


def test_a_case_by_hand_is_served_like_any_other_and_there_once(house: House) -> None:
    add = ("add", "--employer", "Fern", "--interview", "2026-11-10T10:00", "--contact", "Fay Moor <fay@fern.test>",
           "--now", "2026-11-09T12:00-05:00")
    name = told(house, *add)["case"]
    again = house.run(*add)
    assert again.code == 2 and name in again.err
    assert told(house, "scan", "--now", DUE)["written"][0]["case"] == name == case(house)["id"]
    assert b"To: Fay Moor <fay@fern.test>" in house.messages("Drafts")[0]
    assert case(house)["interview"]["source"] == "user"


def test_what_was_joined_can_be_split_again(invited: House) -> None:
    other = invited.receives(
        "2026-11-03T10:00-05:00",
        "Hi Jordan,\n\nYour interview for the Site Engineer position at Oxbow is confirmed for Monday, November 30,"
        " 2026 at 11:00 AM Eastern.\n\nBo Sand\nOxbow\n", ("Bo Sand", "bo@oxbow.test"),
        subject="Your interview at Oxbow",
    )  # fmt: skip
    at = ("--now", "2026-11-12T13:00-05:00")
    told(invited, "scan", *at)
    first, second = (found["id"] for found in told(invited, "status", *at)["cases"])
    assert told(invited, "join", first, second, *at)["case"] == first
    (joined,) = told(invited, "status", *at)["cases"]
    assert joined["id"] == first
    told(invited, "split", first, other, *at)
    assert {found["id"] for found in told(invited, "status", *at)["cases"]} == {first, second}


def test_a_whole_story_leaves_every_other_folder_as_it_was(house: House) -> None:
    """D7: an invitation, its draft, an answer that withdraws it; only Drafts and Trash are not as before."""
    mail = house.receives("2026-11-02T10:00-05:00")
    for folder in ("INBOX", "Sent", "Archive", "Junk"):
        house.receives("2026-11-03T10:00-05:00", "A quiet note.\n", ("Vera", "v@family.test"), folder, subject="Lunch")
    before = house.untouched()
    assert told(house, "scan", "--now", DUE)["written"]
    assert house.untouched() == before
    house.receives("2026-11-13T16:00-05:00", "Hi Jordan,\n\nIt was good to meet you.\n\nAnn\n",
                   subject="Re: Interview for Data Engineer at Larkfield", in_reply_to=mail, references=mail)
    before = house.untouched()
    assert told(house, "scan", "--now", "2026-11-13T16:05-05:00")["withdrawn"]
    house.run("check")
    house.run("rehearse", "--days", "5", "--now", "2026-11-13T16:10-05:00")
    assert house.untouched() == before
    assert (len(house.messages("Drafts")), len(house.messages("Trash"))) == (0, 1)


def test_rehearse_reads_only_and_tells_when(house: House) -> None:
    house.receives("2026-11-02T10:00-05:00")
    (laid,) = told(house, "rehearse", "--days", "20", "--now", "2026-11-20T12:13-05:00")["would_have_laid"]
    assert (laid["at"], laid["kind"]) == ("2026-11-13T15:00:00-05:00", "thank_you")
    assert house.messages("Drafts") == [] and not (house.state / "ledger.jsonl").exists()


def test_digest_tells_what_waits(invited: House) -> None:
    assert "Larkfield" in invited.run("digest", "--now", DUE).out
    assert told(invited, "digest", "--now", DUE)["sent_to"] is None
    unsent = invited.run("digest", "--send")
    assert unsent.code == 78 and "digest" in unsent.err


def test_check_says_ok_to_everything(house: House) -> None:
    done = house.run("check")
    assert done.code == 0 and all(line.startswith("ok ") for line in done.out.splitlines())
    assert told(house, "check")["ok"] is True


def test_service_installs_and_removes_what_it_installed(house: House) -> None:
    unit = house.folder / "config" / "systemd" / "user" / "followupd.service"
    assert told(house, "service", "install")["written"] == ["followupd.service"] and unit.exists()
    assert told(house, "service", "status")["installed"] == ["followupd.service"]
    assert told(house, "service", "remove")["removed"] == ["followupd.service"] and not unit.exists()


@pytest.mark.parametrize("words", [("explain", "zz"), ("pause", "zz"), ("join", "zz", "zz"), ("split", "zz", "<x@y>")])
def test_a_case_that_is_not_there(house: House, words: tuple[str, ...]) -> None:
    done = house.run(*words)
    assert (done.code, done.out) == (2, "") and len(done.err.splitlines()) == 2
    assert "'zz'" in done.err and "followupd status --all" in done.err


def test_the_daemon_hears_of_mail_at_once_and_stops_when_asked(house: House) -> None:
    """By IDLE: a look of its own comes only every five minutes. The log tells nothing of the mail."""
    with house.daemon("--json") as process:
        wait_for((house.state / "cache.sqlite3").exists)
        time.sleep(1)  # the first round is over, and IDLE begun
        began, now, secret = time.monotonic(), clock.now(UTC), "Xylophone Harbour"
        day = f"{now + timedelta(days=9):%A, %B %-d, %Y}"
        house.receives(
            now.isoformat(timespec="seconds"),
            f"Hi Jordan,\n\nYour interview for the {secret} role at Larkfield is confirmed for {day} at 11:00 AM"
            " Eastern.\n\nAnn Brook\nLarkfield\n", subject="Your interview at Larkfield",
        )  # fmt: skip
        wait_for(lambda: "Larkfield" in house.run("status").out)
        assert time.monotonic() - began < 20
        process.send_signal(signal.SIGTERM)
        out, log = process.communicate(timeout=10)
    assert process.returncode == 0 and json.loads(out)["rounds"] >= 2
    assert "session_begun" in log and log.rstrip().endswith("stopped")
    for told_by_mail in (*secret.split(), "Larkfield", "Ann", "ann.brook", ME, PASSWORD):
        assert told_by_mail not in log
