"""A reader of DER (ITU-T X.690) that takes one spelling of each value only, so that no byte can change unseen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

INTEGER, BITS, OCTETS, NULL, OID, SEQUENCE, SET = 0x02, 0x03, 0x04, 0x05, 0x06, 0x30, 0x31
GENERALIZED_TIME = 0x18


class NotDer(ValueError):
    """These bytes are not the DER that was expected here; the file is damaged or was changed."""


@dataclass(frozen=True)
class Node:
    """One value: its tag byte, its content, and the bytes it was read from."""

    tag: int
    content: bytes
    raw: bytes

    def children(self) -> list[Node]:
        """Return the values inside this one.

        Raises:
            NotDer: its content is not a row of DER values.
        """
        return list(_row(self.content))

    def expect(self, tag: int) -> Node:
        """Return this value if it carries *tag*.

        Raises:
            NotDer: it carries another.
        """
        if self.tag != tag:
            raise NotDer(f"expected tag {tag:#04x}, found {self.tag:#04x}")
        return self

    def oid(self) -> str:
        """Return an object identifier in dotted form.

        Raises:
            NotDer: it is not one.
        """
        return _dotted(self.expect(OID).content)

    def integer(self) -> int:
        """Return a whole number.

        Raises:
            NotDer: it is not one, or not in its shortest form.
        """
        raw = self.expect(INTEGER).content
        if not raw or (len(raw) > 1 and raw[0] in (0, 0xFF) and (raw[0] ^ raw[1]) < 0x80):
            raise NotDer("a whole number is not in its shortest form")
        return int.from_bytes(raw, "big", signed=True)

    def time(self) -> datetime:
        """Return a GeneralizedTime in UTC, with fractions of a second where it has them.

        Raises:
            NotDer: it is not one.
        """
        text = self.expect(GENERALIZED_TIME).content.decode("ascii", "replace")
        layout = "%Y%m%d%H%M%S.%fZ" if "." in text else "%Y%m%d%H%M%SZ"
        try:
            return datetime.strptime(text, layout).replace(tzinfo=UTC)
        except ValueError as error:
            raise NotDer(f"not a time: {text!r}") from error


def read(content: bytes) -> Node:
    """Return the one value that *content* is.

    Raises:
        NotDer: it is not DER, or bytes are left over.
    """
    nodes = list(_row(content))
    if len(nodes) != 1:
        raise NotDer(f"expected one value, found {len(nodes)}")
    return nodes[0]


def first(content: bytes) -> Node:
    """Return the value with which *content* begins.

    Raises:
        NotDer: it does not begin with one.
    """
    node = next(_row(content), None)
    if node is None:
        raise NotDer("expected a value, found nothing")
    return node


def _row(content: bytes) -> Iterator[Node]:
    at = 0
    while at < len(content):
        tag = content[at]
        if tag & 0x1F == 0x1F or at + 1 >= len(content):
            raise NotDer("a tag that is not used in signatures")
        length, start = _length(content, at + 1)
        end = start + length
        if end > len(content):
            raise NotDer("a value is longer than what holds it")
        yield Node(tag, content[start:end], content[at:end])
        at = end


def _length(content: bytes, at: int) -> tuple[int, int]:
    first = content[at]
    if first < 0x80:
        return first, at + 1
    count = first & 0x7F
    raw = content[at + 1 : at + 1 + count]
    if not 1 <= count <= 4 or len(raw) != count or not raw[0]:
        raise NotDer("a length is not in its shortest form")
    length = int.from_bytes(raw, "big")
    if length < 0x80:
        raise NotDer("a length is not in its shortest form")
    return length, at + 1 + count


def _dotted(raw: bytes) -> str:
    if not raw or raw[-1] & 0x80:
        raise NotDer("an object identifier is cut off")
    numbers, value = [], 0
    for byte in raw:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(value)
            value = 0
    head = min(numbers[0] // 40, 2)
    return ".".join(map(str, [head, numbers[0] - 40 * head, *numbers[1:]]))
