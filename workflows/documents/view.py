"""What a template sees of the data: fields by name and nothing else, so that no template reaches the host."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from jinja2 import Undefined
from pydantic import BaseModel

from workflows.errors import FieldTooLong, MissingValue, UnknownField, UnprintableText

LONGEST_FIELD = 200_000
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x0D])
_REFUSED = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_BIDI = frozenset(map(chr, [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]))


class Unfilled(Undefined):
    """A field that exists and holds nothing: false in a test, an error when printed without `blank` or `default`."""

    __slots__ = ()

    def __str__(self) -> str:
        """Refuse to print: a paper never says nothing where a value belongs.

        Raises:
            MissingValue: always, naming the field.
        """
        field = str(self._undefined_name)
        raise MissingValue(
            f"The paper must state {field}, but the case does not have it yet; fill it in and print again.",
            zh=f"文书必须载明“{field}”，但案件中尚未填写；请补填后重新制作。",
            field=field,
        )

    __html__ = __str__

    def __bool__(self) -> bool:
        """Return False: nothing is filled in."""
        return False

    def __len__(self) -> int:
        """Return 0."""
        return 0

    def __iter__(self) -> Iterator[object]:
        """Return an iterator over nothing."""
        return iter(())


class View:
    """A read-only view of one model or mapping that answers field names and nothing else."""

    __slots__ = ("_path", "_value")

    def __init__(self, value: BaseModel | Mapping[str, object], path: str) -> None:
        """Keep *value* and the *path* that error messages name."""
        self._value = value
        self._path = path

    def __str__(self) -> str:
        """Refuse to print a whole section.

        Raises:
            TypeError: always, naming the section.
        """
        raise TypeError(f"{self._path} is a section; print one of its fields.")


class ListView:
    """A read-only list of views or plain values."""

    __slots__ = ("_path", "_values")

    def __init__(self, values: Sequence[object], path: str) -> None:
        """Keep *values* and the *path* that error messages name."""
        self._values = values
        self._path = path

    def __str__(self) -> str:
        """Refuse to print a whole list.

        Raises:
            TypeError: always, naming the list.
        """
        raise TypeError(f"{self._path} is a list; loop over it and print the fields of its items.")

    def __len__(self) -> int:
        """Return how many items there are."""
        return len(self._values)

    def __iter__(self) -> Iterator[object]:
        """Return the items one after the other, as a template may see them."""
        return (self[index] for index in range(len(self)))

    def __getitem__(self, index: object) -> object:
        """Return the item at a whole-number *index*; `Unfilled` where there is none."""
        if isinstance(index, bool) or not isinstance(index, int) or not -len(self) <= index < len(self):
            return Unfilled(name=f"{self._path}[{index}]")
        return show(self._values[index], f"{self._path}[{index}]")


def look(view: View, name: object) -> object:
    """Return what field *name* of *view* holds, itself as a view; `Unfilled` where it is empty.

    Raises:
        UnknownField: the model has no such field.
        UnprintableText: the text holds a control or direction character.
    """
    value, path = view._value, f"{view._path}.{name}"  # noqa: SLF001 - a View has no public attributes by design
    if isinstance(value, BaseModel):
        names = list(type(value).model_fields)
        if name not in names:
            raise UnknownField(
                f"There is no field {path!r}; the fields here are {', '.join(names)}.",
                zh=f"没有字段 {path!r}；可用字段：{'、'.join(names)}。",
                field=path,
            )
        return show(getattr(value, str(name)), path)
    return show(value.get(str(name)), path)


def show(value: object, path: str) -> object:
    """Return *value* as a template may see it: a view, a list of views, or a plain clean value.

    Raises:
        UnprintableText: the text holds a control or direction character.
    """
    if value is None or value == "":
        return Unfilled(name=path)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return clean(value, path)
    if isinstance(value, BaseModel | Mapping):
        return View(value, path)
    if isinstance(value, Sequence):
        return ListView(value, path)
    return value


def clean(text: str, path: str) -> str:
    """Return *text* composed (NFC) and without invisible joiners.

    Raises:
        FieldTooLong: it is longer than any paper.
        UnprintableText: it holds a control, direction, private or unassigned character.
    """
    if len(text) > LONGEST_FIELD:
        raise FieldTooLong(
            f"{path} holds {len(text)} characters, more than the {LONGEST_FIELD} that a paper can print; "
            "shorten it, or attach it as evidence.",
            zh=f"“{path}”有 {len(text)} 个字符，超过文书可打印的 {LONGEST_FIELD} 个；请精简，或作为证据材料附卷。",
            field=path,
        )
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    for place, char in enumerate(text):
        if char in _BIDI or (unicodedata.category(char) in _REFUSED and not _is_text(char)):
            raise _unprintable(char, path, place + 1)
    return text


def _is_text(char: str) -> bool:
    """Tell whether *char* ends a line or a column, or lies on the planes of Han characters.

    Of those that Unicode took up after this Python was made, Python knows none. They stand in people's names; whether
    a font can print them is the printer's to say.
    """
    return char in "\n\t" or (0x20000 <= ord(char) <= 0x3FFFD and ord(char) & 0xFFFF < 0xFFFE)


def _unprintable(char: str, path: str, place: int) -> UnprintableText:
    code = f"U+{ord(char):04X}"
    if unicodedata.category(char) == "Co":
        return UnprintableText(
            f"{path} holds {code} as character {place}, a private one that shows on one machine only; type the "
            "character that the standard has for it, or write as the identity card does.",
            zh=f"“{path}”第 {place} 个字符为 {code}（自造字，只在个别电脑上能显示），请改用国家标准编码中的字，"
            "或者照身份证件上的写法重新输入。",
            field=path,
        )
    return UnprintableText(
        f"{path} holds {code} as character {place}, which may hide what the paper says; delete it and save again.",
        zh=f"“{path}”第 {place} 个字符为 {code}（控制或方向字符），请删除后重新保存。",
        field=path,
    )
