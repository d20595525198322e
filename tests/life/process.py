"""The real command in a real process: `followupd scan` on a life's mailbox."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dovecot import PASSWORD
from world import ME, Life


def configured(life: Life, smtp: int = 0, machine: str = "state") -> Path:
    """The configuration of this life on one of its machines, and its secret as a systemd credential beside it."""
    secrets = life.folder / "credentials"
    secrets.mkdir(exist_ok=True)
    (secrets / ME[1]).write_text(PASSWORD)
    at = f'host = "127.0.0.1"\nport = {life.port}\nsecurity = "none"\nusername = "{life.folder.name}"'
    digest = f'[digest]\nsmtp = {{ host = "127.0.0.1", port = {smtp}, security = "tls" }}\nto = "{ME[1]}"\n'
    path = life.folder / "config.toml"
    look_back = life.settings.accounts[0].look_back_days
    path.write_text(
        f'state_dir = "{life.folder / machine}"\n[you]\nname = "{ME[0]}"\ntime_zone = "America/New_York"\n'
        f'{digest if smtp else ""}[[account]]\naddress = "{ME[1]}"\n'
        f"look_back_days = {look_back}\n"
        f"{at if life.port else f'maildir = {str(life.maildir)!r}'}\n"
    )
    path.chmod(0o600)
    return path


def begun(
    life: Life, *words: str, before: tuple[str, ...] = (), python_path: tuple[str, ...] = ()
) -> subprocess.Popen[str]:
    """A command of followupd's, begun; `before` stands before it on the command line."""
    environ = {**os.environ, "CREDENTIALS_DIRECTORY": str(life.folder / "credentials")}
    if python_path:
        environ["PYTHONPATH"] = os.pathsep.join([*python_path, environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return subprocess.Popen(
        [*before, sys.executable, "-m", "followupd", "--config", str(life.folder / "config.toml"), *words],
        env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )


def scanning(life: Life, at: str, *python_path: str) -> subprocess.Popen[str]:
    """`followupd scan --now at`, begun."""
    return begun(life, "scan", "--now", at, python_path=python_path)


def scanned(life: Life, at: str, *python_path: str) -> tuple[int, str, str]:
    """Exit status, what was said, what was complained of."""
    process = scanning(life, at, *python_path)
    out, complaint = process.communicate(timeout=60)
    return process.returncode, out, complaint
