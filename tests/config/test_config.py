"""The configuration: everything that is wrong is told at once, with its line, its key and what is allowed."""

import re
import sys
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.cli import config
from followupd.cli.config_reader import Reader, key_lines
from followupd.cli.config_schema import TABLES
from followupd.errors import ConfigError
from followupd.settings import Account, Policy

YOU = '[you]\nname = "Alex Berg"\ntime_zone = "Europe/Vienna"\n'
ACCOUNT = '[[account]]\naddress = "alex@example.net"\nhost = "imap.example.net"\n'
EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


@pytest.fixture
def load(tmp_path):
    def load(text, **environ):
        file = tmp_path / "config.toml"
        file.write_text(text)
        return config.load(str(file), {"HOME": str(tmp_path), **environ})

    return load


@pytest.fixture
def problems(load):
    def problems(text):
        with pytest.raises(ConfigError) as caught:
            load(text)
        assert caught.value.exit_code == 78
        return re.sub(r"^.*?config\.toml:?", "", str(caught.value), flags=re.M).splitlines()

    return problems


def test_the_smallest_configuration_has_every_default(load, tmp_path):
    settings = load(YOU + ACCOUNT)
    zone = ZoneInfo("Europe/Vienna")
    assert settings.policy == Policy(zone=zone)
    assert (settings.you.signature, settings.you.zone, settings.you.zone_told) == ("Alex Berg", zone, True)
    assert settings.accounts == (
        Account("alex@example.net", host="imap.example.net", username="alex@example.net"),
    )
    assert settings.state_dir == str(tmp_path / ".local/state/followupd")
    assert settings.digest is None and settings.templates == ""


def test_everything_told_is_heard(load, tmp_path):
    (tmp_path / "mine").mkdir()
    settings = load(
        'state_dir = "~/there"\n' + YOU + 'signature = """\nAlex\n+43 1 0"""\n'
        '[etiquette]\nwait_days = 5\nthank_you = "next-morning"\nworking_hours = ["08:30", "16:00"]\n'
        + ACCOUNT + 'aliases = ["Alex.Berg@Example.net"]\nsecurity = "starttls"\npassword_command = ["pass", "m"]\n'
        'folders = { sent = "Gesendet", read = ["Jobs"] }\n'
        '[digest]\nat = "07:15"\nto = "alex.berg@example.net"\nsmtp = { host = "smtp.example.net" }\n'
        '[drafts]\ntemplates = "mine"\n'
    )
    account = settings.accounts[0]
    assert settings.state_dir == str(tmp_path / "there") and settings.templates == str(tmp_path / "mine")
    assert settings.you.signature == "Alex\n+43 1 0"
    assert (settings.policy.work_begins, settings.policy.work_ends) == (time(8, 30), time(16))
    assert (account.port, account.folders, account.read_folders) == (143, {"sent": "Gesendet"}, ("Jobs",))
    assert settings.digest is not None and settings.digest.at == time(7, 15) and settings.digest.smtp.port == 465
    assert settings.own_addresses == {"alex@example.net", "alex.berg@example.net"}


def test_all_problems_are_told_at_once_in_the_order_of_the_file(problems):
    wrong = '[you]\nname = ""\n[etiquette]\nwait_days = "soon"\nmax_contact = 2\n' + ACCOUNT + "port = 0\n"
    assert problems(wrong) == [
        "2: you.name: wants text on one line",
        "4: etiquette.wait_days: wants a whole number from 3 to 60: less is no good manners (E2)",
        "5: etiquette.max_contact: unknown key, did you mean max_contacts?",
        "9: account[1].port: wants a whole number from 1 to 65535",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("wait_days = 2", "etiquette.wait_days: wants a whole number from 3"),
        ("wait_days = true", "etiquette.wait_days: wants a whole number"),
        ("max_contacts = 4", "etiquette.max_contacts: wants a whole number from 1 to 3"),
        ("window_days = 366", "etiquette.window_days: wants a whole number from 1 to 365"),
        ('thank_you = "never"', 'etiquette.thank_you: wants "after-wait" or "next-morning"'),
        ('gracious_reply = "yes"', "etiquette.gracious_reply: wants true or false"),
        ('working_hours = ["17:00", "09:00"]', "etiquette.working_hours: wants two times of day"),
        ('working_hours = ["9", "17"]', "etiquette.working_hours: wants a time of day"),
        ('holidays = "Utopia"', "etiquette.holidays: wants the code of a country"),
        ('holidays = "XX"', "etiquette.holidays: is no country"),
        ("[etiquette.deeper]", "etiquette.deeper: unknown key"),
    ],
)
def test_a_value_out_of_range_is_told_with_what_is_allowed(problems, text, told):
    (problem,) = problems(YOU + "[etiquette]\n" + text + "\n" + ACCOUNT)
    assert re.sub(r"^\d+: ", "", problem).startswith(told) and problem.startswith("5: ")


@pytest.mark.parametrize(
    ("account", "told"),
    [
        ('address = "alex@example.net"', "account[1]: wants either host or maildir"),
        ('address = "alex@example.net"\nhost = "h"\nmaildir = "."', "either host or maildir, not both"),
        ('address = "alex@example.net"\nmaildir = "nowhere"', "account[1].maildir: there is no such folder"),
        ('host = "h.example"', "account[1].address: is needed"),
        ('address = "Alex <alex@example.net>"\nhost = "h"', "account[1].address: wants a mail address"),
        ('address = "a@b.c"\nhost = "imap.b.c"\nsecurity = "none"', 'account[1].security: "none" is for this machine'),
        ('address = "a@b.c"\nhost = "b.c"\npassword_command = "pass m"', "account[1].password_command: wants a list"),
        ('address = "a@b.c"\nhost = "b.c"\nfolders = {drats = "D"}', "folders.drats: unknown key, did you mean drafts"),
        ('address = "a@b.c"\nhost = "b.c"\nfolders = 3', "account[1].folders: wants a table"),
    ],
)
def test_an_account_that_cannot_work_is_refused(problems, account, told):
    assert any(told in problem for problem in problems(YOU + "[[account]]\n" + account + "\n"))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_a_server_on_this_machine_needs_no_tls(load, host):
    assert load(YOU + f'[[account]]\naddress = "a@b.c"\nhost = "{host}"\nsecurity = "none"\n').accounts[0].host == host


@pytest.mark.parametrize("key", ["password", "secret", "token", "Password"])
def test_a_secret_is_refused_kindly_and_never_repeated(problems, key):
    (problem,) = problems(YOU + ACCOUNT + f'{key} = "correct horse"\n')
    assert "a secret never stands here" in problem and "password_command" in problem
    assert "correct horse" not in problem


def test_a_value_is_never_repeated(problems):
    wrong = 'port = "correct horse"\nsecurity = "correct horse"\naliases = ["correct horse"]\n'
    found = problems(YOU + ACCOUNT + wrong)
    assert len(found) == 3 and "horse" not in "".join(found)


def test_the_digest_goes_to_nobody_else(problems):
    digest = '[digest]\nto = "boss@example.com"\nsmtp = { host = "smtp.example.net" }\n'
    told = "8: digest.to: wants one of your own addresses: nobody else is ever written to"
    assert problems(YOU + ACCOUNT + digest) == [told]


def test_an_address_belongs_to_one_account(problems):
    other = '[[account]]\naddress = "b@example.net"\nhost = "h"\naliases = ["ALEX@example.net"]\n'
    assert problems(YOU + ACCOUNT + other) == ["8: account[2].address: an address of another account stands here too"]
    assert any("every account wants an address of its own" in line for line in problems(YOU + ACCOUNT + ACCOUNT))


def test_without_the_holidays_package_the_way_out_is_named(problems, monkeypatch):
    monkeypatch.setitem(sys.modules, "holidays", None)
    (problem,) = problems(YOU + '[etiquette]\nholidays = "US"\n' + ACCOUNT)
    assert "pip install 'followupd[holidays]'" in problem


def test_holidays_are_those_of_the_country(load):
    days = load(YOU + '[etiquette]\nholidays = "us"\n' + ACCOUNT).policy.holidays
    assert date(2027, 7, 5) in days and date(2027, 7, 6) not in days  # the 4th is a Sunday: observed on Monday


def test_a_missing_file_names_where_it_was_looked_for_and_init(tmp_path):
    with pytest.raises(ConfigError, match=r"/x/followupd/config\.toml(.|\n)*followupd init"):
        config.load(None, {"XDG_CONFIG_HOME": "/x"})
    with pytest.raises(ConfigError, match=str(tmp_path)):
        config.load(str(tmp_path), {})


def test_what_is_no_toml_is_told_with_its_line(problems):
    assert "line 2" in problems("[you]\nname =\n")[0]


def test_the_zone_is_the_system_s_where_none_is_told(load, tmp_path):
    you = '[you]\nname = "Alex"\n'
    settings = load(you + ACCOUNT, TZ=":Asia/Tokyo")
    assert settings.you.zone == ZoneInfo("Asia/Tokyo") and not settings.you.zone_told
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/Europe/Rome")
    assert config.system_zone({}, tmp_path / "localtime") == ZoneInfo("Europe/Rome")
    assert config.system_zone({}, tmp_path / "missing") == ZoneInfo("UTC")
    with pytest.raises(ConfigError, match=r"you\.time_zone: the system's cannot be told"):
        load(you + ACCOUNT, TZ="Nowhere/Land")


def test_lines_are_found_through_arrays_and_long_strings():
    source = 'a = """\nb = 1\n"""\n[[account]]\nhost = 1\n[[account]]\n"host" = 2\n[account.folders]\nread = []\n'
    assert key_lines(source) == {
        "a": 1, "account[1]": 4, "account[1].host": 5, "account[2]": 6, "account[2].host": 7,
        "account[2].folders": 8, "account[2].folders.read": 9,
    }  # fmt: skip


ODD = [
    None, True, -1, 2**70, float("nan"), "", "\0", "\ud800", "x" * 9999, "..", [], [[]], [None], [""], {}, {"": 1},
    date(2026, 1, 1), time(1), ["09:00"], ["24:00", "25:00"], "99:99", "US-", "zz-ZZZ", "@", "a@b@c", "a\nb@c.d",
]  # fmt: skip


@given(st.sampled_from([(name, key) for name, table in TABLES.items() for key in table.keys]), st.sampled_from(ODD))
def test_no_value_gets_past_its_check_as_another_error(place, value):
    Reader("config.toml", "").table(place[0], {place[1]: value}, place[0])


def uncommented(text):
    """The example with what is commented out taken in: the lines that are a table or a key behind "# "."""
    return re.sub(r"^# (?=[\[a-z_]+ ?[]=])", "", text, flags=re.M)


def test_the_example_is_sound_and_equal_to_the_defaults(tmp_path):
    settings = config.load(str(EXAMPLE), {"HOME": str(tmp_path)})
    assert settings.policy == Policy(zone=settings.you.zone)
    account = settings.accounts[0]
    assert account == Account(account.address, host=account.host, username=account.address)
    assert settings.digest is None and settings.templates == ""


def test_the_example_has_every_key_each_with_its_sentence():
    text = uncommented(EXAMPLE.read_text("utf-8"))
    lines = key_lines(text)
    tables = [(name, table) for name, table in TABLES.items() if name != "digest.smtp"]  # an inline table
    wanted = {f"{name}.{key}".lstrip(".") for name, table in tables for key in table.keys}
    assert {path.replace("[1]", "") for path in lines} >= wanted
    assert all(f"{key} =" in text for key in TABLES["digest.smtp"].keys)
    above = ["", *text.splitlines()]
    for path, line in lines.items():
        head = above[max(1, line - 6) : line]
        assert any(other.startswith("#") for other in head), f"{path} has no sentence"


def test_the_example_holds_when_everything_is_taken_in(load, tmp_path):
    (tmp_path / ".config/followupd/templates").mkdir(parents=True)
    settings = load(uncommented(EXAMPLE.read_text("utf-8")).replace('maildir = "~/Mail/personal"\n', ""))
    assert settings.digest is not None and settings.accounts[0].folders["inbox"] == "INBOX"
