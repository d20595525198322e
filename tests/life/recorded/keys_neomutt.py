"""Press the keys of every habit in a real neomutt, and keep what it leaves there.

    PYTHONPATH=tests/life:tests/support python tests/life/recorded/keys_neomutt.py [HABIT...]

Wants neomutt, tmux and faketime. What neomutt sends goes to `cat`; its clock says four in the afternoon of the story.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from dovecot import PASSWORD
from world import ME

HERE = Path(__file__).parent
ONE_MORE = r'sed -i "1a \\\nOne sentence of my own." "$1"'
WITHIN = r'sed -i "s/^Best regards/One sentence of my own.\n\n&/" "$1"'
THREAD_CUT = r'sed -i "/^In-Reply-To:/d; s/^Subject:.*/Subject: Thank you/; s/^Best/Warm/" "$1"'
CONFIGURATION = """
set imap_user=jordan imap_pass={password} folder=imap://127.0.0.1:{port}/ spoolfile=+INBOX imap_authenticators=plain
set ssl_starttls=no ssl_force_tls=no postponed=+Drafts record=+Sent copy=yes from={address} realname="{name}"
set hostname=example.org sendmail={home}/sendmail editor={home}/editor tmpdir={home} history_file="" header_cache=""
set quit=yes delete=yes postpone=yes recall=yes confirmappend=no crypt_use_gpgme=no sleep_time=0 wait_key=no
set fast_reply=yes include=yes
mailboxes +INBOX +Drafts +Sent +Trash
{more}
"""
TO_TRASH = "set trash=+Trash"


@dataclass(frozen=True)
class Habit:
    """What is pressed after neomutt was opened on `folder`; `editor` is what becomes of the text in the editor."""

    keys: str
    editor: str = "true"
    folder: str = "Drafts"
    more: str = ""


#: R recalls a draft, y sends; q gives up, which postpones; $ carries out what is only marked yet
HABITS = {
    "deleted": Habit("d $ q"),
    "deleted-by-giving-up": Habit("R q $ q", ONE_MORE, more="set postpone=no"),
    "deleted-to-trash": Habit("d $ q", more=TO_TRASH),
    "edited": Habit("R q $ q", ONE_MORE),
    "edited-and-attached": Habit("R a ~/cv.txt Enter q $ q"),
    "edited-from-inbox": Habit("R q q", ONE_MORE, folder="INBOX"),
    "edited-only-a-flag": Habit("F $ q"),
    "edited-raw": Habit("e $ q", WITHIN),
    "edited-thread-cut": Habit("R q $ q", THREAD_CUT, more="set edit_headers=yes"),
    "seen": Habit("Enter q q"),
    "seen-and-marked-new": Habit("Enter q N $ q"),
    "seen-and-saved-again": Habit("R q $ q"),
    "seen-undeleted": Habit("d u $ q"),
    "sent": Habit("R y $ q"),
    "sent-and-not-yet-expunged": Habit("R y"),
    "sent-by-hand": Habit("r y q", ONE_MORE, folder="INBOX", more="set recall=no"),
    "sent-edited": Habit("R q $ R y $ q", ONE_MORE),
    "sent-from-inbox": Habit("R y q", folder="INBOX"),
    "twice-edited": Habit("R q", ONE_MORE),
    "twice-replied": Habit("r q q", ONE_MORE, folder="INBOX", more="set recall=no"),
    "twice-resent": Habit("Escape e q", ONE_MORE),
    "twice-saved-again": Habit("R q"),
    "undone-from-trash": Habit("d $ c C-u +Trash Enter s C-u +Drafts Enter $ q", more=TO_TRASH),
}


class Neomutt:
    def __init__(self, habit: Habit, port: int, home: Path) -> None:
        self._tmux = ["tmux", "-L", home.name, "-f", "/dev/null"]
        (home / "cv.txt").write_text(f"{ME[0]}\n")
        for name, script in (("sendmail", "cat >/dev/null"), ("editor", habit.editor)):
            (home / name).write_text(f"#!/bin/sh\n{script}\n")
            (home / name).chmod(0o700)
        (home / "rc").write_text(CONFIGURATION.format(
            port=port, password=PASSWORD, home=home, name=ME[0], address=ME[1], more=habit.more))
        self._do("new-session", "-d", "-x", "110", "-y", "30",
                 f"env HOME={home} TERM=screen-256color LC_ALL=C.UTF-8 TZ=America/New_York "
                 f"faketime -f '@2026-11-13 16:00:00' neomutt -n -F {home}/rc -f +{habit.folder}; sleep 60")
        self._settle()

    def press(self, keys: str) -> None:
        for key in keys.split():
            self._do("send-keys", key)
            self._settle()

    def close(self) -> None:
        self._do("kill-server")

    def _do(self, *words: str) -> str:
        return subprocess.run([*self._tmux, *words], capture_output=True, text=True, check=False).stdout

    def _settle(self) -> None:
        """Wait until the screen has stood still."""
        before, end = "", time.monotonic() + 10
        while time.monotonic() < end:
            time.sleep(0.5)
            now = self._do("capture-pane", "-p")
            if now == before:
                return
            before = now


def record(name: str) -> None:
    shutil.rmtree(HERE / "neomutt" / name, ignore_errors=True)
    command = [sys.executable, str(HERE / "record.py"), "neomutt", name]
    recorder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert recorder.stdin and recorder.stdout
    told = ""
    while not told.endswith("Done? ") and (more := recorder.stdout.read(1)):
        told += more
    found = re.search(r":(\d+), user jordan", told)
    assert found, told
    with tempfile.TemporaryDirectory(prefix="neomutt") as home:
        neomutt = Neomutt(HABITS[name], int(found[1]), Path(home))
        neomutt.press(HABITS[name].keys)
        recorder.communicate("\n")
        neomutt.close()


if __name__ == "__main__":
    os.umask(0)
    for each in sys.argv[1:] or HABITS:
        record(each)
