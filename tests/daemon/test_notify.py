"""What systemd hears (sd_notify(3)), through a real datagram socket."""

import os
import socket

import pytest

from followupd.daemon import notify


@pytest.fixture(params=["path", "abstract"])
def systemd(request, tmp_path, monkeypatch):
    name = str(tmp_path / "notify") if request.param == "path" else f"@followupd-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(name.replace("@", "\0", 1) if name[0] == "@" else name)
        ear.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        yield ear


def test_ready_alive_and_stopping_arrive_as_systemd_spells_them(systemd):
    for tell in (notify.ready, notify.alive, notify.stopping, notify.reloading):
        tell()
    assert [systemd.recv(100) for _ in range(4)] == [b"READY=1", b"WATCHDOG=1", b"STOPPING=1", b"RELOADING=1"]


def test_a_status_is_utf8_and_one_line(systemd):
    notify.status("2 accounts · Zoë\nREADY=1")
    assert systemd.recv(100) == "STATUS=2 accounts · Zoë READY=1".encode()


@pytest.mark.parametrize("address", ["", "/nowhere/at/all", "relative", "vsock:1:2", "/" + "x" * 300])
def test_without_a_systemd_that_listens_nothing_is_raised(monkeypatch, address):
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    notify.ready()
    notify.status("\udc80")
    assert True  # it came here


def test_the_watchdog_counts_only_for_the_process_it_was_set_for(monkeypatch):
    monkeypatch.setenv("WATCHDOG_USEC", "90000000")
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    assert notify.watchdog_seconds() == 90
    monkeypatch.setenv("WATCHDOG_PID", "1")
    assert notify.watchdog_seconds() == 0


@pytest.mark.parametrize("told", ["", "soon", "-5", "²"])
def test_a_watchdog_time_that_is_no_number_is_none(monkeypatch, told):
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    monkeypatch.setenv("WATCHDOG_USEC", told)
    assert notify.watchdog_seconds() == 0


def test_a_long_round_asks_the_watchdog_for_patience_and_feeds_it(systemd, monkeypatch):
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    monkeypatch.setenv("WATCHDOG_USEC", "90000000")
    notify.expect_within(3600)
    assert systemd.recv(100) == b"WATCHDOG_USEC=3600000000\nWATCHDOG=1"
