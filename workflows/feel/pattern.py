"""Matching regular expressions in time that grows with the text only: all ways are followed at once, none twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workflows.feel.limits import Run
from workflows.feel.pattern_syntax import (
    BadPattern,
    Choice,
    Group,
    Here,
    One,
    Reader,
    Repeat,
    Sequence,
    Test,
    Tree,
)

_MAX_PROGRAM: Final = 2_000
_MAX_PATTERN: Final = 1_000
_SPECIAL: Final = frozenset("\\^$.|?*+()[]{}")
Marks = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction: take a character, branch, remember a place, look at a place, or done."""

    kind: str
    test: Test | None = None
    first: int = 0
    second: int = 0
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a pattern was found, with the places of its groups."""

    text: str
    start: int
    end: int
    marks: Marks

    def group(self, index: int) -> str:
        """Return what a group took, or nothing."""
        if 2 * index + 1 >= len(self.marks):
            return ""
        start, end = self.marks[2 * index], self.marks[2 * index + 1]
        return "" if start is None or end is None else self.text[start:end]

    def expand(self, replacement: str) -> str:
        """Return the replacement with $1, $2 … filled in; a backslash takes the next sign as it is."""
        pieces: list[str] = []
        at = 0
        while at < len(replacement):
            char, following = replacement[at], replacement[at + 1 : at + 2]
            if char == "$" and following.isdecimal() and following.isascii():
                pieces.append(self.group(int(following)))
                at += 2
            elif char == "\\" and following in {"\\", "$"}:
                pieces.append(following)
                at += 2
            else:
                pieces.append(char)
                at += 1
        return "".join(pieces)


class _Program:
    def __init__(self) -> None:
        self.steps: list[Step] = []

    def add(self, step: Step) -> int:
        if len(self.steps) >= _MAX_PROGRAM:
            raise BadPattern
        self.steps.append(step)
        return len(self.steps) - 1

    def emit(self, tree: Tree) -> None:
        if isinstance(tree, One):
            self.add(Step("take", test=tree.test))
        elif isinstance(tree, Here):
            self.add(Step("here", sign=tree.sign))
        elif isinstance(tree, Sequence):
            for part in tree.parts:
                self.emit(part)
        elif isinstance(tree, Group):
            self.add(Step("mark", first=2 * tree.index))
            self.emit(tree.part)
            self.add(Step("mark", first=2 * tree.index + 1))
        elif isinstance(tree, Choice):
            self._choice(tree.parts)
        else:
            self._repeat(tree)

    def _choice(self, parts: tuple[Tree, ...]) -> None:
        jumps: list[int] = []
        for part in parts[:-1]:
            fork = self.add(Step("fork"))
            self.emit(part)
            jumps.append(self.add(Step("fork")))
            self.steps[fork] = Step("fork", first=fork + 1, second=len(self.steps))
        self.emit(parts[-1])
        for jump in jumps:
            self.steps[jump] = Step("fork", first=len(self.steps), second=len(self.steps))

    def _repeat(self, tree: Repeat) -> None:
        for _ in range(tree.low):
            self.emit(tree.part)
        if tree.high is None:
            fork = self.add(Step("fork"))
            self.emit(tree.part)
            self.add(Step("fork", first=fork, second=fork))
            self.steps[fork] = self._fork(fork, tree)
            return
        forks: list[int] = []
        for _ in range(tree.high - tree.low):
            forks.append(self.add(Step("fork")))
            self.emit(tree.part)
        for fork in forks:
            self.steps[fork] = self._fork(fork, tree)

    def _fork(self, fork: int, tree: Repeat) -> Step:
        inside, after = fork + 1, len(self.steps)
        return (
            Step("fork", first=inside, second=after)
            if tree.greedy
            else Step("fork", first=after, second=inside)
        )


class Pattern:
    """A pattern ready to be searched for."""

    def __init__(self, tree: Tree, groups: int, *, lines: bool) -> None:
        program = _Program()
        program.emit(tree)
        program.add(Step("done"))
        self._steps = tuple(program.steps)
        self._marks: Marks = (None,) * (2 * groups + 2)
        self._lines = lines
        self._anchored = self._steps[0] == Step("here", sign="^") and not lines

    def search(self, text: str, start: int, run: Run) -> Found | None:
        """Return the first place where the pattern is found from an index on; each step is paid for."""
        best: Marks | None = None
        current: list[tuple[int, Marks]] = []
        visited: set[int] = set()
        for at in range(start, len(text) + 1):
            if best is None and (at == 0 or not self._anchored):
                self._follow(0, (at, *self._marks[1:]), text, at, current, visited)
            run.spend(1 + len(visited))
            current, visited, found = self._advance(current, text, at)
            best = found or best
            if not current and (best is not None or self._anchored):
                break
        if best is None or best[0] is None or best[1] is None:
            return None
        return Found(text, best[0], best[1], best)

    def _advance(
        self, current: list[tuple[int, Marks]], text: str, at: int
    ) -> tuple[list[tuple[int, Marks]], set[int], Marks | None]:
        following: list[tuple[int, Marks]] = []
        visited: set[int] = set()
        for index, marks in current:
            step = self._steps[index]
            if step.kind == "done":
                return following, visited, (marks[0], at, *marks[2:])
            if at < len(text) and step.test is not None and step.test(text[at]):
                self._follow(index + 1, marks, text, at + 1, following, visited)
        return following, visited, None

    def _follow(
        self,
        index: int,
        marks: Marks,
        text: str,
        at: int,
        threads: list[tuple[int, Marks]],
        visited: set[int],
    ) -> None:
        waiting = [(index, marks)]
        while waiting:
            index, marks = waiting.pop()
            if index in visited:
                continue
            visited.add(index)
            step = self._steps[index]
            if step.kind == "fork":
                waiting.append((step.second, marks))
                waiting.append((step.first, marks))
            elif step.kind == "mark":
                waiting.append((index + 1, (*marks[: step.first], at, *marks[step.first + 1 :])))
            elif step.kind == "here":
                if self._is_here(step.sign, text, at):
                    waiting.append((index + 1, marks))
            else:
                threads.append((index, marks))

    def _is_here(self, sign: str, text: str, at: int) -> bool:
        if sign == "^":
            return at == 0 or (self._lines and text[at - 1] == "\n")
        if sign == "$":
            return at == len(text) or (self._lines and text[at] == "\n")
        before = at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_")
        after = at < len(text) and (text[at].isalnum() or text[at] == "_")
        return before is not after

    def find_all(self, text: str, run: Run) -> Iterator[Found]:
        """Yield every place where the pattern is found, none overlapping another."""
        at = 0
        while at <= len(text):
            found = self.search(text, at, run)
            if found is None:
                return
            yield found
            at = found.end if found.end > found.start else found.end + 1


class _Plain(Pattern):
    """A pattern without any sign of its own: a plain text to look for."""

    def __init__(self, wanted: str) -> None:
        self._wanted = wanted

    def search(self, text: str, start: int, run: Run) -> Found | None:
        at = text.find(self._wanted, start)
        run.spend(1 + (len(text) if at < 0 else at - start) // 32)
        if at < 0:
            return None
        end = at + len(self._wanted)
        return Found(text, at, end, (at, end))


@lru_cache(maxsize=256)
def compile_pattern(pattern: str, flags: str) -> Pattern | None:
    """Return the pattern ready to use; None when it is not one, is too large, or asks for back references."""
    if len(pattern) > _MAX_PATTERN or not set(flags) <= set("ismxq"):
        return None
    if "i" not in flags and ("q" in flags or (pattern and not _SPECIAL & set(pattern) and "x" not in flags)):
        return _Plain(pattern)
    reader = Reader(
        "".join(f"\\{c}" if c in _SPECIAL else c for c in pattern) if "q" in flags else pattern, flags
    )
    try:
        return Pattern(reader.read(), reader.groups, lines="m" in flags)
    except BadPattern:
        return None
