"""Signals, in a process of its own: it stops in time whatever it is at."""

import signal
import subprocess
import sys

import pytest

PROGRAM = """
import signal, threading
from datetime import UTC
from types import SimpleNamespace
from followupd.daemon import signals
from followupd.daemon.loop import Hands, Loop
from followupd.settings import Account, Policy, Settings, You

signals.STOP_SECONDS = 0.2
settings = Settings(You("Jordan", UTC, ""), Policy(UTC), (Account("a@example.org", host="a"),), "/nowhere")

class Box:
    def __init__(self):
        self.woken = threading.Event()
    def wait(self, seconds):
        print("waiting", flush=True)
        if ELSEWHERE:
            input()
            signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
        return bool(self.woken.wait(seconds)) and False
    def wake(self):
        self.woken.set()
    def close(self):
        print("closed", flush=True)

def play(settings, mailboxes, now):
    if HANGS:
        print("playing", flush=True)
        threading.Event().wait(60)
    return SimpleNamespace(read=0, written=(), withdrawn=(), failed={}, open_cases=0, next_window=None)

def reload():
    print("reloaded", flush=True)
    return settings

loop = Loop(settings, Hands(lambda account: Box(), play, reload))
signals.listen(loop)
try:
    loop.run()
    print("done", flush=True)
except signals.Stopped:
    print("cut off", flush=True)
"""


def start(*, hangs, elsewhere=False):
    program = PROGRAM.replace("HANGS", str(hangs)).replace("ELSEWHERE", str(elsewhere))
    return subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_while_it_waits_it_stops_at_once(number):
    with start(hangs=False) as process:
        assert process.stdout.readline() == "waiting\n"
        process.send_signal(number)
        assert process.communicate(timeout=10)[0].split() == ["closed", "done"] and process.returncode == 0


def test_a_signal_that_reaches_another_thread_ends_the_wait_of_the_main_one():
    """As one does that comes just before the wait: Python's own handler alone would come a minute late."""
    with start(hangs=False, elsewhere=True) as process:
        assert process.stdout.readline() == "waiting\n"
        assert process.communicate("now\n", timeout=10)[0].split() == ["closed", "done"] and process.returncode == 0


def test_a_round_that_takes_too_long_is_cut_off_and_everything_closed():
    with start(hangs=True) as process:
        assert process.stdout.readline() == "playing\n"
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=10)[0] == "closed\ncut off\n" and process.returncode == 0


def test_sighup_reads_the_configuration_again_and_goes_on():
    with start(hangs=False) as process:
        assert process.stdout.readline() == "waiting\n"
        process.send_signal(signal.SIGHUP)
        assert [process.stdout.readline() for _ in range(2)] == ["reloaded\n", "closed\n"]
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=10)[0].splitlines()[-1] == "done" and process.returncode == 0
