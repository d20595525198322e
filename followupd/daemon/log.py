"""Logging: an event's name, then key=value. Never the content of a mail, a name or an address.

On the journal each line carries its priority (sd-daemon(3): "<4>"); on a terminal it is plain.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from typing import TextIO

_logger = logging.getLogger("followupd")
_PLAIN = re.compile(r"[A-Za-z0-9._:/+-]+")
#: syslog priorities (RFC 5424 6.2.1)
_PRIORITY = {logging.DEBUG: 7, logging.INFO: 6, logging.WARNING: 4, logging.ERROR: 3, logging.CRITICAL: 2}


class _ForTheJournal(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return f"<{_PRIORITY.get(record.levelno, 6)}>{super().format(record)}"


def set_up(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Log to `stream` (standard error); what libraries log goes nowhere, since it may quote the wire."""
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_ForTheJournal() if is_journal(stream) else logging.Formatter("followupd: %(message)s"))
    _logger.handlers[:] = [handler]
    _logger.setLevel(level)
    _logger.propagate = False
    logging.getLogger().handlers[:] = [logging.NullHandler()]


def is_journal(stream: TextIO) -> bool:
    """Whether the stream is the one that JOURNAL_STREAM names, "device:inode" (systemd.exec(5))."""
    try:
        about = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{about.st_dev}:{about.st_ino}"


def info(event: str, **fields: object) -> None:
    _logger.info("%s", line(event, fields))


def warning(event: str, **fields: object) -> None:
    _logger.warning("%s", line(event, fields))


def error(event: str, **fields: object) -> None:
    _logger.error("%s", line(event, fields))


def line(event: str, fields: dict[str, object]) -> str:
    """`event key=value …`: anything but plain words is quoted and escaped as JSON; it is always one line of ASCII."""
    return " ".join([event, *(f"{key}={_value(value)}" for key, value in fields.items() if value is not None)])


def _value(value: object) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)


def place(error: BaseException) -> str:
    """Where in followupd an error came from, "file.py:12"; "" where nowhere. The error's own text is left out."""
    found, trace = "", error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if f"{os.sep}followupd{os.sep}" in path:
            found = f"{path.rpartition(os.sep)[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
