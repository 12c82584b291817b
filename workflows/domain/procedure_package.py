"""A procedure on its way to another place: one ZIP with everything that it calls, and a list of what is in it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from pydantic import BaseModel, ConfigDict, ValidationError

from workflows.domain.unpacking import UnpackingLimits, unpacked
from workflows.errors import ProcedurePackageRefused

LIST = "package.json"
FORMAT = "hewei-procedure-1"
LIMITS = UnpackingLimits(size=50_000_000, members=2_000, depth=1)
WRONG = {
    "size": ("it becomes too large when it is unpacked", "解开之后过大"),
    "members": ("it holds too many files", "文件过多"),
    "depth": ("it holds another packed file", "里面还套着压缩文件"),
    "locked": ("it is locked with a password", "设有密码"),
    "macro": ("it holds macros", "含有宏"),
    "broken": ("it is no ZIP, or a damaged one", "不是 ZIP，或者已经损坏"),
}


class Contents(BaseModel):
    """What a package says of itself: the procedure, the papers that its steps name, the sha256 of every file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: str
    procedure: str
    title: str
    papers: tuple[str, ...] = ()
    files: Mapping[str, str]


@dataclass(frozen=True)
class Package:
    """A package that was read: what it says of itself, and its files by path."""

    contents: Contents
    files: Mapping[str, bytes]


def packed(procedure: str, title: str, papers: tuple[str, ...], files: Mapping[str, bytes]) -> bytes:
    """Return the package of these files; the same files always give the same bytes."""
    digests = {path: sha256(files[path]).hexdigest() for path in sorted(files)}
    contents = Contents(format=FORMAT, procedure=procedure, title=title, papers=papers, files=digests)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, LIST, json.dumps(contents.model_dump(), ensure_ascii=False, indent=1).encode())
        for path in digests:
            _put(archive, path, files[path])
    return out.getvalue()


def _put(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    member = zipfile.ZipInfo(path, date_time=(1980, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, content)


def opened(content: bytes) -> Package:
    """Return what is in a package, every file as it was packed.

    Raises:
        ProcedurePackageRefused: it is no package, it is hostile, or files are missing, changed or beyond its list.
    """
    wrong = unpacked(content, LIMITS).wrong
    if wrong:
        raise _refused(*WRONG[wrong])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if len(names) != len(set(names)):
            raise _refused("two of its files bear one name", "有两个文件同名")
        files = {name: archive.read(name) for name in names}
    contents = _contents(files.pop(LIST, b""))
    for path in sorted({*files, *contents.files}):
        if path not in files:
            raise _refused(f"{path} is missing", f"缺少文件 {path}")
        if contents.files.get(path) != sha256(files[path]).hexdigest():
            raise _refused(f"{path} is not what was packed", f"文件 {path} 与装包时不同")
    return Package(contents, files)


def _contents(text: bytes) -> Contents:
    try:
        contents = Contents.model_validate_json(text)
    except ValidationError as error:
        raise _refused(f"its {LIST} is missing or cannot be read", f"没有 {LIST}，或者读不出") from error
    if contents.format != FORMAT:
        raise _refused(f"its format is {contents.format[:40]!r}", f"格式是 {contents.format[:40]!r}")
    return contents


def _refused(why: str, why_zh: str) -> ProcedurePackageRefused:
    return ProcedurePackageRefused(
        f"This is no procedure that can be taken over: {why}; have it exported again.",
        zh=f"不能导入这个程序包：{why_zh}；请对方重新导出。",
    )
