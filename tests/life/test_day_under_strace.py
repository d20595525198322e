"""D1, seen by the kernel: a whole day and the daemon itself, and every address that any of their processes called."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from dovecot import Dovecot
from exchange import Exchange
from process import begun, configured
from stories import hears
from world import Begin, Life, invited

STRACE = shutil.which("strace")
AS_TRACED = (STRACE or "strace", "-D", "-f", "-q", "-e", "trace=%network", "-o")
CALLED = re.compile(
    r"\b(?:connect|sendto|sendmsg|sendmmsg)\(.*?sa_family=(AF_\w+)"
    r'(?:, sin6?_port=htons\((\d+)\)(?:, sin6_flowinfo=\w+\(\d+\))?, [^"]*"([^"]*)")?'
)
#: the user's clock on the day on which the window opens at 15:00
HOURS = ("08:00", "10:00", "15:00", "18:00", "20:00", "23:59")


def _traces() -> bool:
    return bool(STRACE) and subprocess.call([str(STRACE), "-qq", "true"], stderr=subprocess.DEVNULL) == 0


pytestmark = [pytest.mark.slow, pytest.mark.skipif(not _traces(), reason="strace is not installed, or may not trace")]


@dataclass
class Trace:
    """Runs commands of a life under strace and keeps the addresses that were called: (family, port, host)."""

    life: Life
    calls: set[tuple[str, ...]] = field(default_factory=set)
    lines: int = 0

    def begin(self, *words: str, python_path: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        self.log = self.life.folder / f"{len(list(self.life.folder.glob('*.strace')))}.strace"
        return begun(self.life, *words, before=(*AS_TRACED, str(self.log)), python_path=python_path)

    def end(self, process: subprocess.Popen[str]) -> tuple[int, str]:
        """Exit status and what was complained of. The tracer is a process of its own, and may be late."""
        _, complaint = process.communicate(timeout=60)
        over = re.compile(rf"^{process.pid} +\+\+\+ ", re.MULTILINE)  # strace fills short numbers up with blanks
        until(lambda: over.search(self.log.read_text()) is not None)
        self.lines += self.log.read_text().count("\n")
        self.calls |= {found.groups("") for found in CALLED.finditer(self.log.read_text())}
        return process.returncode, complaint

    @property
    def outside(self) -> set[tuple[str, ...]]:
        """All but the Unix sockets of this machine."""
        return {call for call in self.calls if call[0] not in ("AF_UNIX", "AF_LOCAL")}


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to it"
        time.sleep(0.05)


@pytest.fixture
def traced(served: Begin, exchange: Exchange) -> Iterator[Trace]:
    life = served()
    configured(life, smtp=exchange.port)
    yield Trace(life)


def test_a_whole_day_calls_the_mail_server_and_nobody_else(
    traced: Trace, dovecot: Dovecot, exchange: Exchange
) -> None:
    life, drafts = traced.life, []
    invited(life)
    for hour in HOURS:
        if hour == "10:00":
            life.receives("2026-11-13T09:30", ("Corner Shop", "news@corner.test"), "12 new jobs", "Apply now.\n",
                          headers={"List-Unsubscribe": "<https://corner.test/off>"})
        if hour == "18:00":
            hears(life, "2026-11-13T17:00", "It was a pleasure to meet you. See https://larkfield.test/team.")
        assert traced.end(traced.begin("scan", "--now", f"2026-11-13T{hour}:00-05:00")) == (0, "")
        drafts.append(len(life.drafts()))
    assert drafts == [0, 0, 1, 0, 0, 0]
    assert life.events() == ["Intends", "Proposed", "Withdraws", "Withdrew"]
    assert traced.outside == {("AF_INET", str(dovecot.port), "127.0.0.1")}
    assert exchange.calls == 0
    assert traced.lines > 10 * len(HOURS)


def test_the_daemon_calls_the_mail_server_and_nobody_else(
    traced: Trace, dovecot: Dovecot, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until its first round, a reload (SIGHUP) and its end (SIGTERM); systemd hears of it by a Unix socket."""
    invited(traced.life)
    place = traced.life.folder / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(place))
        monkeypatch.setenv("NOTIFY_SOCKET", str(place))
        process = traced.begin("run")
        assert process.stderr
        for number, word in ((0, "round"), (signal.SIGHUP, "session_begun")):
            if number:
                process.send_signal(number)
            assert any(word in line.split() for line in iter(process.stderr.readline, "")), word
        process.send_signal(signal.SIGTERM)
        status, log = traced.end(process)
        assert (status, log.rstrip().endswith("stopped")) == (0, True)
        assert b"READY=1" in systemd.recv(100)
    assert traced.outside == {("AF_INET", str(dovecot.port), "127.0.0.1")}
    assert "AF_UNIX" in {family for family, *_ in traced.calls}
    assert exchange.calls == 0


BUG = """
import socket
socket.create_connection(("127.0.0.1", PORT)).close()
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"?", ("127.0.0.53", 53))
"""


def test_a_bug_that_called_somebody_else_would_be_seen(
    traced: Trace, dovecot: Dovecot, exchange: Exchange, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(BUG.replace("PORT", str(exchange.port)))
    process = traced.begin("scan", "--now", "2026-11-13T08:00:00-05:00", python_path=(str(tmp_path),))
    assert traced.end(process)[0] == 0
    ports = {str(dovecot.port): "127.0.0.1", str(exchange.port): "127.0.0.1", "53": "127.0.0.53"}
    assert traced.outside == {("AF_INET", port, host) for port, host in ports.items()}
    assert exchange.calls == 1
