"""The one mail that is ever handed in: to oneself, once, over verified TLS."""

from __future__ import annotations

import email
import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import trustme
import yagmail
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from followupd.cli.main import main
from followupd.cli.send_digest import send
from followupd.errors import ConfigError, CredentialError, MailboxRefused, MailboxUnreachable
from followupd.settings import Account, Digest, Policy, Settings, Smtp, You

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")  # TLS is beneath aiosmtpd here, not within

ME = "sam.doe@example.org"
SECRET = "correct horse"
ZONE = ZoneInfo("UTC")


class Sink:
    """Takes mail, or answers `answer` to it."""

    def __init__(self, answer: str = "250 OK") -> None:
        self.answer = answer
        self.taken: list[Envelope] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        self.taken.append(envelope)
        return self.answer

    def mail(self) -> EmailMessage:
        (envelope,) = self.taken
        assert isinstance(envelope.content, bytes)
        read = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(read, EmailMessage)
        return read


def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"sam", SECRET.encode()), handled=False)


class OnAnyPort(Controller):
    """Lets the system choose the port, and tells which it was."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def listening(sink: Sink, **options: Any) -> Iterator[int]:
    controller = OnAnyPort(sink, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def settings(port: int, security: Any = "none", to: str = ME, host: str = "127.0.0.1") -> Settings:
    account = Account(ME, aliases=("sam@alias.test",), host="imap.example.org", username="sam")
    smtp = Smtp(host, port, security)
    return Settings(You("Sam Doe", ZONE, "Sam"), Policy(ZONE), (account,), "/nowhere", Digest(to, smtp))


def hand_in(settings: Settings, *lines: str, secret: Callable[[Account], str] = lambda account: SECRET) -> str:
    return send(settings, "followupd: 1 to send, 0 to answer", lines or ("1 draft waits.",), secret)


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> trustme.CA:
    """A certificate authority that this machine trusts."""
    ca = trustme.CA()
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return ca


def tls(authority: trustme.CA, name: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


def nobody(account: Account) -> str:
    raise AssertionError("no secret is wanted")


def test_one_mail_to_oneself_and_nobody_else() -> None:
    sink = Sink()
    with listening(sink) as port:
        assert hand_in(settings(port), "1 draft waits.", "", "`followupd digest` tells.", secret=nobody) == ME
    (envelope,) = sink.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == (ME, [ME])
    assert (sink.mail()["To"], sink.mail()["Cc"], sink.mail()["Bcc"]) == (ME, None, None)
    assert sink.mail()["Message-ID"].endswith("@example.org>")
    body = sink.mail().get_body(("plain",))
    assert body is not None
    assert body.get_content().split() == ["1", "draft", "waits.", "`followupd", "digest`", "tells."]
    assert "<br>" not in body.get_content()


def test_a_line_that_names_a_file_is_a_line(tmp_path: Path) -> None:
    sink, file = Sink(), tmp_path / "secret.txt"
    file.write_text("content")
    with listening(sink) as port:
        hand_in(settings(port), str(file))
    parts = [part.get_content().strip() for part in sink.mail().walk() if not part.is_multipart()]
    assert parts == [str(file), f"<div>{file}</div>"]


def test_two_notes_of_one_subject_are_two_mails() -> None:
    sink = Sink()
    with listening(sink) as port:
        hand_in(settings(port))
        hand_in(settings(port))
    first, second = (email.message_from_bytes(e.content or b"")["Message-ID"] for e in sink.taken)  # type: ignore[arg-type]
    assert first != second


def test_it_may_go_to_an_alias_of_ones_own() -> None:
    sink = Sink()
    with listening(sink) as port:
        assert hand_in(settings(port, to="sam@alias.test")) == "sam@alias.test"
    assert sink.taken[0].rcpt_tos == ["sam@alias.test"]


@pytest.mark.parametrize("to", ["eve@evil.test", f"{ME},eve@evil.test", f"{ME}\r\nBcc: eve@evil.test", ""])
def test_nobody_else_is_ever_written_to(to: str) -> None:
    sink = Sink()
    with listening(sink) as port, pytest.raises(ConfigError, match=r"digest\.to"):
        hand_in(settings(port, to=to))
    assert sink.taken == []


def test_what_the_library_made_of_the_recipient_is_looked_at_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    real = yagmail.SMTP.prepare_send

    def prepare_send(self: Any, **asked: Any) -> tuple[list[str], str]:
        recipients, mail = real(self, **asked)
        return [*recipients, "eve@evil.test"], mail

    monkeypatch.setattr(yagmail.SMTP, "prepare_send", prepare_send)
    sink = Sink()
    with listening(sink) as port, pytest.raises(ConfigError, match=r"digest\.to"):
        hand_in(settings(port))
    assert sink.taken == []


def test_without_the_table_it_says_what_is_missing() -> None:
    plain = settings(25)
    with pytest.raises(ConfigError, match="smtp"):
        hand_in(Settings(plain.you, plain.policy, plain.accounts, plain.state_dir))


def test_in_the_clear_it_speaks_to_this_machine_alone() -> None:
    with pytest.raises(ConfigError, match="security"):
        hand_in(settings(25, host="smtp.example.org"))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_with_a_trusted_certificate_takes_it_signed_in(security: str, authority: trustme.CA) -> None:
    sink = Sink()
    with secured(security, sink, tls(authority)) as port:
        hand_in(settings(port, security))
    assert sink.mail()["Subject"] == "followupd: 1 to send, 0 to answer"


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize("own_authority", [True, False])
def test_a_certificate_of_a_stranger_or_another_name_gets_no_secret(
    security: str, own_authority: bool, authority: trustme.CA
) -> None:
    sink = Sink()
    context = tls(authority, "other.example.org") if own_authority else tls(trustme.CA())
    with secured(security, sink, context) as port, pytest.raises(MailboxUnreachable, match="certificate"):
        hand_in(settings(port, security), secret=nobody)
    assert sink.taken == []


def test_a_server_without_starttls_gets_no_secret() -> None:
    with listening(Sink()) as port, pytest.raises(MailboxRefused):
        hand_in(settings(port, "starttls"), secret=nobody)


def test_a_wrong_secret_is_told_without_the_secret(authority: trustme.CA) -> None:
    sink = Sink()
    with secured("tls", sink, tls(authority)) as port, pytest.raises(CredentialError) as raised:
        hand_in(settings(port, "tls"), secret=lambda account: "battery staple")
    assert ME in str(raised.value) and "battery" not in str(raised.value)
    assert len(str(raised.value).splitlines()) <= 2
    assert sink.taken == []


@pytest.mark.parametrize(
    ("answer", "error"), [("451 4.3.0 later", MailboxUnreachable), ("554 5.7.1 no", MailboxRefused)]
)
def test_a_refusal_is_told_after_one_try(answer: str, error: type[Exception]) -> None:
    sink = Sink(answer)
    with listening(sink) as port, pytest.raises(error, match=answer[:3]):
        hand_in(settings(port))
    assert len(sink.taken) == 1


def test_a_server_that_is_not_there_may_be_there_later() -> None:
    with listening(Sink()) as port:
        pass
    with pytest.raises(MailboxUnreachable, match=str(port)):
        hand_in(settings(port))


def test_the_command_hands_in_what_it_shows(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    sink, config = Sink(), tmp_path / "config.toml"
    with listening(sink) as port:
        config.write_text(
            f'state_dir = "{tmp_path}/state"\n[you]\nname = "Sam"\ntime_zone = "UTC"\n'
            f'[[account]]\naddress = "{ME}"\nhost = "imap.example.org"\n'
            f'[digest]\nto = "{ME}"\nsmtp = {{ host = "127.0.0.1", port = {port}, security = "none" }}\n'
        )
        assert main(["--config", str(config), "digest", "--send", "--json", "--now", "2026-03-13T08:30Z"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == {
        "now": "2026-03-13T08:30:00+00:00", "lines": ["Friday 13 March", "Nothing is due."], "sent_to": ME,
    }  # fmt: skip
    assert sink.mail()["Subject"] == "followupd: nothing to do today"


@contextmanager
def secured(security: str, sink: Sink, context: ssl.SSLContext) -> Iterator[int]:
    signed_in = {"authenticator": authenticate, "auth_required": True}
    if security == "starttls":
        with listening(sink, tls_context=context, require_starttls=True, **signed_in) as port:
            yield port
    else:
        with listening(sink, ssl_context=context, auth_require_tls=False, **signed_in) as port:
            yield port
