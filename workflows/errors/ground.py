"""The root of all errors, and the few kinds that every area refines."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@cache
def chinese() -> Mapping[str, str]:
    """Return what errors say in Chinese by their codes, for those that are raised without Chinese words."""
    return tomllib.loads(files("workflows.errors").joinpath("chinese.toml").read_text("utf-8"))


class HeweiError(Exception):
    """Something in Hewei did not work; look at the log with the request number, or ask the administrator."""

    code = "hewei-error"
    status = 500

    def __init__(self, message: str | None = None, *, zh: str | None = None, **where: object) -> None:
        """Take the sentence (default: the class docstring), its Chinese twin, and the place as named values."""
        self.message = message or (self.__doc__ or "").strip()
        self.zh = zh or chinese().get(self.code) or self.message
        self.where = where
        super().__init__(self.message)

    def __init_subclass__(cls) -> None:
        """Derive the stable error code from the class name: InvalidForm becomes invalid-form."""
        super().__init_subclass__()
        cls.code = "".join(f"-{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("-")


class Refused(HeweiError):
    """The request was refused and nothing was changed; correct what is named and try again."""

    status = 400


class Fault(HeweiError):
    """Something inside broke; the case is unchanged and an incident was written for a person to resolve."""

    status = 500


class InvalidInput(Refused):
    """What came in is not what was expected; the place is named, correct it and send again."""

    status = 422


class NotFound(Refused):
    """There is no such thing here, or it is not yours to see; check the number."""

    status = 404


class Forbidden(Refused):
    """Your role does not allow this; ask the person named on the page, or your administrator."""

    status = 403


class Conflict(Refused):
    """Somebody else was first; look at the present state and decide again."""

    status = 409


@dataclass(frozen=True)
class FieldProblem:
    """One field that was refused: its path, the rule it broke, and the remedy in both languages."""

    path: str
    rule: str
    message: str
    zh: str


class InvalidForm(InvalidInput):
    """Some answers cannot be accepted; each field named says why and what to do."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        """Keep the problems, one for each refused field."""
        self.problems = tuple(problems)
        super().__init__(
            "Some answers cannot be accepted: " + "; ".join(f"{p.path}: {p.message}" for p in self.problems),
            zh="有些填写内容不能接受：" + "；".join(f"{p.path}：{p.zh}" for p in self.problems),
        )
