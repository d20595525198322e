"""The configuration file → `Settings`. Nobody else knows the file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from followupd.cli.config_reader import Reader, Values
from followupd.errors import ConfigError
from followupd.settings import Account, Digest, Policy, Settings, Smtp, You
from followupd.state.directory import default_directory

_PORTS = {"tls": 993, "starttls": 143, "none": 143}
_SMTP_PORTS = {"tls": 465, "starttls": 587, "none": 25}


def default_path(environ: Mapping[str, str]) -> Path:
    """$XDG_CONFIG_HOME/followupd/config.toml; a relative XDG path is to be ignored (XDG Base Directory)."""
    base = environ.get("XDG_CONFIG_HOME", "")
    return Path(base if base.startswith("/") else _home("~/.config", environ)) / "followupd" / "config.toml"


def load(path: str | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in the file at `path` (default: `default_path`), every default filled in.

    Raises `ConfigError` with all that is wrong in the file, a problem a line.
    """
    environ = os.environ if environ is None else environ
    file = Path(_home(path, environ)) if path else default_path(environ)
    source = _source(file)
    try:
        found = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"is no TOML: {error}", where=str(file), do="See https://toml.io.") from error
    reader = Reader(str(file), source)
    settings = _Settings(reader, found, file.absolute().parent, environ).read()
    if reader.problems:
        raise ConfigError(reader.report())
    return settings


def _source(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError as error:
        raise ConfigError(
            "there is no configuration", where=str(file), do="`followupd init` makes one; --config FILE names another."
        ) from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", where=str(file)) from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8", where=str(file), do="Save it as UTF-8.") from error


class _Settings:
    """Builds the value from one file; what is wrong goes to the reader's problems and a default takes its place."""

    def __init__(self, reader: Reader, found: dict[str, Any], folder: Path, environ: Mapping[str, str]) -> None:
        self.reader, self.found, self.folder, self.environ = reader, found, folder, environ

    def read(self) -> Settings:
        top = self.reader.table("", self.found, "")
        you = self._you()
        accounts = self._accounts()
        settings = Settings(
            you=you,
            policy=self._policy(you.zone),
            accounts=accounts,
            state_dir=self._path(top["state_dir"]) or default_directory(self.environ),
            templates=self._templates(),
        )
        digest = self._digest(settings)
        return Settings(you, settings.policy, accounts, settings.state_dir, digest, settings.templates)

    def _you(self) -> You:
        if "you" not in self.found:
            self.reader.problem("you", "is needed: a table with your name")
            return You("", ZoneInfo("UTC"), "")
        you: dict[str, Any] = self.reader.table("you", self.found["you"], "you")
        zone = self._zone(you["time_zone"])
        name = you["name"] or ""
        return You(name, zone, you["signature"] or name, zone_told=you["time_zone"] is not None)

    def _zone(self, name: str | None) -> tzinfo:
        zone = system_zone(self.environ) if name is None else named_zone(name)
        if zone is None and name is None:
            self.reader.problem("you.time_zone", "the system's cannot be told; set it, like America/New_York")
        elif zone is None:
            self.reader.problem("you.time_zone", "wants the name of a time zone, like America/New_York")
        return zone or ZoneInfo("UTC")

    def _policy(self, zone: tzinfo) -> Policy:
        values: dict[str, Any] = self.reader.table("etiquette", self.found.get("etiquette", {}), "etiquette")
        begins, ends = values.pop("working_hours")
        return Policy(zone=zone, work_begins=begins, work_ends=ends, **values)

    def _accounts(self) -> tuple[Account, ...]:
        found = self.found.get("account", [])
        if not isinstance(found, list) or not found:
            self.reader.problem("account", "at least one is needed: a table [[account]] with address and host")
            return ()
        accounts = tuple(self._account(value, f"account[{n}]") for n, value in enumerate(found, 1))
        owners: dict[str, str] = {}
        for number, account in enumerate(accounts, 1):
            for address in (account.address.lower(), *(alias.lower() for alias in account.aliases)):
                if address and owners.setdefault(address, account.address) != account.address:
                    self.reader.problem(f"account[{number}].address", "an address of another account stands here too")
        if len({account.address.lower() for account in accounts}) < len(accounts):
            self.reader.problem("account", "every account wants an address of its own")
        return accounts

    def _account(self, found: Any, path: str) -> Account:
        values: dict[str, Any] = self.reader.table("account", found, path)
        inner = found.get("folders", {}) if isinstance(found, dict) else {}
        folders: dict[str, Any] = self.reader.table("account.folders", inner, f"{path}.folders")
        values["read_folders"] = folders.pop("read")
        values["folders"] = {role: name for role, name in folders.items() if name}
        values["port"] = values["port"] or _PORTS[values["security"]]
        values["address"] = values["address"] or ""
        values["username"] = values["username"] or values["address"]
        values["maildir"] = self._path(values["maildir"])
        self._check_server(values, path)
        return Account(**values)

    def _check_server(self, values: Values, path: str) -> None:
        host, maildir = str(values["host"]), str(values["maildir"])
        if bool(host) == bool(maildir):
            self.reader.problem(path, "wants either host or maildir" + (", not both" if host else ""))
        if maildir and not Path(maildir).is_dir():
            self.reader.problem(f"{path}.maildir", "there is no such folder")
        if values["security"] == "none" and host and not is_loopback(host):
            self.reader.problem(f"{path}.security", '"none" is for this machine alone; use "tls" or "starttls"')

    def _digest(self, settings: Settings) -> Digest | None:
        if "digest" not in self.found:
            return None
        found = self.found["digest"]
        values: dict[str, Any] = self.reader.table("digest", found, "digest")
        if not isinstance(found, dict) or "smtp" not in found:
            self.reader.problem("digest.smtp", "is needed: a table with the host that takes your mail")
            return None
        smtp: dict[str, Any] = self.reader.table("digest.smtp", found["smtp"], "digest.smtp")
        if smtp["security"] == "none" and smtp["host"] and not is_loopback(smtp["host"]):
            self.reader.problem("digest.smtp.security", '"none" is for this machine alone; use "tls" or "starttls"')
        if values["to"] and values["to"].lower() not in settings.own_addresses:
            self.reader.problem("digest.to", "wants one of your own addresses: nobody else is ever written to")
        port = smtp["port"] or _SMTP_PORTS[smtp["security"]]
        return Digest(values["to"] or "", Smtp(smtp["host"] or "", port, smtp["security"]), values["at"])

    def _templates(self) -> str:
        values = self.reader.table("drafts", self.found.get("drafts", {}), "drafts")
        path = self._path(values["templates"])
        if path and not Path(path).is_dir():
            self.reader.problem("drafts.templates", "there is no such folder")
        return path

    def _path(self, value: object) -> str:
        """`~` expanded; a relative path counts from the configuration's folder."""
        return str(self.folder / _home(str(value), self.environ)) if value else ""


def _home(path: str, environ: Mapping[str, str]) -> str:
    home = environ.get("HOME")
    return home + path[1:] if home and (path == "~" or path.startswith("~/")) else os.path.expanduser(path)  # noqa: PTH111


def named_zone(name: str) -> tzinfo | None:
    """The zone of this name in the tz database; None where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def system_zone(environ: Mapping[str, str], localtime: Path = Path("/etc/localtime")) -> tzinfo | None:
    """The system's zone as tzset(3) finds it: $TZ, else /etc/localtime, else UTC. None where TZ names none."""
    told = environ.get("TZ", "").removeprefix(":")
    if told:
        return named_zone(told)
    _, found, name = str(localtime.resolve()).partition("zoneinfo/")
    if found and (zone := named_zone(name.removeprefix("posix/").removeprefix("right/"))):
        return zone
    try:
        with localtime.open("rb") as file:
            return ZoneInfo.from_file(file, "localtime")
    except FileNotFoundError:
        return ZoneInfo("UTC")
    except (OSError, ValueError):
        return None


def is_loopback(host: str) -> bool:
    """Whether what is said to `host` stays on this machine."""
    from ipaddress import ip_address

    if host.lower() in ("localhost", "localhost.localdomain"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
