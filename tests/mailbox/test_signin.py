"""Signing in: TLS is verified, a secret never goes in the clear nor into an error, and every refusal has its cause."""

from __future__ import annotations

import base64
import logging
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from dovecot import DOVECOT, PASSWORD, Dovecot, free_port, running
from scripted import Scripted, Talk

from followupd.errors import CredentialError, FollowupdError, MailboxBusy, MailboxRefused, MailboxUnreachable
from followupd.mailbox.connect import open_mailbox
from followupd.mailbox.imap.signin import sign_in
from followupd.mailbox.imap.wire import Timing
from followupd.settings import Account

SECRET = 'pä"ss \\wörd'


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def server(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    """Its certificate is for "localhost" alone."""
    if DOVECOT is None:
        pytest.skip("dovecot is not installed")
    folder = tmp_path_factory.mktemp("tls")
    issued = authority.issue_cert("localhost")
    chain, key = folder / "chain.pem", folder / "key.pem"
    issued.cert_chain_pems[0].write_to_path(str(chain))
    issued.private_key_pem.write_to_path(str(key))
    with running(Dovecot(folder / "server", certificate=(chain, key))) as server:
        yield server


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine trusts the authority."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def at(port: int, host: str = "localhost", **more: object) -> Account:
    account = {"address": "jordan@example.org", "host": host, "port": port, "security": "none", **more}
    return Account(**account)  # type: ignore[arg-type]


def refusal(server: Scripted, secret: str = SECRET, **more: object) -> FollowupdError:
    """The error with which signing in ends; it never holds the secret."""
    with pytest.raises(FollowupdError) as raised:
        open_mailbox(at(server.port, "127.0.0.1", **more), lambda: secret, read_timeout=2)
    assert secret not in str(raised.value)
    assert base64.b64encode(secret.encode()).decode()[:8] not in str(raised.value)
    assert len(str(raised.value)) < 500
    return raised.value


def authenticating(*answers: str, capabilities: str = "AUTH=PLAIN", challenge: str = "+ ") -> Scripted:
    """A server that asks for credentials and then says `answers`, in which {tag} and {heard} are filled in."""

    def script(talk: Talk) -> None:
        talk.say("* OK here")
        talk.say(f"* CAPABILITY IMAP4rev1 {capabilities}", f"{talk.expect('CAPABILITY')} OK done")
        tag, command = talk.hear()
        heard = command
        if command.startswith("AUTHENTICATE"):
            talk.say(challenge)
            heard = "".join(talk.hear())
        for answer in answers:
            talk.say(answer.format(tag=tag, heard=heard))
            if answer.startswith("+"):
                talk.hear()
        talk.linger(0.2)

    return Scripted(script)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_verified_server_is_signed_in_to(server: Dovecot, trusted: None, security: str) -> None:
    port = server.tls_port if security == "tls" else server.port
    mailbox = open_mailbox(at(port, security=security), lambda: PASSWORD)
    assert mailbox.folders["drafts"] == "Drafts"
    uid = mailbox.lay(b"Message-ID: <a@b>\r\n\r\n" + b"long\r\n" * 50_000)
    assert uid is not None
    assert len(dict(mailbox.fetch("drafts", [uid], 1_000_000))[uid]) > 300_000
    assert not mailbox.wait(0.1)
    mailbox.close()


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_an_unknown_authority_is_refused(server: Dovecot, security: str) -> None:
    port = server.tls_port if security == "tls" else server.port
    with pytest.raises(MailboxUnreachable, match="certificate is not trusted"):
        open_mailbox(at(port, security=security), lambda: PASSWORD)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_for_another_name_is_refused(server: Dovecot, trusted: None, security: str) -> None:
    port = server.tls_port if security == "tls" else server.port
    with pytest.raises(MailboxUnreachable, match="certificate is not trusted"):
        open_mailbox(at(port, "127.0.0.1", security=security), lambda: PASSWORD)


def test_verification_is_not_switched_off_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "".join(path.read_text() for path in Path(__file__).parents[2].glob("followupd/mailbox/**/*.py"))
    assert not any(word in source for word in ("CERT_NONE", "check_hostname", "_create_unverified", "SSLContext("))
    assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED


def test_without_tls_no_password_leaves_the_machine() -> None:
    with pytest.raises(MailboxRefused, match="in the clear"):
        open_mailbox(at(143, "imap.example.org"), lambda: pytest.fail("the secret was asked for"))


def test_a_server_without_starttls_gets_no_password() -> None:
    with authenticating("{tag} OK in") as server:
        assert isinstance(refusal(server, security="starttls"), MailboxRefused)
    assert not any("AUTH" in command or "LOGIN" in command for command in server.commands)


def test_a_session_that_claims_to_be_signed_in_is_not_upgraded() -> None:
    def script(talk: Talk) -> None:
        talk.say("* PREAUTH welcome")
        talk.say("* CAPABILITY IMAP4rev1 STARTTLS", f"{talk.expect('CAPABILITY')} OK done")
        talk.linger(0.2)

    with Scripted(script) as server:
        assert isinstance(refusal(server, security="starttls"), MailboxRefused)


def test_what_is_slipped_in_behind_the_starttls_answer_ends_the_session() -> None:
    def script(talk: Talk) -> None:
        talk.say("* OK here")
        talk.say("* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN", f"{talk.expect('CAPABILITY')} OK done")
        talk.say(f"{talk.expect('STARTTLS')} OK go", "* CAPABILITY IMAP4rev1 AUTH=EVIL")
        talk.linger(0.2)

    with Scripted(script) as server:
        assert "STARTTLS" in str(refusal(server, security="starttls"))


def test_plain_text_where_tls_is_expected_is_told_in_words() -> None:
    def script(talk: Talk) -> None:
        talk.say("* OK here")
        talk.linger(0.2)

    with Scripted(script) as server:
        error = refusal(server, security="tls")
    assert isinstance(error, MailboxUnreachable)
    assert "TLS failed" in str(error)


def test_a_wrong_password_names_the_account_and_the_way_out(server: Dovecot) -> None:
    with pytest.raises(CredentialError, match=r"jordan@example\.org \(localhost:\d+\)") as raised:
        open_mailbox(at(server.port), lambda: "wrong-and-secret")
    assert "wrong-and-secret" not in str(raised.value)
    assert raised.value.do


@pytest.mark.parametrize(
    ("answer", "error", "match"),
    [
        ("{tag} NO [AUTHENTICATIONFAILED] Invalid credentials", CredentialError, "does not take the password"),
        ("{tag} NO AUTHENTICATE failed. Basic authentication is disabled.", CredentialError, "oauth2"),
        ("{tag} NO [ALERT] Application-specific password required", CredentialError, "app password"),
        ("{tag} NO [UNAVAILABLE] Temporary authentication failure", MailboxUnreachable, "not possible now"),
        ("{tag} NO [LIMIT] Rate limit hit", MailboxBusy, "not possible now"),
        ("{tag} BAD User is authenticated but not connected.", MailboxBusy, "not connected"),
        ("{tag} BAD unknown command {heard}", MailboxRefused, "not shown"),
        ("{tag} NO I do not like {heard}", CredentialError, "not shown"),
        ("* BYE too many sessions", MailboxBusy, "too many"),
        ("* BYE {heard}", MailboxUnreachable, "not shown"),
    ],
)
def test_each_refusal_has_its_cause(answer: str, error: type[FollowupdError], match: str) -> None:
    with authenticating(answer) as server:
        told = refusal(server)
    assert type(told) is error
    assert match in str(told)


def test_a_server_that_falls_silent_while_signing_in_is_unreachable() -> None:
    with authenticating() as server:
        assert isinstance(refusal(server), MailboxUnreachable)


def test_odd_passwords_arrive_as_they_are() -> None:
    with authenticating("{tag} NO no") as server:
        refusal(server, username="jördan")
    assert base64.b64decode(server.commands[-1]).decode() == f"\0jördan\0{SECRET}"


def test_login_quotes_both_its_words() -> None:
    with authenticating("{tag} NO no", capabilities="") as server:
        refusal(server, 'a "b\\ c', username="DOMAIN\\jordan lee")
    assert server.commands[-1].partition(" ")[2] == r'LOGIN "DOMAIN\\jordan lee" "a \"b\\ c"'


def test_what_login_cannot_carry_is_not_sent() -> None:
    with authenticating("{tag} NO no", capabilities="") as server:
        assert isinstance(refusal(server), CredentialError)
    assert not any("LOGIN" in command for command in server.commands)
    with authenticating("{tag} NO no", capabilities="LOGINDISABLED") as server:
        assert isinstance(refusal(server), MailboxRefused)


@pytest.mark.parametrize("mechanism", ["XOAUTH2", "OAUTHBEARER"])
def test_a_refused_token_is_sent_once_and_its_status_told(mechanism: str) -> None:
    why = base64.b64encode(b'{"status":"401","schemes":"bearer"}').decode()
    with authenticating(f"+ {why}", "{tag} NO SASL failed", capabilities=f"AUTH={mechanism}") as server:
        error = refusal(server, "ya29.token-of-mine", auth="oauth2", username="jordan@example.org")
    assert isinstance(error, CredentialError)
    assert "401" in str(error)
    assert "password_command" in error.do
    token = base64.b64decode(server.commands[-2]).decode()
    assert token.endswith("\1auth=Bearer ya29.token-of-mine\1\1")
    assert "ya29" not in base64.b64decode(server.commands[-1]).decode()


def test_a_password_is_sent_once_whatever_is_asked() -> None:
    with authenticating("+ bW9yZQ==", "{tag} NO no") as server:
        refusal(server)
    first, second = (base64.b64decode(said).decode() for said in server.commands[-2:])
    assert first.endswith(f"\0{SECRET}") and second == ""


def test_a_token_is_never_sent_as_a_password() -> None:
    with authenticating("{tag} NO no") as server:
        assert isinstance(refusal(server, auth="oauth2"), MailboxRefused)
    assert not any("AUTHENTICATE" in command for command in server.commands)


def test_a_server_that_is_not_there_is_named() -> None:
    port = free_port()
    with pytest.raises(MailboxUnreachable, match=f"127.0.0.1:{port}.*refuses connections"):
        open_mailbox(at(port, "127.0.0.1"), lambda: SECRET)


def test_nothing_of_a_session_is_logged(server: Dovecot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    mailbox = open_mailbox(at(server.port, username="quiet"), lambda: PASSWORD)
    mailbox.lay(b"Message-ID: <a@b>\r\nSubject: mine\r\n\r\n")
    mailbox.close()
    assert caplog.records == []


def test_no_library_keeps_the_commands_of_the_sign_in() -> None:
    with authenticating("{tag} OK done", capabilities="") as server:
        client = sign_in(at(server.port, "127.0.0.1"), lambda: "hunter2", Timing(connect=2, read=2))
        assert "hunter2" not in repr(vars(client.wire))
        client.wire.shutdown()
