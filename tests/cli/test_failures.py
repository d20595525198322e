"""Whatever goes wrong is told in a line or two: what, where, the way out; never a traceback, never a secret."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from dovecot import PASSWORD, Dovecot, running
from house import DUE, ME, Done, House, wait_for

pytestmark = pytest.mark.slow
WRONG = "open-sesame-7"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    folder = tmp_path_factory.mktemp("dovecot")
    chain, key = folder / "chain.pem", folder / "key.pem"
    made = trustme.CA().issue_cert("127.0.0.1")
    made.private_key_pem.write_to_path(key)
    for number, blob in enumerate(made.cert_chain_pems):
        blob.write_to_path(chain, append=number > 0)
    with running(Dovecot(folder, certificate=(chain, key))) as found:
        yield found


@pytest.fixture
def house(server: Dovecot, tmp_path: Path) -> House:
    return House(tmp_path, server)


def fails(house: House, code: int, *said: str, command: tuple[str, ...] = ("scan",), lines: int = 2) -> Done:
    """The command ends with this code, and says these words in so many lines at most."""
    done = house.run(*command)
    assert done.code == code, done
    assert all(word in done.err for word in said), done.err
    assert 1 <= len(done.err.splitlines()) <= lines, done.err
    _keeps_its_secrets(house, done.out + done.err)
    return done


def _keeps_its_secrets(house: House, said: str) -> None:
    files = [path for path in house.state.rglob("*") if path.is_file()] if house.state.is_dir() else []
    kept = b"".join(path.read_bytes() for path in files)
    for secret in (PASSWORD, WRONG):
        assert secret not in said and secret.encode() not in kept
    assert "Traceback" not in said


# -- the server ---------------------------------------------------------------------------------------------------

def test_a_wrong_password(house: House) -> None:
    house.configure(house.account(password_command=f'["echo", "{WRONG}"]'))
    fails(house, 77, ME, "does not take the password", "followupd init")


@pytest.mark.parametrize(
    ("lines", "code", "said"),
    [
        ({"port": "1"}, 75, ("127.0.0.1:1", "refuses connections", "Check host and port")),
        ({"host": '"imap.nowhere.invalid"', "security": '"tls"'}, 75, ("name was not found", "spelling")),
        ({"security": '"tls"'}, 75, ("TLS failed", "another port")),
        ({"security": '"none"', "folders": '{ drafts = "Nowhere" }'}, 76, ("Nowhere", "drafts")),
    ],
)
def test_a_server_that_cannot_be_used(house: House, lines: dict[str, str], code: int, said: tuple[str, ...]) -> None:
    house.configure(house.account(**lines))
    fails(house, code, ME, *said)


def test_a_certificate_that_nobody_vouches_for(house: House, server: Dovecot) -> None:
    house.configure(house.account(port=str(server.tls_port), security='"tls"'))
    fails(house, 75, ME, "certificate is not trusted", "password was not sent")


def test_a_mailbox_without_drafts(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with running(Dovecot(tmp_path_factory.mktemp("bare"), special={"Trash": "\\Trash"})) as bare:
        house = House(tmp_path, bare)
        fails(house, 76, ME, "Drafts")


def test_a_maildir_that_is_not_there(house: House) -> None:
    house.configure(f'[[account]]\naddress = "{ME}"\nmaildir = "{house.folder}/Mail"\n')
    fails(house, 78, "account[1].maildir", "no such folder", lines=1)


def test_one_account_that_fails_does_not_hold_up_the_other(house: House) -> None:
    house.receives("2026-11-02T10:00-05:00")
    house.configure(house.account(), house.account("j.lee@example.net", port="1"))
    done = fails(house, 75, "j.lee@example.net", command=("scan", "--now", DUE, "--json"))
    assert ME not in done.err and len(done.json["written"]) == 1
    assert len(house.messages("Drafts")) == 1


# -- the secret ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(
    ("command", "said"),
    [
        ('["false"]', ("(false) failed with status 1", "by hand")),
        ('["true"]', ("no secret in its first line", "Look at it by hand")),
        ('["/nowhere/pass"]', ("(/nowhere/pass) cannot be run", "No such file", "Check password_command")),
        (f'["sh", "-c", "echo {WRONG} >&2; echo; echo {WRONG}"]', ("no secret in its first line",)),
        (None, ("keyring", "password_command")),
    ],
)
def test_a_secret_that_is_not_to_be_had(house: House, command: str | None, said: tuple[str, ...]) -> None:
    house.configure(house.account(password_command=command))
    fails(house, 77, ME, *said)


# -- the configuration --------------------------------------------------------------------------------------------

@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("[etiquette]\nwait_day = 3\n", ("etiquette.wait_day", "did you mean wait_days")),
        ('[etiquette]\nwait_days = "3"\n', ("etiquette.wait_days", "3 to 60")),
        ("[etiquette]\nwait_days = 1\n", ("etiquette.wait_days", "3 to 60")),
        ("[etiquette]\nwait_days = \n", ("is no TOML", "line")),
        (f'[drafts]\npassword = "{WRONG}"\n', ("drafts.password", "never stands here")),
        ('[drafts]\ntemplates = "templates"\n', ("templates",)),
    ],
)
def test_a_configuration_that_is_wrong(house: House, more: str, said: tuple[str, ...]) -> None:
    house.configure(more=more)
    for command in ("scan", "status", "run"):
        fails(house, 78, str(house.config.parent), *said, command=(command,))


def test_no_configuration(house: House) -> None:
    house.config.unlink()
    for command in (["scan"], ["status"], ["run"], ["explain", "k3f9"], ["digest"], ["rehearse"]):
        fails(house, 78, str(house.config), "followupd init", command=tuple(command))


def test_no_encryption_but_on_this_machine(house: House) -> None:
    house.configure(house.account(host='"mail.example.org"'))
    fails(house, 78, "account[1].security", "this machine alone")


def test_a_broken_template(house: House) -> None:
    (house.config.parent / "mine").mkdir()
    (house.config.parent / "mine" / "thank_you.txt").write_text("Hello,\n\nThank you, {frist_name}.\n")
    house.configure(more='[drafts]\ntemplates = "mine"\n')
    fails(house, 78, "thank_you.txt:3", "frist_name")


# -- the state ----------------------------------------------------------------------------------------------------

def test_a_damaged_ledger_lays_no_draft(house: House) -> None:
    house.receives("2026-11-02T10:00-05:00")
    house.state.mkdir()
    (house.state / "ledger.jsonl").write_text('{"ledger": 1}\nnot a line of ours\n')
    fails(house, 78, "ledger.jsonl", "line 2", "no draft is laid", command=("scan", "--now", DUE))
    fails(house, 78, "ledger.jsonl", "line 2", command=("run",))
    assert house.messages("Drafts") == []


@pytest.mark.parametrize("rubbish", [b"SQLite format 3\0 and then rubbish", b"rubbish" * 2000])
def test_a_damaged_cache_is_built_again(house: House, rubbish: bytes) -> None:
    house.receives("2026-11-02T10:00-05:00")
    house.state.mkdir()
    (house.state / "cache.sqlite3").write_bytes(rubbish)
    done = house.run("scan", "--now", DUE)
    if done.code:
        assert done.code == 75 and "nothing is lost" in done.err and len(done.err.splitlines()) <= 2
        done = house.run("scan", "--now", DUE)
    assert (done.code, done.err) == (0, "")
    assert len(house.messages("Drafts")) == 1


def test_a_state_directory_that_cannot_be_made(house: House) -> None:
    (house.folder / "file").write_text("")
    house.configure(state=house.folder / "file" / "state")
    for command in ("scan", "run"):
        fails(house, 75, "cannot be made", "state_dir", command=(command,))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_state_directory_that_is_closed(house: House) -> None:
    house.state.mkdir(mode=0o500)
    fails(house, 75, str(house.state))


@pytest.mark.parametrize("room", [0, 2_000, 40_000, 70_000])
def test_no_room_for_what_is_to_be_remembered(house: House, room: int) -> None:
    """No file may grow beyond `room` bytes: nothing is laid that would be forgotten, and later all goes well."""
    house.receives("2026-11-02T10:00-05:00")
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))  # noqa: E731
    done = house.run("scan", "--now", DUE, preexec_fn=limit)
    assert done.code in ((75,) if room < 40_000 else (0, 75)), done
    assert "Traceback" not in done.err and len(done.err.splitlines()) <= 2
    assert len(house.messages("Drafts")) == (done.code == 0)
    assert house.run("scan", "--now", DUE).code == 0
    assert len(house.messages("Drafts")) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KB, filled up."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    mounted = subprocess.run(command, check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("needs the right to mount")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk(house: House, small_disk: Path) -> None:
    house.receives("2026-11-02T10:00-05:00")
    house.configure(state=small_disk / "state")
    (small_disk / "ballast").write_bytes(b"x" * 60_000)
    fails(house, 75, str(small_disk), "room", command=("scan", "--now", DUE))
    assert house.messages("Drafts") == []
    (small_disk / "ballast").unlink()
    subprocess.run(["mount", "-o", "remount,size=1m", str(small_disk)], check=True)
    assert house.run("scan", "--now", DUE).code == 0
    assert len(house.messages("Drafts")) == 1


def test_a_second_instance(house: House) -> None:
    with house.daemon() as first:
        wait_for(lambda: (house.state / "lock").exists() and (house.state / "lock").read_text())
        for command in ("scan", "run"):
            fails(house, 75, str(house.state), f"process {first.pid}", "systemctl --user stop", command=(command,))
        assert house.run("status").code == 0


# -- everything at once -------------------------------------------------------------------------------------------

def test_check_tells_all_that_is_wrong_and_goes_on(house: House) -> None:
    house.configure(house.account("j.lee@example.net", password_command=f'["echo", "{WRONG}"]'), house.account())
    done = house.run("check")
    assert done.code == 77 and done.err == ""
    (failed,) = (line for line in done.out.splitlines() if line.startswith("FAIL"))
    assert failed.count("j.lee@example.net") == 1 and "password" in failed
    assert f"login          {ME}" in done.out and "Drafts" in done.out
    _keeps_its_secrets(house, done.out)
