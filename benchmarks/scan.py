"""How long a scan takes, what it holds in memory and what it transfers, beside the least that any program could do.

`python benchmarks/scan.py [--mails N] [--repeat N]` starts a Dovecot of its own on loopback (Debian: dovecot-imapd),
fills it with made-up mail and runs the whole program. Machines differ; compare the ratios.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

from dovecot import PASSWORD, Dovecot, running
from ordinary_mail import ME, mails, write_maildir

from followupd.daemon.clock import now
from followupd.mailbox.imap.mailbox import HEADERS

PROGRAM = (
    "import sys; from followupd.cli.main import main; code = main(sys.argv[1:]);"
    "print([l for l in open('/proc/self/status') if l.startswith('VmHWM')][0].split()[1], file=sys.stderr);"
    "sys.exit(code)"
)


class Proxy:
    """Between the program and the server, counting what comes down and goes up."""

    def __init__(self, port: int) -> None:
        self.down = self.up = 0
        self.server_port = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            client = self.listener.accept()[0]
            server = socket.create_connection(("127.0.0.1", self.server_port))
            threading.Thread(target=self._pump, args=(client, server, "up"), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, client, "down"), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, way: str) -> None:
        try:
            while data := source.recv(1 << 16):
                setattr(self, way, getattr(self, way) + len(data))
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def configuration(folder: Path, port: int) -> Path:
    folder.mkdir(parents=True)
    path = folder / "config.toml"
    path.write_text(
        f'state_dir = "{folder}/state"\n[you]\nname = "Jordan Lee"\ntime_zone = "America/New_York"\n'
        f'[[account]]\naddress = "{ME}"\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n'
        f'password_command = ["printf", "{PASSWORD}"]\n'
    )
    return path


def program(config: Path, *arguments: str) -> tuple[float, float]:
    """One run of the whole program: seconds, and the most memory it held, in MB."""
    begun = time.perf_counter()
    command = [sys.executable, "-c", PROGRAM, "--config", str(config), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode:
        sys.exit(f"followupd {' '.join(arguments)} failed:\n{done.stderr}")
    return seconds, int(done.stderr.split()[-1]) / 1024


def raw_headers(port: int) -> tuple[float, int]:
    """Every header of the inbox as fast as bytes can be received, none of it understood: seconds, bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as sock:
        sock.recv(4096)
        for command in (f"a LOGIN {ME} {PASSWORD}", "a EXAMINE INBOX"):
            _until_tagged(sock, command.encode())
        begun = time.perf_counter()
        size = _until_tagged(sock, b"a UID FETCH 1:* " + HEADERS)
        return time.perf_counter() - begun, size


def _until_tagged(sock: socket.socket, command: bytes) -> int:
    sock.sendall(command + b"\r\n")
    size, tail = 0, b""
    while not (tail.startswith(b"a OK") or b"\r\na OK" in tail):
        data = sock.recv(1 << 18)
        if not data:
            sys.exit(f"the server closed the connection after {command[:20]!r}")
        size, tail = size + len(data), (tail + data)[-8192:]
    return size


def least(runs: int, run: Callable[[], tuple[float, float]]) -> tuple[float, float]:
    """The median of the seconds, the highest of the other figure."""
    found = [run() for _ in range(runs)]
    return median(seconds for seconds, _ in found), max(other for _, other in found)


def measure(server: Dovecot, folder: Path, count: int, runs: int) -> None:
    firsts = iter(range(runs))
    raw, raw_size = least(runs, lambda: raw_headers(server.port))

    def first_scan() -> tuple[float, float]:
        return program(configuration(folder / f"run{next(firsts)}", server.port), "scan", "--json")

    first, first_memory = least(runs, first_scan)
    config = folder / "run0" / "config.toml"
    again, again_memory = least(runs, lambda: program(config, "scan", "--json"))
    status, status_memory = least(runs, lambda: program(config, "status", "--json"))
    bare, _ = least(runs, lambda: program(config, "--version"))

    proxy = Proxy(server.port)
    config = configuration(folder / "counted", proxy.port)
    program(config, "scan", "--json")
    down, up = proxy.down, proxy.up
    program(config, "scan", "--json")

    print(f"{count} mails; seconds (x raw headers), MB held, bytes received")
    print(f"raw headers       {raw:7.3f} (1.0)          {raw_size / count:7.0f} a mail")
    print(f"first scan        {first:7.3f} ({first / raw:.1f})  {first_memory:5.0f} MB  {down / count:7.0f} a mail")
    print(f"nothing new       {again:7.3f} ({again / raw:.1f})  {again_memory:5.0f} MB  {proxy.down - down:7} in all, "
          f"{proxy.up - up} sent")  # fmt: skip
    print(f"status            {status:7.3f} ({status / raw:.1f})  {status_memory:5.0f} MB")
    print(f"--version         {bare:7.3f} ({bare / raw:.1f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="followupd-bench-"))
    try:
        server = Dovecot(folder / "imap")
        with running(server):
            home = server.home(ME) / "Maildir"
            size = write_maildir(home, mails(options.mails, now(UTC)))
            if os.geteuid() == 0:
                subprocess.run(["chown", "-R", "nobody:", str(server.folder / "homes")], check=True)
            print(f"{size / 1e6:.0f} MB of mail")
            measure(server, folder, options.mails, options.repeat)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
