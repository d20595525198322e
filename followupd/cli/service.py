"""`followupd service`: the systemd user service, written for this installation and never over somebody's edits."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from argparse import Namespace
from importlib.resources import files
from pathlib import Path

from followupd.cli.config import default_path, load
from followupd.cli.output import say, say_json
from followupd.errors import FollowupdError, UsageError
from followupd.settings import Settings
from followupd.state.directory import prepare

_DAEMON, _DIGEST, _TIMER = "followupd.service", "followupd-digest.service", "followupd-digest.timer"
_HARDENING = f"{_DAEMON}.d/hardening.conf"
_OURS = (_DAEMON, _HARDENING, _DIGEST, _TIMER)
_MARK = "# Written by `followupd service install`; without edits it may be written again. "


def run(options: Namespace) -> int:
    """install writes the units and prints how to enable them; remove takes them away; status tells how it stands.

    Raises `UsageError` where a unit was edited by hand and there is no --force.
    """
    told = {"install": _install, "remove": _remove, "status": _status}[options.action](options)
    if options.json:
        say_json(told)
    else:
        for key, value in told.items():
            shown = (", ".join(value) or "nothing") if isinstance(value, list) else value
            say(f"{key.replace('_', ' ')}: {shown}")
    return 0


def _install(options: Namespace) -> dict[str, object]:
    settings = _settings(options.config)
    units = _units(options.config, settings, hardened=options.hardened)
    for name, text in units.items():
        _refuse_edited(name, text, force=options.force)
    written = [name for name, text in units.items() if _write(name, text)]
    gone = [name for name in (_DIGEST, _TIMER) if name not in units and _take_away(name, force=options.force)]
    told: dict[str, object] = {"written": written, "up_to_date": [name for name in units if name not in written]}
    if gone:
        told["removed"] = gone
    if (trouble := _reload()) is not None:
        told["not_reloaded"] = trouble
    starts = [_DAEMON, *(name for name in (_TIMER,) if name in units)]
    told["to_enable_it"] = f"systemctl --user enable --now {' '.join(starts)}"
    told["to_run_without_a_session"] = "loginctl enable-linger"
    return told


def _remove(options: Namespace) -> dict[str, object]:
    for name in _OURS:
        _refuse_edited(name, "", force=options.force)
    _systemctl("disable", "--now", _DAEMON, _TIMER)
    removed = [name for name in _OURS if _take_away(name, force=options.force)]
    _reload()
    return {"removed": removed}


def _status(options: Namespace) -> dict[str, object]:
    there = [name for name in _OURS if _path(name).exists()]
    edited = [name for name in there if _is_edited(name)]
    shown = _systemctl("show", _DAEMON, "-p", "ActiveState,UnitFileState,StatusText")
    lines = shown.stdout.splitlines() if shown is not None else []
    state = dict(line.split("=", 1) for line in lines if "=" in line)
    return {
        "installed": there,
        **({"edited": edited} if edited else {}),
        "enabled": state.get("UnitFileState") or "no",
        "state": state.get("ActiveState") or "unknown",
        **({"it_says": state["StatusText"]} if state.get("StatusText") else {}),
    }


def _settings(config: str | None) -> Settings | None:
    """The configuration as far as the units need it; `install` may come before `init`."""
    if config is None and not default_path(os.environ).exists():
        return None
    return load(config)


def _units(config: str | None, settings: Settings | None, *, hardened: bool) -> dict[str, str]:
    """Unit name → its text for this installation."""
    program = " ".join(map(_quoted, [*_program(), *(["--config", str(Path(config).absolute())] if config else [])]))
    units = {_DAEMON: _template(_DAEMON).replace("/usr/bin/followupd", program)}
    if settings is not None and settings.digest is not None:
        units[_DIGEST] = _template(_DIGEST).replace("/usr/bin/followupd", program)
        units[_TIMER] = _template(_TIMER).replace("08:30", _at(settings))
    if hardened:
        sandbox = _template("hardening.conf")
        _try_sandbox(sandbox)
        units[_HARDENING] = sandbox + _writable(settings)
    return units


def _template(name: str) -> str:
    return (files("followupd") / "units" / name).read_text("utf-8")


def _program() -> list[str]:
    """The script that belongs to this interpreter, by its absolute path: a service has no PATH of the user's."""
    script = Path(sys.prefix) / "bin" / "followupd"
    found = str(script) if script.exists() else shutil.which("followupd")
    return [found] if found else [sys.executable, "-m", "followupd"]


def _quoted(word: str) -> str:
    """A word of a command line as systemd.service(5) reads it."""
    word = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return word if re.fullmatch(r"[\w@%+=:,./$-]+", word) else f'"{word}"'


def _at(settings: Settings) -> str:
    """[digest] at, with the zone where the configuration tells one (systemd.time(7))."""
    assert settings.digest is not None
    zone = str(getattr(settings.you.zone, "key", "")) if settings.you.zone_told else ""
    return f"{settings.digest.at:%H:%M} {zone}".strip()


def _writable(settings: Settings | None) -> str:
    if settings is None:
        return ""
    places = [settings.state_dir, *(str(Path(a.maildir).expanduser()) for a in settings.accounts if a.maildir)]
    prepare(settings.state_dir)
    return "".join(f"ReadWritePaths={_quoted('-' + place)}\n" for place in places)


def _try_sandbox(sandbox: str) -> None:
    """Whether this user manager can do all of it, tried with a process that does nothing."""
    wanted = [line for line in sandbox.splitlines() if re.match(r"(?!ReadWritePaths)\w+=", line)]
    command = ["systemd-run", "--user", "--quiet", "--wait", "--collect"]
    try:
        done = subprocess.run(
            [*command, *(word for one in wanted for word in ("-p", one)), "true"],
            check=False, capture_output=True, timeout=30, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if done.returncode == 0:
            return
    except (OSError, subprocess.TimeoutExpired):
        pass
    raise UsageError("this system's user manager does not take the further sandbox", do="Install without --hardened.")


def _path(name: str) -> Path:
    base = os.environ.get("XDG_CONFIG_HOME", "")
    return Path(base if base.startswith("/") else "~/.config").expanduser() / "systemd" / "user" / name


def _marked(text: str) -> str:
    return f"{_MARK}{hashlib.sha256(text.encode()).hexdigest()[:16]}\n{text}"


def _is_edited(name: str) -> bool:
    """Whether a unit is there that we did not write as it stands; only of ours the first line fits the rest."""
    try:
        there = _path(name).read_text("utf-8", "replace")
    except FileNotFoundError:
        return False
    return there != _marked(there.partition("\n")[2])


def _refuse_edited(name: str, text: str, *, force: bool) -> None:
    if not force and _is_edited(name):
        raise UsageError("was edited, and stays as it is", where=str(_path(name)), do="--force writes over it.")


def _write(name: str, text: str) -> bool:
    """Whether it was not there just so."""
    path, text = _path(name), _marked(text)
    try:
        if path.exists() and path.read_text("utf-8", "replace") == text:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # a link to elsewhere, or to /dev/null, is replaced, not followed
        path.write_text(text, "utf-8")
    except OSError as error:
        raise FollowupdError(f"cannot be written: {error.strerror}", where=str(path)) from error
    return True


def _take_away(name: str, *, force: bool) -> bool:
    path = _path(name)
    if not path.exists() or (_is_edited(name) and not force):
        return False
    path.unlink()
    if path.parent.name.endswith(".d") and not any(path.parent.iterdir()):
        path.parent.rmdir()
    return True


def _reload() -> str | None:
    """Why the manager did not read its units again, or None."""
    done = _systemctl("daemon-reload")
    if done is not None and done.returncode == 0:
        return None
    return "no user manager answers here; `systemctl --user daemon-reload` does it later"


def _systemctl(*arguments: str) -> subprocess.CompletedProcess[str] | None:
    program = shutil.which("systemctl")
    if program is None:
        return None
    return subprocess.run([program, "--user", *arguments], check=False, capture_output=True, text=True, timeout=60)
