"""Learns what words weigh from labelled mails, and writes it into the language pack (followupd/languages/en).

    pip install scikit-learn; python benchmarks/learn.py [--check]

Learned from are the sets of benchmarks/mails but those that are kept apart to measure by, and the examples of the pack
itself. With `--check` nothing is written: every mail is judged by what was learned from the others (five folds), and
for several bars it is told how often the words alone would be right.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from lessons import Lesson, of_beginnings, of_mails, of_times  # noqa: E402

from followupd.reading.leaning import FIXED, HIRING, INTERVIEW, share, weights_of  # noqa: E402
from followupd.reading.straying import START  # noqa: E402

PACKS = HERE.parent / "followupd" / "languages"
_SEEN = 2


@dataclass(frozen=True)
class Course:
    """What is learned into one file. `bars` by name: the sum that is enough alone, the one within the correspondence of
    a case, and the one below which no rule is believed (of hiring mail, its sum and the rule's together). `strength` as
    scikit-learn's C; `most` signs are kept."""

    file: str
    lessons: Callable[[Path, str], Iterable[Lesson]]
    bars: dict[str, tuple[float, float, float]]
    strength: float
    most: int
    #: of whole mails each sign counts its `share`, and rare ones are free to weigh much
    whole: bool = False

    def fit(self, given: list[Lesson], counts: csr_matrix) -> list[LogisticRegression]:
        return [self.model().fit(counts[clear], right) for name in self.bars for clear, right in [asked(name, given)]]

    def model(self) -> LogisticRegression:
        return LogisticRegression(C=self.strength, max_iter=500, solver="liblinear", random_state=0)


#: the times first: what the rules make of a mail depends on them
COURSES = (
    Course("gate.tsv", of_beginnings, {HIRING: (-0.4, -0.4, -99)}, 0.05, 4000),
    Course("straying.tsv", of_times, {START: (0.0, 0.0, -0.4)}, 0.3, 2000),
    Course("leaning.tsv", of_mails, {
        INTERVIEW: (0.0, 0.5, -0.9), "interview_cancelled": (-1.5, -1.5, -2.5), "rejected": (0.0, 0.0, -1.5),
        "offered": (-1.5, -0.8, -2.5), "application_received": (-0.8, -0.8, -2.0), "task_set": (-1.2, -1.2, -4.0),
        FIXED: (0.0, 0.0, -99), HIRING: (2.0, 0.0, -1.5),
    }, 1.0, 24000, whole=True),
)


def asked(name: str, given: list[Lesson]) -> tuple[np.ndarray, np.ndarray]:
    """Which lessons a name is learned from, and what is right in them."""
    clear = np.array([name in one.right for one in given])
    return clear, np.array([one.right.get(name, False) for one in given])[clear]


class Table:
    """The signs that more than one mail has, which mail has which, and what each counts there.

    """

    def __init__(self, given: list[Lesson], *, whole: bool) -> None:
        seen = Counter(sign for one in given for sign in one.signs)
        rows = (dict.fromkeys(
            (sign for sign in one.signs if seen[sign] >= _SEEN), share(one.signs) if whole else 1.0
        ) for one in given)
        vectors = DictVectorizer()
        table = vectors.fit_transform(rows).tocsr()
        table.indices, table.indptr = table.indices.astype(np.int32), table.indptr.astype(np.int32)
        self.names = list(vectors.get_feature_names_out())
        self.seen = table.getnnz(axis=0)
        self.freedom = np.log(1 + len(given) / (1 + self.seen)) / 4 if whole else np.ones(len(self.seen))
        self.counts: csr_matrix = table @ diags(self.freedom)


def check(course: Course, given: list[Lesson], table: Table) -> None:
    for name in course.bars:
        clear, right = asked(name, given)
        folds = StratifiedKFold(5, shuffle=True, random_state=1)
        sums = cross_val_predict(course.model(), table.counts[clear], right, cv=folds, method="decision_function")
        said = [(bar, sums >= bar) for bar in (-3, -1.5, -0.5, 0, 0.3, 0.7, 1.5)]
        print(f"{name:22}", "  ".join(
            f"{bar:+}: {(told & right).sum()}/{right.sum()} of {told.sum()}" for bar, told in said
        ))


def write(course: Course, given: list[Lesson], table: Table, pack: Path) -> None:
    """Learned twice: from all signs, and again from those that weigh most in most mails."""
    much = np.abs(np.vstack([one.coef_[0] for one in course.fit(given, table.counts)])).max(axis=0)
    kept = np.sort(np.argsort(-much * table.freedom * np.sqrt(table.seen), kind="stable")[: course.most])
    learned = course.fit(given, table.counts[:, kept])
    rows = np.vstack([one.coef_[0] for one in learned]) * table.freedom[kept]
    lines = [
        "\t".join(course.bars),
        "\t".join(f"{one.intercept_[0]:.2f}" for one in learned),
        *("\t".join(str(bars[which]) for bars in course.bars.values()) for which in range(3)),
        *("\t".join([table.names[at], *(str(round(100 * much) or "") for much in row)])
          for at, row in zip(kept, rows.T, strict=True)),
    ]
    target = pack / course.file
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{course.file}: {len(kept)} signs, {target.stat().st_size // 1024} KB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="tell how well it would judge, and write nothing")
    parser.add_argument("--language", default="en", help="the code of the pack that it is learned for")
    told = parser.parse_args()
    for course in COURSES if told.language == "en" else COURSES[1:]:  # ordinary mail by the thousand is in English only
        given = list(course.lessons(HERE / "mails", told.language))
        table = Table(given, whole=course.whole)
        print(f"{course.file}: {len(given)} lessons, {len(table.names)} signs")
        if told.check:
            check(course, given, table)
        else:
            write(course, given, table, PACKS / told.language)
            weights_of.cache_clear()


if __name__ == "__main__":
    main()
