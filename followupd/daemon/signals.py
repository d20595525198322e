"""The process's signals: SIGTERM and SIGINT stop the loop, SIGHUP has it read its configuration again."""

from __future__ import annotations

import signal
from types import FrameType

from followupd.daemon.loop import Loop

#: what still runs then is cut off: systemd is promised an end within ten seconds
STOP_SECONDS = 8.0


class Stopped(BaseException):
    """Cut off while stopping. What a round did so far is safe: each of its steps can be cut off."""


def listen(loop: Loop) -> None:
    """Until the process ends.

    The bell rings from the C handler, too: one of Python's own runs only when the main thread is at its bytecode,
    and it would sleep on where the signal came just before its wait, or to another thread.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        signal.setitimer(signal.ITIMER_REAL, STOP_SECONDS)
        loop.stop()

    def cut_off(_number: int, _frame: FrameType | None) -> None:
        raise Stopped

    signal.set_wakeup_fd(loop.bell.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGALRM, cut_off)
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGHUP, lambda _number, _frame: loop.ask_reload())
