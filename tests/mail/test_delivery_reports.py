"""Bounces, by RFC 3464 and in the words of post offices."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from followupd.mail.message import DeliveryReport, Message
from followupd.mail.parse import parse


def reports(mail: str) -> tuple[DeliveryReport, ...]:
    found = parse(mail.encode(), datetime(2026, 11, 10, tzinfo=UTC))
    assert isinstance(found, Message)
    return found.reports


def status(*recipients: str) -> str:
    blocks = "\n\n".join(["Reporting-MTA: dns; mx.acme.test", *recipients])
    returned = "From: jordan@example.org\nTo: ann@acme.test\nSubject: Thanks\n\nThank you."
    return (
        "From: MAILER-DAEMON@mx.acme.test\nTo: jordan@example.org\nSubject: Undelivered Mail Returned to Sender\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\n\nI'm sorry, your message could not be delivered.\n"
        f"--b\nContent-Type: message/delivery-status\n\n{blocks}\n"
        f"--b\nContent-Type: message/rfc822\n\n{returned}\n--b--\n"
    )


def test_each_recipient_of_a_standard_report_is_told() -> None:
    failed = "Final-Recipient: rfc822; Ann@acme.test\nAction: failed\nStatus: 5.1.1 (no such user)"
    delayed = (
        "Original-Recipient: RFC822;bob+40acme.test\nFinal-Recipient: rfc822;b@mx.test\nAction: delayed\nStatus: 4.2.2"
    )
    assert reports(status(failed, delayed)) == (
        DeliveryReport("ann@acme.test", "failed", "5.1.1"),
        DeliveryReport("bob@acme.test", "delayed", "4.2.2"),
    )


def test_a_report_of_success_is_no_report() -> None:
    mail = status("Final-Recipient: rfc822; ann@acme.test\nAction: delivered\nStatus: 2.0.0").replace(
        "could not be", "was"
    )
    assert reports(mail.replace("Undelivered Mail Returned to Sender", "Successful")) == ()


def test_the_returned_mail_is_no_forward_and_its_text_not_the_reports() -> None:
    raw = status("Final-Recipient: rfc822; ann@acme.test\nAction: failed").encode()
    found = parse(raw, datetime(2026, 11, 10, tzinfo=UTC))
    assert isinstance(found, Message)
    assert found.forwarded == ""
    assert "Thank you" not in found.text


BOUNCES = {
    "copied text only": """From: postmaster@acme.test
Subject: Undelivered Mail

The mailbox you tried to reach is full.

Original message follows:

From: jordan@example.org
To: Ann Lee <ann@acme.test>
""",
    "no such name": """From: Mail Administrator <postmaster@acme.test>
Subject: Message rejected

We do not have a user by that name here: ann@acme.test. Ask webmaster@acme.test for help.
""",
    "whom to ask": """From: Postmaster <postmaster@gate.test>
Subject: Your message was blocked

Your e-mail to 'ann@acme.test' was not accepted. It has been rejected by policy. Contact abuse@gate.test.
""",
    "qmail": """From: MAILER-DAEMON@mx.test
Subject: failure notice

Hi. This is the qmail-send program at mx.test.
I'm afraid I wasn't able to deliver your message to the following addresses.

<ann@acme.test>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

To: other@acme.test
""",
    "exim": """From: Mail Delivery System <Mailer-Daemon@mx.test>
Subject: Mail delivery failed: returning message to sender

A message that you sent could not be delivered to one or more of its
recipients. The following address(es) failed:

  ann@acme.test
    host mx.acme.test: 550 unknown user

------ This is a copy of the message, including all the headers. ------

To: other@acme.test
""",
    "postfix": """From: MAILER-DAEMON@mx.test (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. For further assistance,
please send mail to postmaster.

<ann@acme.test>: host mx.acme.test said: 550 5.1.1 User unknown
""",
    "sendmail": """From: MAILER-DAEMON@mx.test
Subject: Returned mail: see transcript for details

The original message was received at Tue, 10 Nov 2026

   ----- The following addresses had permanent fatal errors -----
<ann@acme.test>
    (reason: 550 5.1.1 User unknown)

   ----- Transcript of session follows -----
""",
    "exchange": """From: System Administrator <postmaster@acme.test>
Subject: Undeliverable: Thanks

Your message

  To:      jordan@example.org
  Subject: Thanks

did not reach the following recipient(s):

c=US;p=ACME;dda:SMTP=ann@acme.test; on Tue, 10 Nov 2026
    The recipient name is not recognized
""",
    "gmail": """From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Subject: Delivery Status Notification (Failure)

** Address not found **

Your message wasn't delivered to ann@acme.test because the address couldn't be found.
""",
    "domino": """From: Postmaster@mx.test
Subject: DELIVERY FAILURE: User ann not listed in Directory

Your message

  Subject: Thanks

was not delivered to:

  ann@acme.test
""",
    "german": """From: Mail Delivery System <mailer-daemon@mx.test>
Subject: Unzustellbar: Danke

Ihre Nachricht konnte nicht zugestellt werden.

ann@acme.test:
Empfänger unbekannt
""",
    "french": """From: postmaster@mx.test
Subject: Non remis : Merci

Votre message n'a pas pu être remis à

ann@acme.test
""",
    "spanish": """From: postmaster@mx.test
Subject: No entregado: gracias

El mensaje no se ha podido entregar a:

ann@acme.test
""",
}


@pytest.mark.parametrize("mail", BOUNCES.values(), ids=BOUNCES)
def test_a_bounce_in_words_names_the_address_that_failed(mail: str) -> None:
    assert reports(f"To: jordan@example.org\n{mail}") == (DeliveryReport("ann@acme.test"),)


def test_a_bounce_that_names_nobody_is_one_all_the_same() -> None:
    assert reports(
        "From: mailer-daemon@mx.test\nSubject: failure notice\n\nI'm afraid I wasn't able to deliver it.\n"
    ) == (DeliveryReport(""),)


def test_the_field_of_exim_tells_the_address() -> None:
    mail = (
        "From: Mailer-Daemon@mx.test\nX-Failed-Recipients: ann@acme.test,\n bob@acme.test\nSubject: x\n\nIt failed.\n"
    )
    assert [report.recipient for report in reports(mail)] == ["ann@acme.test", "bob@acme.test"]


def test_a_warning_is_no_failure() -> None:
    text = "Your message to:\n\n\tann@acme.test\n\nhas not yet been delivered.\nDelivery attempts will continue.\n"
    (found,) = reports(f"From: mailer-daemon@mx.test\nSubject: Warning: message delayed 24 hours\n\n{text}")
    assert found == DeliveryReport("ann@acme.test", "delayed")


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        (
            "Ann <ann@acme.test>",
            "Re: Interview",
            "Your last mail could not be delivered, please write to bob@acme.test.",
        ),
        (
            "Parcels <info@parcels.test>",
            "Delivery failed",
            "Your parcel could not be delivered. Choose a new day on our site.",
        ),
        ("Ann <ann@acme.test>", "Automatic reply: Thanks", "I am out of the office. Please contact bob@acme.test."),
        ("postmaster@acme.test", "Maintenance on Saturday", "The mail server will be down for an hour."),
        ("notifications@acme.test", "Application received", "Do not reply, this mailbox is not read."),
    ],
)
def test_what_is_no_bounce_is_no_report(sender: str, subject: str, text: str) -> None:
    assert reports(f"From: {sender}\nTo: jordan@example.org\nSubject: {subject}\n\n{text}\n") == ()
