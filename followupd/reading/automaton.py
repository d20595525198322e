"""All phrases of a language at once: one automaton over words, one step a word, whatever the text.

A phrase is written in words:  (we|i) have? decided ..3 not to (proceed|move forward)
`a|b` alternatives in brackets, `?` what may be missing, `..3` up to three words of any kind, `@name` a list of words
of the pack, `^` and `$` the ends of a sentence. A gap never reaches over the end of a sentence.

A text is in many states at once, most of them gaps, of which few go on at any one word: a step costs little, nothing is
kept of what was read, and it never goes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

BEGIN, END = "^", "$"
#: tags of a tree that no word can be
_SEQ, _ALT, _OPT = "(", "|", "?"
_LEXEME = re.compile(r"\.\.\d{1,2}|@\w+|[()|?]|[^\s()|?]+")
_ANY, _NUMBER = "", "#"

Tree = tuple[str, tuple["Tree", ...]]


class PhraseError(ValueError):
    """A phrase of a language pack is not well-formed; the message quotes it."""


def parse(phrase: str, lists: Mapping[str, Sequence[str]]) -> Tree:
    """The phrase as a tree: (tag, children) for a sequence, alternatives or what may be missing; (word, ()) for a word.

    Raises PhraseError for unbalanced brackets and unknown lists.
    """
    lexemes = _LEXEME.findall(phrase)
    tree, rest = _alternatives(lexemes, lists, phrase)
    if rest:
        raise PhraseError(f"a bracket too many: {phrase!r}")
    return tree


def _alternatives(lexemes: list[str], lists: Mapping[str, Sequence[str]], phrase: str) -> tuple[Tree, list[str]]:
    branches: list[Tree] = []
    items: list[Tree] = []
    while lexemes and lexemes[0] != ")":
        head, lexemes = lexemes[0], lexemes[1:]
        if head == "|":
            branches.append(_sequence(items))
            items = []
        elif head == "?":
            if not items:
                raise PhraseError(f"a ? behind nothing: {phrase!r}")
            items.append((_OPT, (items.pop(),)))
        elif head == "(":
            inner, lexemes = _alternatives(lexemes, lists, phrase)
            if not lexemes:
                raise PhraseError(f"a bracket too few: {phrase!r}")
            items.append(inner)
            lexemes = lexemes[1:]
        else:
            items.append(_atom(head, lists, phrase))
    branches.append(_sequence(items))
    return (branches[0] if len(branches) == 1 else (_ALT, tuple(branches))), lexemes


def _sequence(items: list[Tree]) -> Tree:
    return items[0] if len(items) == 1 else (_SEQ, tuple(items))


def _atom(lexeme: str, lists: Mapping[str, Sequence[str]], phrase: str) -> Tree:
    if lexeme.startswith(".."):
        return _gap(int(lexeme[2:]))
    if not lexeme.startswith("@"):
        return (lexeme, ())
    if lexeme[1:] not in lists:
        raise PhraseError(f"no list is called {lexeme}: {phrase!r}")
    return (_ALT, tuple(parse(entry, lists) for entry in lists[lexeme[1:]]))


def _gap(most: int) -> Tree:
    """Up to so many words, one inside the other: a text is in one of them at a time, not in all that may be left."""
    tree: Tree = (_SEQ, ())
    for _ in range(most):
        tree = (_OPT, ((_SEQ, ((_ANY, ()), tree)),))
    return tree


def backwards(tree: Tree) -> Tree:
    """The tree that matches the same words read from the end."""
    tag, children = tree
    turned = tuple(map(backwards, children))
    return (tag, turned[::-1] if tag == _SEQ else turned)


class Automaton:
    """Recognises every tree of `trees` in a stream of words; a tree is known by its number."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        self._on: list[dict[str, list[int]]] = [{}]
        self._free: list[list[int]] = [[]]
        self._ends: dict[tuple[int, Tree], int] = {}
        self._accepts: dict[int, list[int]] = {}
        for number, tree in enumerate(trees):
            self._accepts.setdefault(self._add(tree, 0), []).append(number)
        #: of the states that were met: word → state → the states behind it; the same for any word; what is found there
        self._met: set[int] = set()
        self._moves: dict[str, dict[int, list[int]]] = {}
        self._gaps: dict[int, list[int]] = {}
        self._found: dict[int, list[int]] = {}
        self._open(0)

    def _add(self, tree: Tree, source: int) -> int:
        """The state behind `tree` from `source` on: the same one for all phrases that have begun alike."""
        tag, children = tree
        if tag == _SEQ:
            for child in children:
                source = self._add(child, source)
            return source
        if (source, tree) not in self._ends:
            self._ends[source, tree] = self._branch(tree, source) if children else self._word(tag, source)
        return self._ends[source, tree]

    def _word(self, word: str, source: int) -> int:
        target = self._new()
        self._on[source].setdefault(word, []).append(target)
        return target

    def _branch(self, tree: Tree, source: int) -> int:
        # a fresh entry state, so that an optional first word does not leak into what else starts at `source`
        entry, end = self._new(), self._new()
        self._free[source].append(entry)
        for child in tree[1]:
            if child[0] not in (_SEQ, _ALT, _OPT):
                self._on[entry].setdefault(child[0], []).append(end)
            else:
                self._free[self._add(child, entry)].append(end)
        if tree[0] == _OPT:
            self._free[entry].append(end)
        return end

    def _new(self) -> int:
        self._on.append({})
        self._free.append([])
        return len(self._on) - 1

    def _open(self, state: int) -> None:
        """Finds out what words lead on from `state` and from all that it reaches without one, and what it accepts."""
        seen, todo = {state}, [state]
        for here in todo:
            for word, targets in self._on[here].items():
                moves = self._moves.setdefault(word, {}) if word else self._gaps
                moves.setdefault(state, []).extend(targets)
            fresh = [target for target in self._free[here] if target not in seen]
            seen.update(fresh)
            todo += fresh
        self._met.add(state)
        if found := [number for here in todo for number in self._accepts.get(here, ())]:
            self._found[state] = found

    def _step(self, states: set[int], word: str) -> set[int]:
        """The states behind a word."""
        waiting = () if word in (BEGIN, END) else self._gaps.keys() & states
        reached = set(chain.from_iterable([self._gaps[state] for state in waiting]))
        for kind in (word, _NUMBER) if word[:1].isdigit() else (word,):  # a number that some phrase names is still one
            moves = self._moves.get(kind)
            if moves:
                reached.update(*[moves[state] for state in moves.keys() & states])
        for state in reached - self._met:
            self._open(state)
        return reached

    def find(self, words: Iterable[str]) -> Iterator[tuple[int, int]]:
        """(number of a tree, index of the word where it ends), in the order of the text; one step a word."""
        states = {0}
        for index, word in enumerate(words):
            states = self._step(states, word)
            if not self._found.keys().isdisjoint(states):
                found = {number for state in self._found.keys() & states for number in self._found[state]}
                yield from ((number, index) for number in sorted(found))
            states.add(0)

    def reach(self, words: Iterable[str]) -> int:
        """How many words from the first on the longest match takes that begins right there; 0 for none."""
        states, longest = {0}, 0
        for count, word in enumerate(words, 1):
            states = self._step(states, word)
            if not self._found.keys().isdisjoint(states):
                longest = count
            if not states:
                break
        return longest
