"""The units under a real systemd; skipped where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import uuid
from importlib.resources import files
from pathlib import Path

import pytest

UNITS = Path(str(files("followupd"))) / "units"


def systemctl(*arguments: str) -> str:
    done = subprocess.run(["systemctl", "--user", *arguments], check=False, capture_output=True, text=True, timeout=60)
    return done.stdout.strip()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
@pytest.mark.parametrize("name", ["followupd.service", "followupd-digest.service", "followupd-digest.timer"])
def test_systemd_finds_nothing_wrong_with_the_user_units(name, tmp_path):
    for unit in UNITS.glob("*.*"):
        text = unit.read_text().replace("/usr/bin/followupd", sys.executable)
        (tmp_path / unit.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "--user", "--man=no", "verify", tmp_path / name],
        check=False, capture_output=True, text=True, timeout=60, env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
    )  # fmt: skip
    # RestartSteps= and RestartMaxDelaySec= are new in systemd 254; earlier ones say so and go on
    said = [line for line in done.stderr.splitlines() if str(tmp_path) in line and "Unknown key 'Restart" not in line]
    assert said == [] and done.returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("systemctl") is None or systemctl("is-system-running") not in ("running", "degraded"),
    reason="needs a systemd user manager",
)
def test_the_daemon_reports_to_systemd_and_stops_when_told(tmp_path):
    for folder in (".", ".Drafts", ".Sent", ".Trash"):
        for part in ("cur", "new", "tmp"):
            (tmp_path / "Mail" / folder / part).mkdir(parents=True)
    config = tmp_path / "config.toml"
    config.write_text(
        f'state_dir = "{tmp_path}/state"\n[you]\nname = "Jordan"\n'
        f'[[account]]\naddress = "jordan@example.org"\nmaildir = "{tmp_path}/Mail"\n'
    )
    unit = f"followupd-test-{uuid.uuid4().hex[:8]}"
    properties = ["-p", "Type=notify", "-p", "WatchdogSec=30"]
    run = ["systemd-run", "--user", "--quiet", f"--unit={unit}", *properties]
    command = [sys.executable, "-m", "followupd", "--config", str(config), "run"]
    subprocess.run([*run, f"--setenv=PYTHONPATH={os.pathsep.join(sys.path)}", *command], check=True, timeout=60)
    try:
        assert systemctl("is-active", unit) == "active"  # Type=notify: READY=1 has come
        deadline = time.monotonic() + 20
        while "last scan" not in (status := systemctl("show", unit, "-P", "StatusText")):
            assert time.monotonic() < deadline, status
            time.sleep(0.2)
        assert status.startswith("1 account · 0 open cases")
    finally:
        began = time.monotonic()
        systemctl("stop", unit)
    assert time.monotonic() - began < 10 and systemctl("is-failed", unit) != "failed"
