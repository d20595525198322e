"""The guard, each time in a process of its own: a hook cannot be taken back."""

import subprocess
import sys
import textwrap

import pytest

PREPARED = """
import os, smtplib, socket, subprocess, sys, threading
from followupd.daemon import guard
from followupd.settings import Account

server = socket.create_server(("127.0.0.1", 0))
port = server.getsockname()[1]
other = socket.create_server(("127.0.0.1", 0))
command = (sys.executable, "-c", "print('open-sesame')")
guard.allow([Account("jordan@example.org", host="localhost", port=port, password_command=command)])
"""


def guarded(action: str) -> str:
    """What a guarded process prints and says; "Forbidden: …" where it was refused."""
    program = PREPARED + textwrap.dedent(action)
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True, timeout=60)
    return done.stdout + "".join(done.stderr.splitlines()[-1:])


@pytest.mark.parametrize(
    "action",
    [
        "smtplib.SMTP('localhost', port)",
        "smtplib.SMTP().connect('127.0.0.1', port)",
        "subprocess.run(['true'])",
        "subprocess.run('echo open-sesame', shell=True)",
        "subprocess.run([*command, 'more'])",
        "subprocess.run(command, executable='/bin/true')",
        "os.system('true')",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.execv('/bin/true', ['true'])",
        "os.fork()",
        "os.popen('true')",
        "import pty; pty.spawn('true')",
        "socket.create_connection(other.getsockname())",
        "socket.create_connection(('192.0.2.1', port))",
        "socket.create_connection(('::1', other.getsockname()[1]))",
        "socket.getaddrinfo('mail.attacker.test', 25)",
        "socket.gethostbyname('mail.attacker.test')",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 53))",
        "socket.socket(type=socket.SOCK_DGRAM).connect(('127.0.0.1', 53))",
    ],
)
def test_what_could_carry_a_mail_away_is_refused(action):
    assert "guard.Forbidden:" in guarded(action)


@pytest.mark.parametrize(
    "action",
    [
        "socket.create_connection(('localhost', port)); print('done')",
        "socket.create_connection(('LOCALHOST', port)); print('done')",
        "socket.socket().connect(('localhost', port)); print('done')",
        "print(subprocess.run(command, capture_output=True, text=True).stdout.replace('open-sesame', 'done'))",
        "import ctypes.util; print(ctypes.util.find_library('c') or 'done')",
        "import keyring; keyring.get_keyring(); print('done')",
        "a, b = socket.socketpair(); a.send(b'x'); print('done')",
        """
        ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        ear.bind(chr(0) + str(os.getpid()))
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b'READY=1', chr(0) + str(os.getpid()))
        print('done')
        """,
    ],
)
def test_its_own_work_it_may_do(action):
    assert guarded(action).strip() == "done"


def test_no_handler_of_exceptions_keeps_a_refusal_quiet():
    said = guarded("""
        try:
            smtplib.SMTP("localhost", port)
        except Exception:
            print("went on")
    """)
    assert "went on" not in said and "smtplib.connect was refused" in said


def test_other_threads_are_guarded_too():
    said = guarded("""
        def work():
            try:
                os.system("true")
            except BaseException as error:
                print(type(error).__name__)
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    """)
    assert said.strip() == "Forbidden"


def test_after_a_reload_the_old_server_is_a_stranger():
    said = guarded("""
        socket.create_connection(("localhost", port))
        guard.allow([Account("jordan@example.org", host="imap.example.org")])
        socket.socket().connect(("127.0.0.1", port))
    """)
    assert "guard.Forbidden: socket.connect was refused" in said


def test_an_address_is_a_server_only_on_the_port_that_was_configured():
    assert "guard.Forbidden:" in guarded("""
        socket.create_connection(("localhost", port))
        socket.create_connection(("localhost", other.getsockname()[1]))
    """)
