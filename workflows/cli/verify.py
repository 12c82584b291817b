"""`hewei verify`: check a court package or a signed paper offline, without a database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from workflows.clock import CHINA
from workflows.config import read_settings
from workflows.errors import BrokenPackage, HeweiError
from workflows.proof import Sealed, Verified, fingerprint, read_anchor, verify_file
from workflows.proof.anchor import common_name
from workflows.usecases.trusted_roots import trusted_roots

TEST = "测试用"


def verify(
    file: Annotated[Path, typer.Argument(help="材料包 *.zip 或者已签名的 *.pdf / package or signed paper")],
    anchor: Annotated[
        list[str] | None,
        typer.Option(help="信任锚：根证书文件或者其 SHA-256 指纹 / root certificate file or its fingerprint"),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / for programs")] = False,
) -> None:
    """离线核验司法确认材料包；有一处不符即返回 1 并指明。 Check a court package offline; exit 1 at the first break."""
    try:
        anchors = frozenset(map(read_anchor, anchor or [])) or trusted_roots(read_settings())
        found = verify_file(_read(file), anchors=anchors, name=file.name)
    except HeweiError as refused:
        _print_refusal(refused, as_json=as_json)
        raise typer.Exit(1) from refused
    if as_json:
        print(json.dumps(_plain(found), ensure_ascii=False, indent=1))
    else:
        _print(found)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BrokenPackage(
            f"{file} cannot be read: {error.strerror}.",
            zh=f"没有文件 {file}；请核对文件名。"
            if isinstance(error, FileNotFoundError)
            else f"无法读取 {file}（{error.strerror}）。",
            rule="unreadable",
            member=file.name,
        ) from error


def _print(found: Verified | Sealed) -> None:
    console = Console(highlight=False, soft_wrap=True)
    console.print("[bold green]核验通过 / verified[/bold green]")
    for zh, en, value in _lines(found):
        console.print(f"{zh} / {en}: {value}", markup=False)


def _lines(found: Verified | Sealed) -> Iterable[tuple[str, str, str]]:
    seal = found.seal if isinstance(found, Verified) else found
    if isinstance(found, Verified):
        yield "案号", "case", found.manifest.case
        yield "出具单位", "issued by", found.manifest.issuer.name
        for member in found.manifest.members:
            yield member.name, member.role.value, f"{member.title} {member.number} {member.sha256}"
        for role in found.manifest.lacking:
            yield "未附", "not enclosed", role.value
    signer, root = common_name(seal.signer), common_name(seal.root)
    yield "签名", "signed by", f"{signer} ({seal.algorithm})"
    yield "时间戳", "time stamp", seal.at.astimezone(CHINA).isoformat(timespec="seconds")
    yield "信任锚", "trust anchor", f"{root} SHA-256 {fingerprint(seal.root)}"
    if TEST in root:
        yield "注意", "note", "测试证书，不具有法律效力 / a test certificate, without legal force"


def _plain(found: Verified | Sealed) -> dict[str, object]:
    seal = found.seal if isinstance(found, Verified) else found
    plain: dict[str, object] = {
        "ok": True,
        "signer": common_name(seal.signer),
        "signed_at": seal.at.isoformat(),
        "algorithm": seal.algorithm,
        "anchor": fingerprint(seal.root),
        "test": TEST in common_name(seal.root),
    }
    if isinstance(found, Verified):
        plain |= {"manifest_sha256": found.digest, "manifest": found.manifest.model_dump(mode="json")}
    return plain


def _print_refusal(refused: HeweiError, *, as_json: bool) -> None:
    others = refused.others if isinstance(refused, BrokenPackage) else ()
    if as_json:
        found = {"ok": False, **_named(refused), "others": [_named(each) for each in others]}
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print("[bold red]核验不通过 / refused[/bold red]")
    for number, each in enumerate((refused, *others)):
        if number == 1:
            console.print("此外还有 / and also:")
        console.print(f"{each.zh}\n{each.message}", markup=False)


def _named(refused: HeweiError) -> dict[str, str]:
    where = {key: str(value) for key, value in refused.where.items()}
    return {**where, "error": refused.code, "zh": refused.zh, "en": refused.message}
