"""Ordinary mail by the thousand, all of it made up here and the same for every run: what a real mailbox is full of.

`python benchmarks/ordinary_mail.py FOLDER [--mails N] [--seed S]` writes a Maildir.
"""

from __future__ import annotations

import argparse
import base64
import os
import quopri
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple

from followupd.daemon.clock import now

ME = "jordan.lee@example.org"


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words("Ada Ben Cleo Dario Eva Finn Gita Hugo Ines Jonas Kaya Luca Mira Nils Olga Pavel Quinn Rosa Sami Tara")
LAST = _words("Abel Brandt Castro Duval Engel Fontana Greco Hauser Iversen Jansen Kovac Lindt Moreau Novak Okafor")
SHOPS = _words("bellweather oaktable fernhill northquay papertrail kettleworks bluepeak saltmarsh lanternco")
LISTS = _words("gardeners cyclists python-users choir-friends old-maps sourdough night-sky")
TOOLS = _words("buildbot ticketry pagerline codehost calendarly filebox")
NOUNS = _words("garden bicycle bread kitchen river mountain camera window piano letter orange train lamp harbour")
VERBS = _words("paints finds carries repairs forgets borrows waters folds sharpens photographs")
PLACES = (
    "by the station", "near the old mill", "in a drawer", "on the balcony", "at my sister's", "behind the shed",
)  # fmt: skip
LINES = (
    "The {noun} {verb} the {noun2} {place}.",
    "I still think the {noun} was better before somebody {verb} it.",
    "Do you remember where we left the {noun}? It should be {place}.",
    "Nobody {verb} a {noun} like that any more.",
    "Bring the {noun2} on Sunday, and the {noun} if it does not rain.",
    "Thanks for the {noun}; we had it {place} all afternoon.",
    "The price of a {noun} went up again, so we kept the {noun2}.",
)
#: now and then ordinary mail uses a word that hiring mail uses, too
TEMPTING = (
    "Our team has a meeting on Thursday.",
    "The schedule for the choir is attached.",
    "She plays the leading role in the school play.",
    "Is that position of the lamp all right for you?",
    "The candidates for the council were on the radio again.",
)


class Mail(NamedTuple):
    """`folder` as Maildir++ names it: "" is the inbox."""

    folder: str
    received: datetime
    raw: bytes


def mails(count: int, until: datetime, seed: int = 1, days: int = 80) -> Iterator[Mail]:
    """`count` mails over the `days` before `until`, oldest first."""
    dice = random.Random(seed)
    kinds = [_newsletter, _list_post, _receipt, _private, _notification, _own]
    weights = [34, 16, 10, 14, 18, 8]
    for number in range(count):
        received = until - timedelta(days=days) * (1 - (number + 0.5) / count)
        (kind,) = dice.choices(kinds, weights)
        yield kind(dice, number, received.replace(microsecond=0))


def write_maildir(folder: Path, written: Iterator[Mail]) -> int:
    """A Maildir++ with these mails in it, each file's time being when it arrived; how many bytes."""
    for name in ("", ".Sent", ".Drafts", ".Trash", ".Archive", ".Junk"):
        for part in ("cur", "new", "tmp"):
            (folder / name / part).mkdir(parents=True, exist_ok=True)
    size = 0
    for number, mail in enumerate(written):
        moment = int(mail.received.timestamp())
        path = folder / mail.folder / "cur" / f"{moment}.M{number}P1.made,S={len(mail.raw)}:2,S"
        path.write_bytes(mail.raw)
        os.utime(path, (moment, moment))
        size += len(mail.raw)
    return size


def _person(dice: random.Random) -> tuple[str, str]:
    first, last = dice.choice(FIRST), dice.choice(LAST)
    return f"{first} {last}", f"{first}.{last}@{dice.choice(('mailhost.example', 'postbox.example'))}".lower()


def _sentence(dice: random.Random) -> str:
    noun, noun2 = dice.sample(NOUNS, 2)
    return dice.choice(LINES).format(noun=noun, noun2=noun2, verb=dice.choice(VERBS), place=dice.choice(PLACES))


def _text(dice: random.Random, sentences: int) -> str:
    said = [_sentence(dice) for _ in range(sentences)]
    if dice.random() < 0.12:
        said.insert(dice.randrange(len(said) + 1), dice.choice(TEMPTING))
    return "\n".join(" ".join(said[i : i + 3]) for i in range(0, len(said), 3))


def _page(dice: random.Random, sentences: int) -> str:
    rules = range(dice.randrange(120))
    style = "".join(f".c{n} {{ padding: {dice.randrange(40)}px; color: #{n:06x} }}\n" for n in rules)
    cells = "".join(
        f'<tr><td class="c{n}" style="font-size:14px"><a href="https://go.example/{dice.getrandbits(96):x}">'
        f"{_sentence(dice)}</a></td></tr>\n"
        for n in range(sentences)
    )
    return f"<html><head><style>\n{style}</style></head><body><table>{cells}</table></body></html>"


def _mail(number: int, received: datetime, sender: str, subject: str, body: str, **fields: str) -> bytes:
    head = {
        "Received": f"from mx.example by mail.example.org; {format_datetime(received)}",
        "Message-ID": f"<{number}.made@mail.example>",
        "Date": format_datetime(received),
        "From": sender,
        "To": f"Jordan Lee <{ME}>",
        "Subject": subject,
        "MIME-Version": "1.0",
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = [f"{name}: {value}" for name, value in head.items()]
    return ("\n".join(lines) + "\n" + body).replace("\n", "\r\n").encode()


def _plain(text: str) -> str:
    return f"Content-Type: text/plain; charset=utf-8\n\n{text}\n"


def _both(dice: random.Random, text: str, page: str) -> str:
    coding = dice.choice(("base64", "quoted-printable"))
    encode = base64.encodebytes if coding == "base64" else quopri.encodestring
    mark = f"part{dice.getrandbits(64):x}"
    return (
        f'Content-Type: multipart/alternative; boundary="{mark}"\n\n--{mark}\n{_plain(text)}\n'
        f"--{mark}\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: {coding}\n\n"
        f"{encode(page.encode()).decode()}\n--{mark}--\n"
    )


def _newsletter(dice: random.Random, number: int, received: datetime) -> Mail:
    shop = dice.choice(SHOPS)
    body = _both(dice, _text(dice, 12), _page(dice, dice.randrange(20, 120)))
    subject = f"{dice.choice(NOUNS).title()} of the week: {dice.randrange(10, 60)} % off"
    fields = {"List_Unsubscribe": f"<https://{shop}.example/u/{dice.getrandbits(64):x}>", "Precedence": "bulk"}
    return Mail("", received, _mail(number, received, f"{shop.title()} <news@{shop}.example>", subject, body, **fields))


def _list_post(dice: random.Random, number: int, received: datetime) -> Mail:
    name, (person, address) = dice.choice(LISTS), _person(dice)
    earlier = f"<{max(0, number - dice.randrange(1, 60))}.made@mail.example>"
    quoted = "\n".join(f"> {_sentence(dice)}" for _ in range(dice.randrange(1, 20)))
    body = _plain(f"{quoted}\n\n{_text(dice, dice.randrange(2, 30))}")
    fields = {"List_Id": f"<{name}.lists.example>", "In_Reply_To": earlier, "References": earlier}
    subject = f"Re: [{name}] {dice.choice(NOUNS)}"
    return Mail("", received, _mail(number, received, f"{person} <{address}>", subject, body, **fields))


def _receipt(dice: random.Random, number: int, received: datetime) -> Mail:
    shop = dice.choice(SHOPS)
    body = _both(dice, _text(dice, 4), _page(dice, dice.randrange(8, 40)))
    subject = f"Your order {dice.randrange(10**6)} is on its way"
    return Mail("", received, _mail(number, received, f"{shop.title()} <orders@{shop}.example>", subject, body))


def _private(dice: random.Random, number: int, received: datetime) -> Mail:
    person, address = _person(dice)
    body = _plain(f"Hi Jordan,\n\n{_text(dice, dice.randrange(2, 25))}\n\n{person.split()[0]}")
    return Mail("", received, _mail(number, received, f"{person} <{address}>", f"{dice.choice(NOUNS).title()}?", body))


def _notification(dice: random.Random, number: int, received: datetime) -> Mail:
    tool = dice.choice(TOOLS)
    body = _plain(_text(dice, dice.randrange(2, 8)) + f"\nhttps://{tool}.example/{dice.getrandbits(64):x}")
    subject = f"[{tool}] {dice.choice(NOUNS)} {dice.randrange(9999)} was changed"
    sender = f"{tool} <notify@{tool}.example>"
    return Mail("", received, _mail(number, received, sender, subject, body, Auto_Submitted="auto-generated"))


def _own(dice: random.Random, number: int, received: datetime) -> Mail:
    person, address = _person(dice)
    body = _plain(f"Hi {person.split()[0]},\n\n{_text(dice, dice.randrange(2, 12))}\n\nJordan")
    raw = _mail(number, received, f"Jordan Lee <{ME}>", f"Re: {dice.choice(NOUNS)}", body, To=f"{person} <{address}>")
    return Mail(".Sent", received, raw)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    size = write_maildir(options.folder, mails(options.mails, now(UTC), options.seed))
    print(f"{options.mails} mails, {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
