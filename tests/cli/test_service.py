"""The unit files: right for this installation, and never written over a person's edits."""

from __future__ import annotations

import configparser
from importlib.resources import files
from pathlib import Path

import pytest

from followupd.cli import service
from followupd.cli.main import main

CONFIG = """
[you]
name = "Jordan Lee"
time_zone = "America/New_York"
[[account]]
address = "jordan@example.org"
maildir = "{home}/My Mail"
"""
DIGEST = """
[digest]
at = "07:15"
to = "jordan@example.org"
smtp = {{ host = "smtp.example.org" }}
"""


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(service, "_systemctl", lambda *arguments: None)
    for folder in ("cur", "new", "tmp"):
        (tmp_path / "My Mail" / folder).mkdir(parents=True)
    return tmp_path


def configure(home: Path, text: str) -> None:
    (home / "config" / "followupd").mkdir(parents=True)
    (home / "config" / "followupd" / "config.toml").write_text(text.format(home=home))


def unit(home: Path, name: str) -> Path:
    return home / "config" / "systemd" / "user" / name


def test_the_unit_runs_this_installation_by_its_absolute_path(home):
    assert main(["service", "install"]) == 0
    (line,) = (x for x in unit(home, "followupd.service").read_text().splitlines() if x.startswith("ExecStart="))
    program = Path(line.removeprefix("ExecStart=").split()[0])
    assert program.is_absolute() and program.exists() and line.endswith(" run")


def test_a_configuration_elsewhere_stays_the_one(home):
    (home / "my config").mkdir()
    path = home / "my config" / "50%.toml"
    path.write_text(CONFIG.format(home=home))
    assert main(["--config", str(path), "service", "install"]) == 0
    assert f'--config "{home}/my config/50%%.toml" run' in unit(home, "followupd.service").read_text()


def test_installing_twice_is_installing_once(home, capsys):
    main(["service", "install"])
    before = unit(home, "followupd.service").stat().st_mtime_ns
    assert main(["service", "install"]) == 0
    assert "up to date" in capsys.readouterr().out and unit(home, "followupd.service").stat().st_mtime_ns == before


def test_an_edited_unit_is_left_alone_until_forced(home, capsys):
    main(["service", "install"])
    edited = unit(home, "followupd.service").read_text().replace("WatchdogSec=180", "WatchdogSec=60")
    unit(home, "followupd.service").write_text(edited)
    assert main(["service", "install"]) == main(["service", "remove"]) == 2
    assert "was edited" in capsys.readouterr().err and unit(home, "followupd.service").read_text() == edited
    assert main(["service", "install", "--force"]) == 0
    assert "WatchdogSec=180" in unit(home, "followupd.service").read_text()


def test_an_older_one_of_ours_is_brought_up_to_date(home):
    unit(home, "").mkdir(parents=True)
    unit(home, "followupd.service").write_text(service._marked("[Service]\nExecStart=/old/followupd run\n"))
    assert main(["service", "install"]) == 0
    assert "/old/followupd" not in unit(home, "followupd.service").read_text()


def test_the_digest_is_timed_as_the_configuration_says_and_goes_with_it(home):
    configure(home, CONFIG + DIGEST)
    main(["service", "install"])
    assert "OnCalendar=*-*-* 07:15 America/New_York\n" in unit(home, "followupd-digest.timer").read_text()
    (home / "config" / "followupd" / "config.toml").write_text(CONFIG.format(home=home))
    main(["service", "install"])
    assert not unit(home, "followupd-digest.timer").exists() and not unit(home, "followupd-digest.service").exists()


def test_the_sandbox_lets_state_and_maildir_be_written(home, monkeypatch):
    configure(home, CONFIG)
    monkeypatch.setattr(service, "_try_sandbox", lambda sandbox: None)
    assert main(["service", "install", "--hardened"]) == 0
    written = unit(home, "followupd.service.d/hardening.conf").read_text()
    assert f'ReadWritePaths="-{home}/My Mail"' in written and f"ReadWritePaths=-{home}/state/followupd" in written


def test_remove_leaves_nothing(home, monkeypatch):
    configure(home, CONFIG + DIGEST)
    monkeypatch.setattr(service, "_try_sandbox", lambda sandbox: None)
    main(["service", "install", "--hardened"])
    assert main(["service", "remove"]) == 0
    assert list(unit(home, "").iterdir()) == []


@pytest.mark.parametrize("name", ["followupd.service", "followupd@.service", "followupd-digest.service"])
def test_a_shipped_unit_says_what_systemd_must_know(name):
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment]
    parser.read_string((files("followupd") / "units" / name).read_text())
    given = parser["Service"]
    assert given["ExecStart"].startswith("/usr/bin/followupd ")
    assert {"2", "78"} <= set(given["RestartPreventExitStatus"].split())
    if name != "followupd-digest.service":
        assert given["Type"] == "notify" and given["Restart"] == "on-failure" and int(given["WatchdogSec"]) >= 60
    if "@" not in name:  # no such target for users
        assert "network" not in parser["Unit"].get("Wants", "")
