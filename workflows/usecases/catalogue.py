"""The shelf: stock procedures, packs and law, read from the site's folder, the wheel or the checkout."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from workflows.domain.capacity import FILE as CAPACITY
from workflows.domain.capacity import CapacityLaw, parse_capacity, stock_capacity
from workflows.domain.interest import FILE as INTEREST
from workflows.domain.interest import InterestLaw, parse_interest, stock_interest
from workflows.domain.law import Law
from workflows.domain.pack import Pack
from workflows.domain.procedure import Bundle
from workflows.errors import BrokenPack, UnknownPack, UnknownProcedure
from workflows.resources import data
from workflows.usecases.load_law import load_law

KEPT = (".bpmn", ".dmn", ".json", ".toml")

Reach = Callable[[bytes], tuple[frozenset[str], frozenset[str]]]


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """One procedure on the shelf: its folder's words and files (path relative to bpmn/procedures)."""

    id: str
    title: str
    title_en: str = ""
    kind: str = "part"
    law: tuple[str, ...] = ()
    phases: tuple[Mapping[str, str], ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    scenarios: Mapping[str, bytes] = field(default_factory=dict)
    readme: str = ""

    @property
    def diagram(self) -> bytes:
        """Return the diagram named like the procedure."""
        return self.files[f"{self.id}/{self.id}.bpmn"]


class Catalogue:
    """Reads `bpmn/` once and answers from memory; a changed shelf is seen by a new Catalogue."""

    def __init__(self, reach: Reach, site: Path | None = None, packs: Path | None = None) -> None:
        """Take *reach*, which tells the procedures and tables a diagram calls, the site's folder and its own packs."""
        self._reach = reach
        self._own_packs = packs
        self.root: Traversable = data("bpmn", site)
        self._laws: dict[str, Law] = {}
        self._shelved: dict[tuple[str, str], Shelved] = {}

    @cached_property
    def procedures(self) -> Mapping[str, Shelved]:
        """Every stock procedure by id."""
        folder = self.root / "procedures"
        return {each.name: _shelved(each) for each in _folders(folder) if (each / "procedure.toml").is_file()}

    def procedure(self, procedure: str, pack: str = "") -> Shelved:
        """Return one procedure as it stands in *pack*: the pack's files lie over the stock ones.

        Raises:
            UnknownProcedure: there is none with this id.
        """
        known = self._shelved.get((procedure, pack))
        if known is None:
            known = self._shelved[procedure, pack] = self._found(procedure, pack)
        return known

    def _found(self, procedure: str, pack: str) -> Shelved:
        own = self._own_procedure(pack, procedure) if pack else None
        stock = self.procedures.get(procedure)
        if own is not None:
            return _shelved(own) if stock is None else _overlaid(stock, own)
        if stock is None:
            raise UnknownProcedure(
                f"There is no procedure {procedure!r}; there are {', '.join(self.procedures)}.",
                zh=f"没有名为 {procedure!r} 的程序；现有：{'、'.join(self.procedures)}。",
                procedure=procedure,
            )
        return stock

    def bundle(
        self, procedure: str, pack: str = "", drafts: Mapping[str, Mapping[str, bytes]] | None = None
    ) -> Bundle:
        """Return *procedure* with every part it reaches; files in *drafts* ({procedure: files}) go first."""
        files: dict[str, bytes] = {}
        todo, seen = [procedure], set[str]()
        while todo:
            current = todo.pop()
            if current in seen:
                continue
            seen.add(current)
            own = dict((drafts or {}).get(current) or self.procedure(current, pack).files)
            files.update(own)
            for name, content in own.items():
                if name.endswith(".bpmn"):
                    todo.extend(sorted(self._reach(content)[0] - seen))
        return Bundle(procedure=procedure, files=dict(sorted(files.items())))

    @cached_property
    def packs(self) -> Mapping[str, Pack]:
        """Every pack by id."""
        shelves = [self.root / "packs", *([self._own_packs] if self._own_packs else [])]
        folders = [each for shelf in shelves for each in _folders(shelf)]
        read = {each.name: _pack(each) for each in folders if (each / "pack.toml").is_file()}
        return {name: pack for name, pack in read.items() if pack is not None}

    @cached_property
    def tiers(self) -> Mapping[str, tuple[str, str]]:
        """The tiers of bodies by id, in order, in Chinese and English."""
        words = tomllib.loads((self.root / "indicators.toml").read_text("utf-8"))["tiers"]
        return {tier: (each["zh"], each["en"]) for tier, each in words.items()}

    def pack_folder(self, pack: str) -> Traversable:
        """Return the folder of a pack: this installation's own goes before the shipped one.

        Raises:
            UnknownPack: there is none with this id, or the id is none that a folder could have.
        """
        for shelf in [*([self._own_packs] if self._own_packs else []), self.root / "packs"]:
            if folder := next((each for each in _folders(shelf) if each.name == pack), None):
                return folder
        raise self._unknown_pack(pack)

    def _own_procedure(self, pack: str, procedure: str) -> Traversable | None:
        folders = _folders(self.pack_folder(pack) / "procedures")
        return next((each for each in folders if each.name == procedure), None)

    def _unknown_pack(self, pack: str) -> UnknownPack:
        return UnknownPack(
            f"There is no pack {pack!r}; there are {', '.join(self.packs)}.",
            zh=f"没有名为 {pack!r} 的辖区包；现有：{'、'.join(self.packs)}。",
            pack=pack,
        )

    def pack(self, pack: str) -> Pack:
        """Return one pack.

        Raises:
            UnknownPack: there is none with this id.
            BrokenPack: its words cannot be read.
        """
        if pack not in self.packs and (self.pack_folder(pack) / "pack.toml").is_file():
            raise BrokenPack(
                f"pack.toml of {pack} cannot be read; `hewei pack check {pack}` names the line.",
                zh=f"辖区包 {pack} 的 pack.toml 无法读取；`hewei pack check {pack}` 会指出哪一行。",
                pack=pack,
            )
        if pack not in self.packs:
            raise self._unknown_pack(pack)
        return self.packs[pack]

    def rows(self, pack: str, table: str) -> list[dict[str, str]]:
        """Return the rows of `<table>.csv` of a pack; a missing file has none."""
        file = self.pack_folder(pack) / f"{table}.csv"
        return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))) if file.is_file() else []

    def digest(self, pack: str) -> str:
        """Return the sha256 of everything that *pack* and its procedure are made of."""
        own = dict(_files(self.pack_folder(pack), pack))
        own.update(self.bundle(self.pack(pack).procedure, pack).files)
        text = sha256()
        for name, content in sorted(own.items()):
            text.update(f"{name}\0{sha256(content).hexdigest()}\0".encode())
        return text.hexdigest()

    def law(self, pack: str = "") -> Law:
        """Return the law of time with what *pack* lays over it."""
        if pack not in self._laws:
            overlay = self.pack_folder(pack) if pack else None
            own = overlay if overlay is not None and (overlay / "law").is_dir() else None
            self._laws[pack] = load_law(self.root, own)
        return self._laws[pack]

    @cached_property
    def interest(self) -> InterestLaw:
        """The law of interest; a site's own folder may hold newer rates."""
        file = self.root / "law" / INTEREST
        return parse_interest(file.read_bytes(), str(file)) if file.is_file() else stock_interest()

    @cached_property
    def capacity(self) -> CapacityLaw:
        """The ages from which people act alone; a site's own folder may hold the law after a change."""
        file = self.root / "law" / CAPACITY
        return parse_capacity(file.read_bytes(), str(file)) if file.is_file() else stock_capacity()

    def again(self) -> Catalogue:
        """Return the same shelf with laws of its own: what governs there changes nothing here."""
        other = copy(self)
        vars(other)["_laws"] = dict(self._laws)
        return other

    def govern(self, pack: str, law: Law) -> None:
        """Answer with *law* when that of *pack* is asked for."""
        self._laws[pack] = law


def drawn(ident: str, files: Mapping[str, bytes]) -> Shelved:
    """Return a procedure that stands on no shelf, from its *files* alone."""
    words = tomllib.loads(files[f"{ident}/procedure.toml"].decode())
    readme = files.get(f"{ident}/README.md", b"").decode("utf-8", "replace")
    return _shelf(ident, files, words, {}, readme)


def _folders(folder: Traversable) -> Iterator[Traversable]:
    if folder.is_dir():
        yield from sorted((each for each in folder.iterdir() if each.is_dir()), key=lambda each: each.name)


def _overlaid(stock: Shelved, folder: Traversable) -> Shelved:
    """Return *stock* with the files of a pack's *folder* laid over it; the scenarios are the pack's own."""
    files = {**stock.files, **_kept(dict(_files(folder, folder.name)))}
    return _from(folder, files, tomllib.loads(files[f"{stock.id}/procedure.toml"].decode()))


def _shelved(folder: Traversable) -> Shelved:
    files = _kept(dict(_files(folder, folder.name)))
    return _from(folder, files, tomllib.loads((folder / "procedure.toml").read_text("utf-8")))


def _kept(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        name: content for name, content in files.items() if "/scenarios/" not in name and name.endswith(KEPT)
    }


def _from(folder: Traversable, files: Mapping[str, bytes], words: Mapping[str, Any]) -> Shelved:
    readme = folder / "README.md"
    played = dict(_files(folder / "scenarios", "scenarios")) if (folder / "scenarios").is_dir() else {}
    return _shelf(
        folder.name,
        files,
        words,
        {n.rsplit("/", 1)[1]: c for n, c in played.items() if n.endswith(".yaml")},
        readme.read_text("utf-8") if readme.is_file() else "",
    )


def _shelf(
    ident: str,
    files: Mapping[str, bytes],
    words: Mapping[str, Any],
    scenarios: Mapping[str, bytes],
    readme: str,
) -> Shelved:
    return Shelved(
        id=ident,
        title=words["title"],
        title_en=words.get("title_en", ""),
        kind=words.get("kind", "part"),
        law=tuple(words.get("law", ())),
        phases=tuple(words.get("phases", ())),
        files=files,
        scenarios=scenarios,
        readme=readme,
    )


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_dir():
            yield from _files(each, f"{prefix}/{each.name}")
        elif not each.name.startswith("."):
            yield f"{prefix}/{each.name}", each.read_bytes()


def _pack(folder: Traversable) -> Pack | None:
    """Return what pack.toml says; None where it cannot be read, so that one bad place stops no other."""
    try:
        words: dict[str, Any] = tomllib.loads((folder / "pack.toml").read_text("utf-8"))
    except tomllib.TOMLDecodeError:
        return None
    return Pack(
        id=folder.name,
        title=words.get("title", folder.name),
        title_en=words.get("title_en", ""),
        place=words.get("place", words.get("title", folder.name)),
        procedure=words.get("procedure", "dispute"),
        sample=bool(words.get("sample", False)),
        numbering=words.get("numbering", {}),
        yellow_days=int(words.get("lights", {}).get("yellow_days", 3)),
        data=words,
    )
