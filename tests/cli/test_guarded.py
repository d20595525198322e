"""No command begins a session before the guard knows what is allowed. The guard's own refusals: tests/daemon."""

from __future__ import annotations

from pathlib import Path

import pytest

from followupd.cli import once
from followupd.cli import run as daemon
from followupd.cli.main import main
from followupd.daemon import guard, log
from followupd.daemon.loop import Hands
from followupd.errors import MailboxUnreachable
from followupd.mailbox.protocol import Mailbox
from followupd.settings import Account, Settings

NOW = "2026-11-13T15:00-05:00"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(
        f'state_dir = "{tmp_path / "state"}"\n[you]\nname = "Jordan Lee"\ntime_zone = "America/New_York"\n'
        f'[[account]]\naddress = "jordan@example.org"\nmaildir = "{tmp_path}"\n'
    )
    path.chmod(0o600)
    return path


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was allowed and opened, in the order it happened; nothing is opened really."""
    steps: list[str] = []

    def opens(account: Account, secret: object) -> Mailbox:
        steps.append(f"opens {account.address}")
        raise MailboxUnreachable("nobody is there", where=account.address)

    monkeypatch.setattr(guard, "allow", lambda accounts: steps.extend(f"allows {each.address}" for each in accounts))
    monkeypatch.setattr(once, "open_mailbox", opens)
    return steps


@pytest.mark.parametrize("command", [("scan",), ("scan", "--dry-run"), ("rehearse",)], ids=" ".join)
def test_a_command_is_guarded_before_it_opens_a_mailbox(config: Path, steps: list[str], command: tuple[str]) -> None:
    assert main(["--config", str(config), *command, "--now", NOW]) == 75
    assert steps == ["allows jordan@example.org", "opens jordan@example.org"]


def test_the_daemon_is_guarded_before_it_opens_a_mailbox_and_anew_after_a_reload(
    config: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Loop:
        def __init__(self, settings: Settings, hands: Hands) -> None:
            self._settings, self._hands = settings, hands

        def run(self) -> None:
            config.write_text(config.read_text().replace("jordan@", "lee@"))
            for settings in (self._settings, self._hands.reload()):
                with pytest.raises(MailboxUnreachable):
                    self._hands.open_mailbox(settings.accounts[0])

    monkeypatch.setattr(daemon, "Loop", Loop)
    monkeypatch.setattr(daemon, "listen", lambda loop: None)
    monkeypatch.setattr(log, "set_up", lambda: None)
    assert main(["--config", str(config), "run"]) == 0
    assert steps == ["allows jordan@example.org", "allows lee@example.org",
                     "opens jordan@example.org", "opens lee@example.org"]
