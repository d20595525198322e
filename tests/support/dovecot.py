"""A private Dovecot on loopback: any user with the one password, each with a home of its own; no root needed."""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

DOVECOT = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
PASSWORD = "correct-horse"
SPECIAL = {"Drafts": "\\Drafts", "Sent": "\\Sent", "Trash": "\\Trash", "Junk": "\\Junk", "Archive": "\\Archive"}


class Dovecot:
    """`port` speaks plain IMAP (and STARTTLS with `certificate`), `tls_port` TLS; `home(user)` holds the Maildir."""

    def __init__(
        self,
        folder: Path,
        *,
        special: dict[str, str] = SPECIAL,
        prefix: str = "",
        extra: str = "",
        certificate: tuple[Path, Path] | None = None,
    ) -> None:
        self.folder, self.special, self.prefix, self.extra = folder, special, prefix, extra
        self.certificate = certificate
        self.port, self.tls_port = free_port(), free_port()

    def home(self, user: str) -> Path:
        return self.folder / "homes" / user

    def configuration(self) -> str:
        root = os.geteuid() == 0
        mail = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.geteuid())
        me = mail.pw_name
        ssl = "ssl = no"
        if self.certificate:
            chain, key = self.certificate
            ssl = f"ssl = yes\nssl_cert = <{chain}\nssl_key = <{key}"
        folders = "\n".join(
            f'  mailbox "{n}" {{\n special_use = {u}\n auto = create\n }}' for n, u in self.special.items()
        )
        rootless = "" if root else "\n".join(f"service {s} {{\n chroot =\n}}" for s in ("anvil", "imap-login", "stats"))
        return f"""
base_dir = {self.folder}/run
state_dir = {self.folder}/state
log_path = {self.folder}/log
default_internal_user = {"dovecot" if root else me}
default_internal_group = {"dovecot" if root else grp.getgrgid(mail.pw_gid).gr_name}
default_login_user = {"dovenull" if root else me}
first_valid_uid = 1
first_valid_gid = 1
protocols = imap
listen = 127.0.0.1
{ssl}
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain login
auth_username_chars =
mail_location = maildir:~/Maildir
mailbox_idle_check_interval = 1 s
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={mail.pw_uid} gid={mail.pw_gid} home={self.folder}/homes/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  prefix = {self.prefix}
  separator = {self.prefix[-1:] or "/"}
{folders}
}}
service imap-login {{
  inet_listener imap {{
    port = {self.port}
  }}
  inet_listener imaps {{
    port = {self.tls_port if self.certificate else 0}
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
{rootless}
{self.extra}
"""


@contextlib.contextmanager
def running(server: Dovecot) -> Iterator[Dovecot]:
    """The server, up; stopped and gone at the end. The test is skipped where Dovecot is not installed."""
    if DOVECOT is None:
        pytest.skip("dovecot is not installed")
    homes = server.folder / "homes"
    homes.mkdir(parents=True)
    if os.geteuid() == 0:
        os.chown(homes, pwd.getpwnam("nobody").pw_uid, pwd.getpwnam("nobody").pw_gid)
        for place in (server.folder, *server.folder.parents[:-2]):
            place.chmod(place.stat().st_mode | 0o011)
    configuration = server.folder / "dovecot.conf"
    configuration.write_text(server.configuration())
    process = subprocess.Popen([str(DOVECOT), "-F", "-c", str(configuration)])
    try:
        _await_greeting(server, process)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_greeting(server: Dovecot, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 15
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", server.port), 1) as probe:
            if probe.recv(64).startswith(b"* OK"):
                return
        time.sleep(0.05)
    raise RuntimeError(f"Dovecot did not start: see {server.folder}/log")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
