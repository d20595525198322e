"""Which house a mail speaks for. Every sign is weighed; only what may stand in a draft is sure (ETIQUETTE W7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec
from msgspec import Struct

from followupd.mail.address import is_no_reply, is_public_provider, registrable_domain
from followupd.mail.message import Address, Message
from followupd.reading.facts import Named, Reader
from followupd.reading.houses import NAME, clean, is_no_house, is_title, name_at, same_employer, whole_name
from followupd.reading.names import hung_on, is_person, name_core, person_words
from followupd.reading.words import folded, listed, pattern, plain, small

_SUBJECT_BREAK = re.compile(r"\s[-|]\s|[:()\[\]|,]|\.\s")
_MANY = 40
_BETWEEN = frozenset(" -.&'")
_DROPPED = dict.fromkeys(map(ord, _BETWEEN))
#: how surely a sign of each kind names the house: two that agree are sure, and so is one of weight 2
_WEIGHT = {
    "client": 6, "structured": 3, "before": 2, "written": 2, "sign_off": 1, "display": 1, "signature": 1, "maybe": 1,
    "domain": 1, "meets": 0.9, "line": 0.6,
}


class Sign(Struct, frozen=True):
    """One sign: the name as it is written, and what kind of sign it is."""

    text: str
    kind: str


def employer_of(message: Message, reader: Reader) -> Named | None:
    """The employer; `sure` where the mail plainly says so or two signs agree, else a hint that only joins.

    An agency's client stands above the agency. Mail providers and systems that write for many name nobody.
    """
    groups: list[list[Sign]] = []
    for sign in _signs(message, reader):
        home = next((group for group in groups if same_employer(group[0].text, sign.text)), None)
        if home is None:
            groups.append([sign])
        else:
            home.append(sign)
    ranked = sorted(groups, key=_weight, reverse=True)
    if not ranked or _weight(ranked[0]) <= 0:
        return None
    best = _weight(ranked[0])
    rival = len(ranked) > 1 and _weight(ranked[1]) > best - 1
    name = _written(ranked[0])
    # an agency speaks of itself, too, where it does not name its client
    agency = _finds_people(name) and not any(sign.kind == "client" for sign in ranked[0])
    return Named(name, sure=best > 1.5 and not rival and not agency)


def _weight(group: list[Sign]) -> float:
    kinds = {sign.kind for sign in group}
    if kinds <= {"line"}:
        return 0  # any line of a signature is written with capitals
    if kinds == {"meets"} and len(person_words(Address(group[0].text, ""))) > 1:
        return 0  # "your interview with Priya Nair"
    weight = sum(_WEIGHT[kind] for kind in kinds)
    doubtful = all(is_no_house(sign.text) for sign in group)
    return weight - 2 if doubtful else weight


def _written(group: list[Sign]) -> str:
    """The name as the strongest sign writes it; a domain's own spelling only where there is nothing else."""
    own = [sign for sign in group if sign.kind not in ("domain", "written")] or group
    return max(own, key=lambda sign: (_WEIGHT[sign.kind], len(sign.text))).text


def is_agency(message: Message) -> bool:
    """Whether the sender writes for a client of theirs: the candidate then answers the sender (W8).

    It says so, or is called like an agency and invites somebody of another house.
    """
    home = registrable_domain(message.sender.domain)
    like = _finds_people(f"{home.partition('.')[0].replace('-', ' ')} {hung_on(message.sender.name)}")
    mine = {home, *(registrable_domain(who.domain) for who in message.to)}
    guests = (guest for invite in message.invites for guest in invite.attendees)
    elsewhere = like and any(registrable_domain(guest.domain) not in mine for guest in guests)
    return elsewhere or any(sign.kind == "client" for sign in _spoken(message))


def _finds_people(name: str) -> bool:
    """Whether a house is called as agencies are: "Staffwell", "TalentBridge", "Kemp & Co Staffing"."""
    return pattern("people", "employer", "agency").search(name) is not None


def _signs(message: Message, reader: Reader) -> Iterator[Sign]:
    names = [[word.casefold() for word in person_words(who)] for who in _everybody(message) if is_person(who)]
    own = set(reader.name.casefold().split())
    persons = own.union(*names)
    for sign in (*_structured(message), *_spoken(message), *_sign_off(message), *_sender(message, reader)):
        text = clean(sign.text)
        # a house may be written like a person ("Acme Robotics" <acme@…>): only where people may stand it is one
        known = persons if sign.kind in ("meets", "maybe", "line", "signature", "sign_off") else own
        if not text or all(word.casefold() in known for word in text.split()):
            continue
        yield Sign(text, sign.kind)


def _everybody(message: Message) -> Iterator[Address]:
    yield from (message.sender, *message.to, *message.cc)
    for invite in message.invites:
        yield from ((invite.organizer,) if invite.organizer else ())
        yield from invite.attendees


def _spoken(message: Message) -> tuple[Sign, ...]:
    """Names after the words that lead up to an employer, in subject, text and calendar."""
    summaries = (plain(invite.summary) for invite in message.invites[:5])
    return _led_up_to(plain(message.subject), plain(message.text), *summaries)


@lru_cache(maxsize=4)
def _led_up_to(subject: str, text: str, *summaries: str) -> tuple[Sign, ...]:
    """Kept, since it is asked for the employer, for the people and for the agency of one mail."""
    pieces = (piece.strip() for piece in re.split(r"\s(?:<>|[-|/&x])\s|:", subject[:300]))
    found = [Sign(name, "line") for piece in pieces if (name := whole_name(piece))]
    for source in (subject, text, *summaries):
        found += _before(source, "line" if source is text else "maybe")
        for kind in ("client", "before", "maybe", "meets"):
            for cue in list(pattern("people", "employer", kind).finditer(source))[:_MANY]:
                name = name_at(source, cue.end())
                if name and not is_title(name) and not (kind in ("maybe", "meets") and is_no_house(name)):
                    found.append(Sign(name, "before" if kind == "maybe" and _after_title(source, cue) else kind))
    return tuple(found)


def _after_title(source: str, cue: re.Match[str]) -> bool:
    """ "Head Gardener at Weidenhof"."""
    words = source[max(0, cue.start() - 40) : cue.start()].split()
    return cue[0].casefold() == "at" and bool(words) and is_title(words[-1].strip(",)"))


def _before(source: str, kind: str) -> Iterator[Sign]:
    """ "Your Brightloom application", "Brightloom interview confirmation", "the Brightloom team"."""
    for cue in list(pattern("people", "employer", "after").finditer(source))[:5]:
        phrase = _SUBJECT_BREAK.split(source[max(0, cue.start() - 120) : cue.start()])[-1]
        words = pattern("people", "employer", "onward").split(phrase)[-1].split()[-4:]
        while words and (not words[0][0].isupper() or words[0].casefold() in folded("people", "employer", "stops")):
            words = words[1:]
        name = " ".join(words)
        kinds = folded("people", "employer", "kinds")
        if NAME.fullmatch(name) and not is_title(name) and not any(word.casefold() in kinds for word in words):
            yield Sign(name, kind)


def _sign_off(message: Message) -> Iterator[Sign]:
    """The end of the mail: "The Brightloom Hiring Team", "Talent Acquisition, Brightloom", a house under a name."""
    lines = [line.strip() for line in plain(message.text).split("\n") if line.strip()][-6:]
    lines += [line.strip() for line in plain(message.signature).split("\n") if line.strip()][:8]
    sender = [word.casefold() for word in person_words(message.sender)]
    after_name = False
    for line in lines:
        if len(line) > 70 or line.endswith((",", ":", "?")):
            after_name = False
            continue
        yield from _signed(line, after_name)
        words = line.casefold().split()
        after_name = bool(sender) and bool(words) and words[0].strip(".,") == sender[0]


def _signed(line: str, after_name: bool) -> Iterator[Sign]:
    department = pattern("people", "employer", "department_phrases").search(line)
    if department:
        rest = [line[: department.start()], line[department.end() :].lstrip(" ,|@-").removeprefix("at ")]
        names = [name for part in rest if (name := whole_name(part))]
        if len(names) == 1:
            yield Sign(names[0], "sign_off")
    elif name := whole_name(re.split(r"[,|]| - ", line)[-1]):
        yield Sign(name, "signature" if after_name else "line")


def _sender(message: Message, reader: Reader) -> Iterator[Sign]:
    """The other side's address: a department's display name, what hangs on a person's name, the domain."""
    outgoing = message.sender.address in reader.own
    for who in [a for a in message.to if a.address not in reader.own][:1] if outgoing else [message.sender]:
        name = plain(who.name)
        if "@" not in name.replace(" @ ", " "):
            hung = hung_on(name)
            yield from ((Sign(hung, "display"),) if hung else ())
            # "Acme via Tracker", "Acme Careers"
            yield from (() if is_person(who) else (Sign(name_core(name), "display"),))
        yield from _domain(who, message)


def _domain(who: Address, message: Message) -> Iterator[Sign]:
    """The registered name, written as the mail writes it. A system's domain is not in the mail, and names nobody."""
    domain = registrable_domain(who.domain)
    if not domain or is_public_provider(domain):
        return
    labels = _labels(domain.partition(".")[0])
    words = plain(message.subject + "\n" + message.text + "\n" + message.signature)
    if written := next(filter(None, (_spelled(label, words) for label in labels)), ""):
        yield Sign(written, "domain" if is_no_reply(who.address) else "written")
    elif not is_person(who) and (local := _spelled(who.address.partition("@")[0].partition("+")[0], words)):
        yield Sign(local, "domain")  # brightloom@tracker.example
    elif not is_no_reply(who.address) and len(person_words(who)) > 1 and len(labels[0]) > 2:
        name = labels[0].replace("-", " ")
        yield Sign(name.title() if len(name) > 3 else name.upper(), "domain")


def _labels(label: str) -> list[str]:
    """What a domain's label may stand for: "getbrightloom", "brightloom-careers" → also "brightloom"."""
    bare = [label]
    for affix in listed("people", "employer", "affixes"):
        bare += [label.removeprefix(affix).strip("-"), label.removesuffix(affix).strip("-")]
    return list(dict.fromkeys(one for one in bare if len(one) > 3 or one == label))


def _spelled(label: str, text: str) -> str:
    """How the text writes the domain's name, capitals and spaces included; "" where it does not."""
    letters = "".join(filter(str.isalnum, label))[:40].lower()
    joined = _joined(text)
    at = joined.find(letters) if len(letters) > 1 else -1
    while at >= 0:
        here = _places(text)[at : at + len(letters)]
        found, before = text[here[0] : here[-1] + 1], text[max(0, here[0] - 30) : here[0]]
        if any(c.isupper() for c in found) and _stands_alone(text, here) and not _is_tool(before):
            return found
        at = joined.find(letters, at + 1)
    return ""


def _stands_alone(text: str, places: Sequence[int]) -> bool:
    """Whether these letters are whole words, two signs apart at most, and in no address."""
    if any(second - first > 3 for first, second in pairwise(places)):
        return False
    start, end = places[0], places[-1] + 1
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    inside = before.isalnum() or before in set("_@./") or after[:1].isalnum() or after[:1] in set("_@")
    return not (inside or (after[:1] == "." and after[1:].isalnum()))


def _is_tool(before: str) -> bool:
    """Whether what stands before a name makes a tool of it: "powered by"."""
    tool = list(pattern("people", "employer", "tool").finditer(before))
    return bool(tool) and not before[tool[-1].end() :].strip(" -:")


@lru_cache(maxsize=4)
def _joined(text: str) -> str:
    """The text as one word in small letters: a name may be written apart."""
    return small(text[:12_000]).translate(_DROPPED)


@lru_cache(maxsize=4)
def _places(text: str) -> list[int]:
    """Where each letter of that word stands."""
    return [place for place, letter in enumerate(text[:12_000]) if letter not in _BETWEEN]


def _structured(message: Message) -> Iterator[Sign]:
    for text in message.json_ld[:10]:
        try:
            thing = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError):
            continue
        organization = thing.get("hiringOrganization") if isinstance(thing, dict) else None
        name = organization.get("name") if isinstance(organization, dict) else organization
        if isinstance(name, str):
            yield Sign(name[:80], "structured")
