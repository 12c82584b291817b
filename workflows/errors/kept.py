"""How an error is kept with what broke, and read again: a sentence in two languages, or a trace."""

from __future__ import annotations

from workflows.errors.ground import HeweiError

TRACE = ('File "', "Traceback")
"""How lines of a program begin."""


def in_both(fault: BaseException) -> str:
    """Return what broke: our sentence, or else the fault's kind, in Chinese and on the next line in English."""
    if not isinstance(fault, HeweiError):
        return inside(type(fault).__name__)
    return f"{fault.zh}\n{fault.message}" if fault.zh != fault.message else fault.message


def inside(kind: str) -> str:
    """Return in Chinese and on the next line in English that a fault of this kind happened in the program itself."""
    return f"程序内部出错：{kind}\nFault in the program: {kind}"


def in_two(error: str) -> tuple[str, str]:
    """Return a kept error in Chinese and in English; one line is for both, of a trace only the kind is told."""
    if is_trace(error):
        last = error.rstrip().rpartition("\n")[2]
        return in_two(inside(last.partition(":")[0].rpartition(".")[2]))
    zh, _, en = error.partition("\n")
    return (zh, en) if en and "\n" not in en else (error, error)


def is_trace(error: str) -> bool:
    """Return whether a kept error is no sentence: lines of a program, for whoever mends it."""
    return error.lstrip().startswith(TRACE)
