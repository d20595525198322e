"""All phrases of a language at once: one automaton over words, one step a word, whatever the text.

A phrase is written in words:  (we|i) have? decided ..3 not to (proceed|move forward)
`a|b` alternatives in brackets, `?` what may be missing, `..3` up to three words of any kind, `@name` a list of words
of the pack, `^` and `$` the ends of a sentence. A gap never reaches over the end of a sentence.

The automaton is made deterministic only as far as texts ask for it (the states met are kept, up to a bound), so a
word costs one look into a table; it never goes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

BEGIN, END = "^", "$"
#: tags of a tree that no word can be
_SEQ, _ALT, _OPT = "(", "|", "?"
#: how many transitions are kept; a text of a hostile author can only make them be forgotten
MEMORY = 60_000
_LEXEME = re.compile(r"\.\.\d{1,2}|@\w+|[()|?]|[^\s()|?]+")
_ANY, _NUMBER = "", "#"

Tree = tuple[str, tuple["Tree", ...]]
_States = frozenset[int]


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
        return (_SEQ, ((_OPT, ((_ANY, ()),)),) * int(lexeme[2:]))
    if not lexeme.startswith("@"):
        return (lexeme, ())
    if lexeme[1:] not in lists:
        raise PhraseError(f"no list is called {lexeme}: {phrase!r}")
    return (_ALT, tuple(parse(entry, lists) for entry in lists[lexeme[1:]]))


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
        accepts: dict[int, list[int]] = {}
        for number, tree in enumerate(trees):
            accepts.setdefault(self._add(tree, 0), []).append(number)
        closed = [self._closure(state) for state in range(len(self._on))]
        self._moves = [{w: frozenset(chain(*(closed[t] for t in ts))) for w, ts in on.items()} for on in self._on]
        self._accepts = accepts
        self._start = closed[0]
        self._known: dict[tuple[_States, str], tuple[_States, tuple[int, ...]]] = {}
        #: every word that some phrase names; all others are one to the automaton
        self.vocabulary = (frozenset(chain(*self._on)) | {BEGIN, END}) - {_ANY}

    def _add(self, tree: Tree, source: int) -> int:
        tag, children = tree
        if tag == _SEQ:
            for child in children:
                source = self._add(child, source)
            return source
        if tag not in (_ALT, _OPT):
            target = self._new()
            self._on[source].setdefault(tag, []).append(target)
            return target
        # a fresh entry state, so that an optional first word does not leak into what else starts at `source`
        entry, end = self._new(), self._new()
        self._free[source].append(entry)
        for child in children:
            if child[0] not in (_SEQ, _ALT, _OPT):
                self._on[entry].setdefault(child[0], []).append(end)
            else:
                self._free[self._add(child, entry)].append(end)
        if tag == _OPT:
            self._free[entry].append(end)
        return end

    def _new(self) -> int:
        self._on.append({})
        self._free.append([])
        return len(self._on) - 1

    def _closure(self, state: int) -> _States:
        seen, todo = {state}, [state]
        while todo:
            for target in self._free[todo.pop()]:
                if target not in seen:
                    seen.add(target)
                    todo.append(target)
        return frozenset(seen)

    def _step(self, states: _States, word: str) -> tuple[_States, tuple[int, ...]]:
        reached: set[int] = set()
        nothing: _States = frozenset()
        for state in states:
            moves = self._moves[state]
            if moves:
                reached |= moves.get(word, nothing)
                if word[:1].isdigit():  # a number that some phrase names is still a number
                    reached |= moves.get(_NUMBER, nothing)
                if word not in (BEGIN, END):
                    reached |= moves.get(_ANY, nothing)
        found = sorted({number for state in reached for number in self._accepts.get(state, ())})
        return frozenset(reached), tuple(found)

    def find(self, words: Iterable[str]) -> Iterator[tuple[int, int]]:
        """(number of a tree, index of the word where it ends), in the order of the text; one step a word."""
        known, vocabulary, states = self._known, self.vocabulary, self._start
        for index, word in enumerate(words):
            symbol = word if word in vocabulary else _NUMBER if word[:1].isdigit() else " "
            key = (states, symbol)
            step = known.get(key)
            if step is None:
                if len(known) >= MEMORY:
                    known.clear()
                reached, found = self._step(states, symbol)
                step = known[key] = (reached | self._start, found)
            states = step[0]
            for number in step[1]:
                yield number, index

    def reach(self, words: Iterable[str]) -> int:
        """How many words from the first on the longest match takes that begins right there; 0 for none."""
        states, longest = self._start, 0
        for count, word in enumerate(words, 1):
            states, found = self._step(states, word if word in self.vocabulary or not word[:1].isdigit() else _NUMBER)
            if found:
                longest = count
            if not states:
                break
        return longest
