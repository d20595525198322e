"""How well and how fast mail is read, set by set and class by class; never one number for all.

    python benchmarks/reading.py [--only SET,…] [--misses N] [--corpus FOLDER]

The sets are labelled mails of our own writing (benchmarks/mails/*.toml, schema in benchmarks/README.md). A FOLDER may
hold others' labelled mails as JSON lines (benchmarks/json_lines.py). Read is without any configuration, as by
`followupd read`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from json_lines import corpus_sets  # noqa: E402
from labelled import Labelled, own_set  # noqa: E402

from followupd.mail.message import Unreadable  # noqa: E402
from followupd.mail.parse import parse  # noqa: E402
from followupd.reading.facts import AnswerPromised, Fact, InterviewProposed, InterviewSet, Reader  # noqa: E402
from followupd.reading.read import read  # noqa: E402

INTERVIEW = frozenset({"interview_proposed", "interview_set"})
#: an invitation and an appointment are one class: what counts is that there is an interview of the reader's
CLASSES = {
    "interview": INTERVIEW,
    **{name: frozenset({name}) for name in (
        "interview_set", "interview_cancelled", "rejected", "offered", "application_received", "task_set",
        "answer_promised", "question_asked", "away", "automatic", "bounced")},
}
#: when mail without a date came in
ARRIVED = datetime(2026, 11, 10, 10, tzinfo=UTC)
#: what must never come out of a mail that is about nothing of the reader's
MOVING = INTERVIEW | {"interview_cancelled", "rejected", "offered", "answer_promised"}


class Said:
    """What one mail says: facts by name, start times, the promised day, and how long that took."""

    def __init__(self, mail: Labelled) -> None:
        began = time.process_time()
        message = parse(mail.raw, ARRIVED, None)
        reading = None if isinstance(message, Unreadable) else read(message, message.date or ARRIVED, Reader())
        self.ms = 1000 * (time.process_time() - began)
        facts: tuple[Fact, ...] = reading.facts if reading else ()
        self.names = frozenset(str(fact.__struct_config__.tag) for fact in facts)
        self.starts = frozenset(_starts(facts))
        self.by = next((fact.by for fact in facts if isinstance(fact, AnswerPromised) and fact.by), None)
        self.doubts = bool(reading and reading.doubts)


def _starts(facts: Iterable[Fact]) -> Iterable[datetime | date]:
    for fact in facts:
        slots = fact.slots if isinstance(fact, InterviewProposed) else ()
        slots = (fact.slot,) if isinstance(fact, InterviewSet) else slots
        yield from (slot.start.date() if slot.day_only else slot.start.astimezone(UTC) for slot in slots
                    if not slot.stretch)


def told(name: str, mails: list[Labelled], misses: int) -> None:
    """Reads a set and prints its figures."""
    said = [Said(mail) for mail in mails]
    both = list(zip(mails, said, strict=True))
    print(f"\n[{name}] {len(mails)} mails, {median(one.ms for one in said):.2f} ms in the median, "
          f"{sorted(one.ms for one in said)[len(said) * 95 // 100]:.2f} ms for 95 %")
    shown: dict[str, list[str]] = defaultdict(list)
    for kind, names in CLASSES.items():
        wanted = [(m, s) for m, s in both if m.facts & names]
        heard = [(m, s) for m, s in both if s.names & names]
        right = [(m, s) for m, s in heard if (m.facts | m.may) & names]
        found = [(m, s) for m, s in wanted if s.names & names]
        if wanted or heard:
            print(f"  {kind:22} recall {_ratio(len(found), len(wanted))}   precision {_ratio(len(right), len(heard))}")
        shown[f"{kind} missed"] = [f"{m.id} → {_names(s)}" for m, s in wanted if not s.names & names]
        shown[f"{kind} wrongly"] = [f"{m.id} [{m.label}]" for m, s in heard if not (m.facts | m.may) & names]
    _starts_told(both, shown)
    _days_told(both, shown)
    nothing = [(m, s) for m, s in both if not (m.facts | m.may) & MOVING]
    print(f"  {'moved for nothing':22} {sum(bool(s.names & MOVING) for _, s in nothing)} of {len(nothing)}")
    silent = [(m, s) for m, s in both if m.facts and not s.names & m.facts]
    print(f"  {'abstained':22} {len(silent)} of {sum(bool(m.facts) for m in mails)}, "
          f"{sum(s.doubts for _, s in silent)} of them with a doubt")
    for what, lines in shown.items():
        for line in lines[:misses]:
            print(f"      {what}: {line}")


def _starts_told(both: list[tuple[Labelled, Said]], shown: dict[str, list[str]]) -> None:
    tally = Counter[str]()
    for mail, said in both:
        if mail.starts:
            tally["exact"] += len(mail.starts & said.starts)
            tally["silent"] += len(mail.starts - said.starts)
            wrong = said.starts - mail.starts
            tally["wrong"] += len(wrong)
            shown["start wrong"] += [f"{mail.id} {start} for {_listed(mail.starts)}" for start in wrong]
            shown["start silent"] += [f"{mail.id} {start}" for start in mail.starts - said.starts]
    if tally:
        print(f"  {'start times':22} {_tally(tally)}")


def _days_told(both: list[tuple[Labelled, Said]], shown: dict[str, list[str]]) -> None:
    tally = Counter[str]()
    for mail, said in both:
        if mail.by:
            verdict = "silent" if said.by is None else "exact" if said.by == mail.by else "wrong"
            tally[verdict] += 1
            if verdict != "exact":
                shown[f"promised day {verdict}"].append(f"{mail.id} {said.by} for {mail.by}")
        elif said.by and mail.by_known:
            tally["made up"] += 1
            shown["promised day made up"].append(f"{mail.id} {said.by}")
    if tally:
        print(f"  {'promised days':22} {_tally(tally)}")


def _ratio(part: int, whole: int) -> str:
    return f"{part:4}/{whole:<4} {part / whole:5.3f}" if whole else "   -           "


def _tally(tally: Counter[str]) -> str:
    return ", ".join(f"{what} {tally[what]}" for what in ("exact", "silent", "wrong", "made up") if tally[what])


def _names(said: Said) -> str:
    return ", ".join(sorted(said.names)) or "nothing"


def _listed(starts: Iterable[datetime | date]) -> str:
    return ", ".join(sorted(map(str, starts)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="names of sets, with commas between")
    parser.add_argument("--misses", type=int, default=0, help="how many of each kind are named")
    parser.add_argument("--mails", type=Path, default=HERE / "mails", help="a folder of labelled mails")
    parser.add_argument("--corpus", type=Path, help="a folder of others' labelled mails, as JSON lines")
    asked = parser.parse_args()
    sets = {path.stem: own_set(path) for path in sorted(asked.mails.glob("*.toml"))}
    if asked.corpus:
        sets |= corpus_sets(asked.corpus)
    wanted = [name for name in sets if not asked.only or name in asked.only.split(",")]
    began = time.process_time()
    Said(sets[wanted[0]][0])
    print(f"the first mail, with the packs loaded: {1000 * (time.process_time() - began):.0f} ms")
    for name in wanted:
        told(name, sets[name], asked.misses)


if __name__ == "__main__":
    main()
