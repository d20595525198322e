"""Record what a real mail client does to a draft of ours: run this, do it in the client, press Return.

    PYTHONPATH=tests/life:tests/support python tests/life/recorded/record.py thunderbird edited-and-saved

A private Dovecot holds the story that `test_recorded_clients.py` tells. What lies there afterwards is written beside
this file: the draft as we laid it, and every message of Drafts, Sent, Trash and Archive as `<Folder>.<n>.<flags>.eml`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from dovecot import PASSWORD, Dovecot, running
from world import ME, Life, invited

USER = "jordan"
LAID = "2026-11-13T15:00"


def record(habit: Path) -> None:
    os.umask(0)  # the server is another user than the one who lays
    with tempfile.TemporaryDirectory() as folder, running(Dovecot(Path(folder) / "dovecot")) as server:
        life = Life(server.home(USER), port=server.port)
        invited(life)
        life.scan(LAID)
        (path,) = life.draft_files()
        laid = path.read_bytes()
        input(f"IMAP without TLS on 127.0.0.1:{server.port}, user {USER}, password {PASSWORD}, you are {ME[1]}. Done? ")
        habit.mkdir(parents=True)
        (habit / "laid.eml").write_bytes(laid)
        for name in ("Drafts", "Sent", "Trash", "Archive"):
            for number, each in enumerate(life.files(f".{name}"), 1):
                flags = each.name.partition(":2,")[2]
                (habit / f"{name}.{number}.{flags}.eml").write_bytes(each.read_bytes())


if __name__ == "__main__":
    record(Path(__file__).parent / sys.argv[1] / sys.argv[2])
