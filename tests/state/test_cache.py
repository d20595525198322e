"""The cache may vanish at any time, and never claims to know what it does not."""

import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec import structs

from followupd.cases.seen import DraftSeen, Seen
from followupd.errors import StateUnavailable
from followupd.mail.message import Address
from followupd.reading.facts import Automatic, Evidence, Reader, Reading, Rejected
from followupd.state.cache import Cache
from followupd.state.fingerprint import fingerprint
from followupd.state.rows import Row

ME = "me@example.org"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SINCE = date(2026, 1, 1)


def row(number, **changes):
    return structs.replace(
        Row(
            message_id=f"<{number}@acme.test>", role="inbox", uid=number, received=NOON + timedelta(minutes=number),
            size=900, author="dana@acme.test", domain="acme.test", bulk=False, state="new",
            links=(f"<{number}@acme.test>",),
        ),
        **changes,
    )  # fmt: skip


def reading(message_id, *facts):
    return Reading(message_id, NOON, NOON, Address("Dana", "dana@acme.test"), facts=facts)


REJECTED = Rejected(evidence=Evidence("text", 0, 5, "en.rejected.other"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cache.sqlite3"


@pytest.fixture
def cache(path):
    with Cache(path, "eyes") as cache:
        yield cache


def known(cache, until=NOON + timedelta(days=1)):
    return [(pending.message_id, pending.role, pending.uid) for pending in cache.pending(ME, until, 100)]


def test_a_message_met_in_two_folders_is_one_and_lies_where_it_was_met_last(cache):
    assert cache.add(ME, [row(1), row(2)]) == 2
    assert cache.add(ME, [row(1, role="archive", uid=77)]) == 0
    assert cache.add("other@example.org", [row(1)]) == 1
    assert known(cache) == [("<1@acme.test>", "archive", 77)]  # one folder at a time
    cache.settle([(cache.pending(ME, NOON + timedelta(days=1), 9)[0].id, "gated", None)])
    assert known(cache) == [("<2@acme.test>", "inbox", 2)]


def test_the_high_water_mark_stands_only_with_the_last_header(cache, path):
    cache.add(ME, [row(1)])
    assert cache.sync(ME, "inbox", SINCE) is None
    cache.add_last(ME, "inbox", [row(2)], (7, 3, 99), SINCE)
    with Cache(path, "eyes") as again:
        assert again.sync(ME, "inbox", SINCE) == (7, 3, 99)
        assert len(known(again)) == 2


def test_a_folder_known_less_far_back_is_not_known(cache):
    cache.add_last(ME, "inbox", [], (7, 3, 99), SINCE)
    assert cache.sync(ME, "inbox", SINCE - timedelta(days=1)) is None
    assert cache.sync(ME, "inbox", SINCE + timedelta(days=1)) is not None


def test_another_uidvalidity_forgets_uids_but_no_reading(cache):
    cache.add_last(ME, "inbox", [row(1), row(2)], (7, 3, 99), SINCE)
    first = cache.pending(ME, NOON + timedelta(days=1), 9)[0]
    cache.settle([(first.id, "read", reading("<1@acme.test>", REJECTED))])
    cache.start_fresh(ME, "inbox")
    assert cache.sync(ME, "inbox", SINCE) is None
    cache.add(ME, [row(1, uid=101), row(2, uid=102)])
    assert known(cache) == [("<2@acme.test>", "inbox", 102)]
    assert [seen.reading.message_id for seen in cache.seen(NOON + timedelta(days=1))] == ["<1@acme.test>"]


def test_what_is_gone_is_new_again_where_it_is_met_again(cache):
    cache.add(ME, [row(1)])
    cache.settle([(cache.pending(ME, NOON + timedelta(days=1), 9)[0].id, "gone", None)])
    assert known(cache) == []
    cache.add(ME, [row(1, role="archive", uid=5)])
    assert known(cache) == [("<1@acme.test>", "archive", 5)]


def test_only_readings_that_say_something_count_and_only_once_they_arrived(cache):
    cache.add(ME, [row(1), row(2)])
    one, two = cache.pending(ME, NOON + timedelta(days=1), 9)
    cache.settle([(one.id, "read", reading("<1@acme.test>", REJECTED)), (two.id, "read", reading("<2@acme.test>"))])
    assert list(cache.seen(one.received)) == [Seen(ME, "inbox", reading("<1@acme.test>", REJECTED))]
    assert list(cache.seen(one.received - timedelta(seconds=1))) == []
    assert cache.keep([one.id, two.id]) == set()
    assert len(list(cache.seen(two.received))) == 2


def test_a_machine_s_answer_counts_only_where_it_is_related(cache):
    cache.add(ME, [row(1)])
    (one,) = cache.pending(ME, NOON + timedelta(days=1), 9)
    cache.settle([(one.id, "read", reading(one.message_id, Automatic(evidence=REJECTED.evidence)))])
    assert list(cache.seen(one.received)) == []
    assert [found.id for found in cache.related([one.message_id], [], [], one.received)] == [one.id]


def test_later_mail_waits_until_its_time(cache):
    cache.add(ME, [row(1), row(2)])
    assert len(known(cache, NOON + timedelta(minutes=1))) == 1
    assert cache.count(0, NOON, NOON + timedelta(minutes=1)) == 1
    assert cache.count(cache.newest(), NOON + timedelta(minutes=1), NOON + timedelta(minutes=2)) == 1
    assert cache.count(cache.newest(), NOON + timedelta(minutes=2), NOON + timedelta(days=9)) == 0


def test_related_by_thread_person_recipient_or_domain(cache):
    cache.add(
        ME,
        [
            row(1, links=("<1@acme.test>", "<0@acme.test>"), author="x@y.test", domain="y.test", state="skipped"),
            row(2, author="eve@z.test", domain="z.test", state="gated"),
            row(3, author=ME, domain="example.org", recipients=("eve@z.test",), state="own"),
            row(4, author="other@acme.test", domain="acme.test"),
            row(5, author="news@acme.test", domain="acme.test", bulk=True),
        ],
    )
    until = NOON + timedelta(days=1)

    def related(threads=(), people=(), domains=(), names=()):
        return sorted(found.uid for found in cache.related(threads, people, domains, until, names))

    assert related(threads=["<0@acme.test>"]) == [1]
    assert related(people=["eve@z.test"]) == [2, 3]
    assert related(domains=["acme.test"]) == [4]
    assert related(names=["eve", "news", "acme.test"]) == [2]
    assert related() == []
    assert cache.related([], ["eve@z.test"], [], NOON + timedelta(minutes=2))[0].uid == 2


def test_a_domain_that_a_crowd_writes_from_is_no_employer_s(cache):
    crowd = [row(n, author=f"{n}@post.test", domain="post.test") for n in range(1, 22)]
    cache.add(ME, crowd[:20])
    assert len(cache.related([], [], ["post.test"], NOON + timedelta(days=1))) == 20
    cache.add(ME, crowd)
    assert cache.related([], [], ["post.test"], NOON + timedelta(days=1)) == []


def test_a_message_is_asked_for_once(cache):
    cache.add(ME, [row(1)])
    ids = ["<1@acme.test>", "<old@acme.test>"]
    assert cache.unknown(ME, ids) == ["<old@acme.test>"]
    cache.remember_asked(ME, "<old@acme.test>")
    assert cache.unknown(ME, ids) == []


def test_drafts_are_replaced_as_a_whole(cache):
    draft = DraftSeen(ME, 4, "<d@example.org>", frozenset({"\\Draft"}), to=("dana@acme.test",), fingerprint="f")
    cache.replace_drafts(ME, 7, [draft])
    cache.replace_drafts("b@example.org", 7, [structs.replace(draft, account="b@example.org")])
    assert cache.drafts(ME, 7) == [draft] and cache.drafts(ME, 8) == [] and len(cache.drafts()) == 2
    cache.replace_drafts(ME, 7, [])
    assert cache.drafts(ME, 7) == []


@pytest.mark.parametrize("damage", [b"", b"not a database at all, but long enough to be looked at" * 40])
def test_a_damaged_file_is_rebuilt(path, damage):
    path.write_bytes(damage)
    with Cache(path, "eyes") as cache:
        assert cache.add(ME, [row(1)]) == 1
    assert path.stat().st_mode & 0o077 == 0 or damage


def test_damage_found_later_is_set_aside_and_told(path):
    with Cache(path, "eyes") as cache:
        for start in range(0, 600, 100):
            cache.add(ME, [row(start + n) for n in range(100)])
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 40000)
    with Cache(path, "eyes") as cache, pytest.raises(StateUnavailable, match="builds it anew"):
        for number in range(1000):
            cache.concerns([f"<{number}@acme.test>"], ["dana@acme.test"])
            list(cache.seen(NOON + timedelta(days=9)))
            cache.add(ME, [row(number)])
    with Cache(path, "eyes") as cache:
        assert known(cache) == []


def test_other_eyes_or_another_schema_start_from_nothing(path):
    with Cache(path, "eyes") as cache:
        cache.add(ME, [row(1)])
    with Cache(path, "eyes") as cache:
        assert known(cache)
    with Cache(path, "other eyes") as cache:
        assert not known(cache)
        cache.add(ME, [row(1)])
    with sqlite3.connect(path) as db:
        db.execute("UPDATE meta SET value='0' WHERE key='version'")
    db.close()
    with Cache(path, "other eyes") as cache:
        assert not known(cache)


def test_a_view_makes_and_changes_nothing(path):
    with Cache(path, read_only=True) as empty:
        assert empty.noted("x") == "" and list(empty.seen(NOON)) == []
    assert not path.exists()
    with Cache(path, "eyes") as cache:
        cache.note("x", "1")
        with Cache(path, read_only=True) as view:
            assert view.noted("x") == "1"
            cache.note("x", "2")
            assert view.noted("x") == "2"
            with pytest.raises(StateUnavailable):
                view.note("x", "3")


def test_a_view_of_what_is_no_cache_is_empty_and_of_what_cannot_be_read_an_error(path):
    path.write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    with Cache(path, read_only=True) as view:
        assert list(view.seen(NOON)) == []
    path.unlink()
    path.mkdir()
    with pytest.raises(StateUnavailable):
        Cache(path, read_only=True)


def test_a_reading_of_another_version_is_told_and_only_a_writer_sets_the_file_aside(path):
    with Cache(path, "eyes") as cache:
        cache.add(ME, [row(1)])
        cache.settle([(cache.pending(ME, NOON + timedelta(days=1), 9)[0].id, "read", reading("<1>", REJECTED))])
    with sqlite3.connect(path) as db:
        db.execute("""UPDATE message SET reading='{"message_id": 7}'""")
    db.close()
    for read_only in (True, False):
        assert path.exists()
        with (
            Cache(path, "eyes", read_only=read_only) as cache,
            pytest.raises(StateUnavailable, match="another version"),
        ):
            list(cache.seen(NOON + timedelta(days=1)))
    assert not path.exists()


def test_a_place_that_cannot_be_used_is_told(tmp_path):
    with pytest.raises(StateUnavailable, match="nowhere"):
        Cache(tmp_path / "nowhere" / "cache.sqlite3", "eyes")


def test_the_eyes_are_the_reader_s(tmp_path):
    same = fingerprint(Reader(name="Alex", own=frozenset({"a@b.c", "d@e.f"})))
    assert same == fingerprint(Reader(name="Alex", own=frozenset({"d@e.f", "a@b.c"})))
    assert len({same, fingerprint(Reader(name="Alex")), fingerprint(Reader(name="Ben")), fingerprint(Reader(UTC))}) == 4


@pytest.mark.parametrize("name", ["lexicon.toml", "leaning.tsv"])
def test_a_change_of_a_language_pack_makes_every_reading_stale(tmp_path, monkeypatch, name):
    pack = tmp_path / "en" / name
    pack.parent.mkdir()
    monkeypatch.setattr("followupd.state.fingerprint.files", lambda _package: tmp_path)
    prints = set()
    for text in ("interview", "Interview"):
        pack.write_text(text)
        prints.add(fingerprint(Reader()))
    assert len(prints) == 2
