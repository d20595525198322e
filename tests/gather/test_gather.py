"""Everything that matters is seen, little is fetched, nothing is fetched twice, no mailbox holds up another."""

import base64
import quopri
import subprocess
import sys
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from fake_mailbox import ME, FakeMailbox, at, mail

from followupd.cases.entries import Add, Intends
from followupd.daemon import clock
from followupd.daemon.gather import fingerprint_of, gather, view
from followupd.settings import Account, Policy, Settings, You
from followupd.state.cache import Cache
from followupd.state.ledger import Ledger

ZONE = ZoneInfo("Europe/Vienna")
OTHER = "alex@second.example"
SETTINGS = Settings(You("Alex Berg", ZONE, "Alex"), Policy(ZONE), (Account(ME, host="h"), Account(OTHER, host="h")), "")
DANA = "Dana Ruiz <dana@corvid.test>"
INVITATION = (
    "Hi Alex,\n\nYour interview for the Data Analyst position is confirmed for Tuesday, March 10, 2026 at 2:00 PM.\n\n"
    "Best,\nDana\n"
)
NOW = at("2026-03-12T12:00")
#: what the gate keeps out
ORDINARY = (
    "Your parcel 4411 is on its way and will be delivered between 9:12 and 11:12. You can follow the driver. "
    "If you are not at home, it is left at the shop in Mill Lane."
)


class World:
    def __init__(self, tmp_path):
        self.box, self.folder = FakeMailbox(), tmp_path
        self.ledger = Ledger(tmp_path / "ledger.jsonl")
        self.cache = Cache(tmp_path / "cache.sqlite3", fingerprint_of(SETTINGS))

    def gather(self, now=NOW, **mailboxes):
        self.box.asked.clear()
        self.box.bytes = 0
        return gather({ME: self.box, OTHER: None} | mailboxes, self.cache, self.ledger, SETTINGS, now)

    def seen(self, now=NOW):
        return names(self.gather(now))

    def interview(self, ident="interview"):
        raw = mail(DANA, "Your interview", INVITATION, at=at("2026-03-05T10:00"), ident=ident)
        return self.box.put("inbox", raw, at("2026-03-05T10:00"))


def names(gathered):
    return {seen.reading.message_id.partition("@")[0].strip("<") for seen in gathered.seen}


@pytest.fixture
def world(tmp_path):
    world = World(tmp_path)
    yield world
    world.cache.close()


def test_an_interview_is_seen_and_ordinary_mail_is_not(world):
    world.interview()
    world.box.put("inbox", mail("Ben <ben@friends.test>", "Sunday", "Cake at three?", at=NOW), NOW)
    gathered = world.gather()
    assert names(gathered) == {"interview"}
    assert gathered.reached == {ME} and gathered.looked_at == 2 and gathered.problems == ()


def test_where_nothing_is_new_nothing_is_fetched(world):
    world.interview()
    first = world.gather()
    again = world.gather()
    assert again.seen == first.seen and again.looked_at == 0
    assert world.box.of("peek") == world.box.of("fetch") == world.box.of("find") == []


def test_bulk_mail_costs_its_header_only(world):
    text = "We offer you a position in the sun. " * 50
    raw = mail("Shop <news@shop.test>", "Spring sale", text, at=NOW, List_Id="<a.b>")
    world.box.put("inbox", raw, NOW)
    assert world.seen() == set()
    assert world.box.of("peek") == world.box.of("fetch") == []


def test_bulk_mail_about_an_application_is_read(world):
    raw = mail(DANA, "Your interview with Corvid", INVITATION, at=NOW, List_Unsubscribe="<https://corvid.test/u>")
    world.box.put("inbox", raw, NOW)
    world.gather()
    assert len(world.box.of("fetch")) == 1


def test_the_long_head_of_an_html_page_hides_no_interview(world):
    style = "<html><head><style>" + ".a { color: red }\n" * 400 + "</style></head><body>"
    html = style + "<p>Hi Alex, your interview is confirmed for Tuesday, March 10, 2026 at 2:00 PM.</p></body></html>"
    world.box.put("inbox", mail(DANA, "Hello Alex", "", html=html, at=at("2026-03-05T10:00")), at("2026-03-05T10:00"))
    world.gather()
    assert len(world.box.of("peek")) == 2 and len(world.box.of("fetch")) == 1


@pytest.mark.parametrize("encoding", ["7bit", "quoted-printable", "base64"])
def test_an_encoded_body_is_understood_before_it_is_fetched(world, encoding):
    raw = mail(DANA, "Hello", "", at=NOW)
    text = INVITATION.encode()
    body = {"7bit": bytes, "quoted-printable": quopri.encodestring, "base64": base64.encodebytes}[encoding](text)
    head = raw.partition(b"\r\n\r\n")[0].replace(b"7bit", encoding.encode())
    world.box.put("inbox", head + b"\r\n\r\n" + body.replace(b"\n", b"\r\n"), NOW)
    world.gather()
    assert len(world.box.of("fetch")) == 1


def test_an_answer_that_says_nothing_by_itself_is_seen_in_its_thread(world):
    world.interview()
    sent = mail(f"Alex <{ME}>", "Re: Your interview", "Sounds good!", at=NOW, to=DANA, ident="yes", answers="interview")
    world.box.put("sent", sent, NOW - timedelta(days=2))
    unrelated = mail(f"Alex <{ME}>", "Sunday", "I bring the cake", at=NOW, to="ben@friends.test", ident="cake")
    world.box.put("sent", unrelated, NOW - timedelta(days=2))
    assert world.seen() == {"interview", "yes"}


def test_a_new_mail_to_or_from_a_person_of_the_case_is_seen(world):
    world.interview()
    world.seen()
    for ident, sender, to in (("hello", f"Alex <{ME}>", DANA), ("short", DANA, ME), ("far", "x@y.test", ME)):
        world.box.put("inbox", mail(sender, "Hello", "See you.", at=NOW, to=to, ident=ident), NOW)
    assert world.seen() == {"interview", "hello", "short"}


def test_a_colleague_at_the_employer_is_seen_but_no_machine_there_and_no_stranger_at_a_public_provider(world):
    world.interview()
    recruiter = mail("Rae <rae.recruits@gmail.com>", "Interview", INVITATION, at=NOW, ident="rae")
    world.box.put("inbox", recruiter, NOW - timedelta(days=3))
    others = {"colleague": "eve@mail.corvid.test", "stranger": "zoe@gmail.com", "machine": "no-reply@corvid.test"}
    for ident, sender in others.items():
        world.box.put("inbox", mail(sender, "Hello", "Lunch?", at=NOW, ident=ident), NOW)
    assert world.seen() == {"interview", "rae", "colleague"}


@pytest.mark.parametrize("ahead", [30, 0])
def test_in_a_rehearsal_ahead_of_the_clock_the_date_tells_when_mail_came(world, ahead):
    """A server notes its own present for what a rehearsal lays into the future."""
    present = clock.now(UTC)
    written = present + timedelta(days=20)
    world.box.put("inbox", mail(DANA, "Your interview", INVITATION, at=written, ident="ahead"), present)
    [one] = world.gather(now=present + timedelta(days=ahead)).seen
    assert abs(one.reading.sent - (written if ahead else present)) < timedelta(minutes=1)


def test_mail_that_becomes_related_later_is_read_then(world):
    early = mail("Eve <eve@corvid.test>", "Hello", "Nice weather.", at=NOW, ident="early")
    world.box.put("inbox", early, at("2026-03-01T10:00"))
    assert world.seen() == set()
    world.interview()
    assert world.seen() == {"interview", "early"}


def test_a_thread_is_followed_to_its_beginning_before_the_look_back_and_asked_for_once(world):
    long_ago = at("2025-06-01T10:00")
    world.box.put("inbox", mail(DANA, "Hello", "Nice to hear from you.", at=long_ago, ident="begin"), long_ago)
    raw = mail(DANA, "Re: Hello", INVITATION, at=at("2026-03-05T10:00"), ident="set", answers="begin")
    world.box.put("inbox", raw.replace(b"<begin@made.test>\r\nRef", b"<lost@made.test>\r\nRef"), at("2026-03-05T10:00"))
    assert world.seen() == {"begin", "set"}
    assert {what for _, _, what in world.box.of("find")} == {"<begin@made.test>", "<lost@made.test>"}
    world.interview("other")
    world.gather()
    assert world.box.of("find") == []


def test_a_message_in_two_folders_is_read_once(world):
    uid = world.interview()
    world.box.put("archive", world.box.mail["inbox"][uid][2], at("2026-03-05T10:00"))
    assert len(world.gather().seen) == 1
    assert len(world.box.of("fetch")) == 1


def test_a_message_moved_away_stays_known(world):
    uid = world.interview()
    world.seen()
    del world.box.mail["inbox"][uid]
    assert world.seen() == {"interview"}


def test_another_uidvalidity_reads_no_body_again(world):
    world.interview()
    world.box.put("inbox", mail("Ben <ben@friends.test>", "Sunday", ORDINARY, at=NOW), NOW)
    world.seen()
    world.box.renumber("inbox")
    gathered = world.gather()
    assert names(gathered) == {"interview"} and gathered.looked_at == 0
    assert world.box.of("fetch") == world.box.of("peek") == []
    late = mail(DANA, "Hello", "See you.", at=NOW, ident="late", answers="sunday")
    world.box.put("inbox", late, NOW)
    assert world.seen() == {"interview", "late", "sunday"}  # fetched by its new UID


def test_no_uid_from_before_another_uidvalidity_is_used(world):
    """A server that was restored from an older copy: one mail is missing, and its number is another's now."""
    world.interview()
    lost = world.box.put("inbox", mail("Ben <ben@friends.test>", "Sunday", ORDINARY, at=NOW), NOW)
    world.seen()
    world.box.validity["inbox"] += 1
    other = mail("Eve <eve@friends.test>", "Monday", "Tea?", at=NOW)
    world.box.mail["inbox"][lost] = (NOW, frozenset(), other)
    world.seen()
    world.box.put("inbox", mail(DANA, "Hello", "See you.", at=NOW, ident="late", answers="sunday"), NOW)
    assert world.seen() == {"interview", "late"}


def test_mail_of_a_later_moment_is_not_looked_at_until_then(world):
    world.interview()
    later = mail(DANA, "Re: Your interview", "Thanks for coming in!", at=NOW, ident="later", answers="interview")
    world.box.put("inbox", later, NOW + timedelta(hours=1))
    before = world.gather(NOW)
    assert names(before) == {"interview"} and before.looked_at == 1
    after = world.gather(NOW + timedelta(hours=2))
    assert names(after) == {"interview", "later"} and after.looked_at == 1
    assert names(world.gather(NOW)) == {"interview"}
    assert world.seen(at("2026-03-04T00:00")) == set()


def test_an_earlier_now_looks_further_back(world):
    long_ago = at("2025-06-01T10:00")
    world.box.put("inbox", mail(DANA, "Your interview", INVITATION, at=long_ago), long_ago)
    assert world.seen() == set()
    assert world.seen(at("2025-06-02T10:00")) == {"your-interview"}


def test_a_lost_cache_is_rebuilt_to_the_same(world):
    world.interview()
    sent = mail(f"Alex <{ME}>", "Re: Your interview", "Sounds good!", at=NOW, to=DANA, ident="yes", answers="interview")
    world.box.put("sent", sent, NOW - timedelta(days=2))
    before = world.gather().seen
    with Cache(world.folder / "other.sqlite3", fingerprint_of(SETTINGS)) as cache:
        again = gather({ME: world.box}, cache, world.ledger, SETTINGS, NOW)
    assert sorted(before, key=repr) == sorted(again.seen, key=repr)


def test_a_crash_at_any_command_loses_no_mail(world):
    for number in range(3):
        world.interview(f"interview-{number}")
    crashes = 0
    for patience in range(100):
        world.box.fail_after = patience
        gathered = world.gather()
        if gathered.reached:
            break
        crashes += 1
        (address, error), = gathered.problems
        assert address == ME and ME in str(error) and error.exit_code == 75
    assert crashes > 5
    assert world.seen() == {"interview-0", "interview-1", "interview-2"}


def test_one_account_that_fails_does_not_hold_up_the_other(world):
    other = FakeMailbox()
    before = NOW - timedelta(days=3)
    other.put("inbox", mail(DANA, "Your interview", INVITATION, at=before, to=OTHER), before)
    world.box.fail_after = 0
    gathered = world.gather(**{OTHER: other})
    assert names(gathered) == {"your-interview"} and gathered.reached == {OTHER}
    assert [address for address, _ in gathered.problems] == [ME]


def test_of_an_account_that_cannot_be_reached_what_was_known_counts(world):
    world.interview()
    world.seen()
    gathered = world.gather(**{ME: None})
    assert names(gathered) == {"interview"} and gathered.reached == frozenset()


def test_a_mail_that_cannot_be_read_blocks_nothing_and_is_not_fetched_again(world):
    world.box.put("inbox", b"\r\n\r\ninterview interview interview", NOW)
    broken = b"From: interview\r\nSubject: interview\r\nContent-Type: multipart/x; boundary=\r\n\r\n\xff"
    world.box.put("inbox", broken, NOW)
    world.interview()
    assert world.seen() == {"interview"}
    world.gather()
    assert world.box.of("fetch") == []


def test_a_case_by_hand_draws_its_person_s_mail_in(world):
    raw = mail("Kim <kim@harrow.test>", "Hello", "Nice talking to you.", at=NOW, ident="kim")
    world.box.put("inbox", raw, NOW)
    assert world.seen() == set()
    kim = "kim@harrow.test"
    world.ledger.append(
        Add(at=NOW, case="k", root="<hand>", account=ME, employer="Harrow", start=NOW, contact_address=kim)
    )
    assert world.seen() == {"kim"}


def test_drafts_are_seen_as_they_are_and_those_that_concern_us_are_fingerprinted_once(world):
    world.interview()
    ours = mail(f"Alex <{ME}>", "Re: Your interview", "Thank you.", at=NOW, to=DANA, ident="ours", answers="interview")
    own = mail(f"Alex <{ME}>", "Cake", "I bring", at=NOW, to="ben@friends.test", ident="own")
    uid = world.box.put("drafts", ours, NOW + timedelta(days=99), {"\\Draft"})
    world.box.put("drafts", own, NOW, {"\\Draft"})
    world.box.put("drafts", own, NOW, {"\\Draft", "\\Deleted"})
    drafts = world.gather().drafts
    assert [(draft.message_id, bool(draft.fingerprint)) for draft in drafts] == [
        ("<ours@made.test>", True), ("<own@made.test>", False),
    ]  # fmt: skip
    assert drafts[0].in_reply_to == "<interview@made.test>" and drafts[0].to == ("dana@corvid.test",)
    assert world.gather().drafts == drafts and world.box.of("fetch") == []
    del world.box.mail["drafts"][uid]
    assert [draft.message_id for draft in world.gather().drafts] == ["<own@made.test>"]


def test_a_draft_of_ours_is_known_by_its_message_id_alone(world):
    raw = mail(f"Alex <{ME}>", "Hello", "Thank you.", at=NOW, to="", ident="ours")
    world.box.put("drafts", raw, NOW)
    world.ledger.append(
        Intends(at=NOW, case="k", root="<r>", window="w", kind="check_in", message_id="<ours@made.test>", account=ME)
    )
    assert world.gather().drafts[0].fingerprint


def test_a_draft_shown_in_another_folder_is_no_mail(world):
    raw = mail(DANA, "Your interview", INVITATION, at=NOW)
    world.box.put("archive", raw, NOW, {"\\Draft"})
    assert world.seen() == set()


def test_a_view_shows_the_same_without_any_mailbox(world):
    world.interview()
    gathered = world.gather()
    with Cache(world.folder / "cache.sqlite3", read_only=True) as cache:
        viewed = view(cache, world.ledger, SETTINGS, NOW)
        assert (viewed.seen, viewed.drafts) == (gathered.seen, gathered.drafts)
        assert view(cache, world.ledger, SETTINGS, at("2026-03-01T00:00")).seen == ()


def test_bulk_mail_of_the_employer_gets_a_second_chance(world):
    text = "Hi Alex,\n\nWe decided to move forward with other candidates.\n\nCorvid"
    for ident, said in (("no", text), ("news", ORDINARY)):
        raw = mail("Corvid <no-reply@corvid.test>", "From Corvid", said, at=NOW, ident=ident, List_Unsubscribe="<u>")
        world.box.put("inbox", raw, NOW)
    world.gather()
    assert world.box.of("peek") == []
    world.interview()
    world.gather()
    assert len(world.box.of("peek")) == 2 and len(world.box.of("fetch")) == 2


def test_the_user_s_mail_to_anybody_at_the_employer_is_seen(world):
    world.interview()
    sent = mail(f"Alex <{ME}>", "Hello", "Thanks.", at=NOW, to="HR <hr@jobs.corvid.test>", ident="hr")
    world.box.put("sent", sent, NOW)
    assert world.seen() == {"interview", "hr"}


def test_a_bounce_is_read(world):
    raw = mail("Mail Delivery System <mailer-daemon@post.test>", "Returned", "x", at=NOW, Auto_Submitted="auto-replied")
    world.box.put("inbox", raw, NOW)
    world.gather()
    assert len(world.box.of("fetch")) == 1


def test_a_fault_in_reading_one_mail_does_not_stop_the_others(world, monkeypatch):
    import followupd.mail.parse

    real = followupd.mail.parse.parse
    monkeypatch.setattr(
        followupd.mail.parse, "parse", lambda raw, *rest: 1 // 0 if b"<bad@" in raw else real(raw, *rest)
    )
    world.interview("bad")
    world.interview("good")
    assert world.seen() == {"good"}


def test_a_view_and_a_round_without_news_import_nothing_heavy():
    heavy = ["followupd.mail.parse", "followupd.reading.read", "bs4", "lxml", "imapclient", "icalendar", "keyring"]
    code = f"import sys, followupd.daemon.gather; print([name for name in {heavy} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"
