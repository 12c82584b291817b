"""The scans that a court gets: the agreement as it was signed by hand, and what proves who the parties are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from workflows.domain.attachment import Attachment, AttachmentKind, AttachmentStatus
from workflows.domain.file_kind import ENDINGS, FileKind
from workflows.domain.package import SCAN, Role
from workflows.domain.signing import Signing, SigningKind
from workflows.errors import PackageNotReady

ROLES: Mapping[AttachmentKind, Role] = MappingProxyType(
    {
        AttachmentKind.APPLICATION: Role.APPLICATION,
        AttachmentKind.AGREEMENT: Role.AGREEMENT,
        AttachmentKind.IDENTITY: Role.IDENTITY,
        AttachmentKind.AUTHORITY: Role.AUTHORITY,
        AttachmentKind.PROPERTY: Role.PROPERTY,
        AttachmentKind.UNDERTAKING: Role.UNDERTAKING,
    }
)
"""What each kind of attachment is for the court, in the order of the package."""

TITLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.APPLICATION: "司法确认申请书（签名件扫描）",
        Role.AGREEMENT: "调解协议书（签名件扫描）",
        Role.IDENTITY: "当事人身份证明（扫描）",
        Role.AUTHORITY: "授权委托书、资格证明（扫描）",
        Role.PROPERTY: "财产权利证明（扫描）",
        Role.UNDERTAKING: "承诺书（签名件扫描）",
    }
)

UNSIGNED: Mapping[Role, frozenset[str]] = MappingProxyType(
    {
        Role.APPLICATION: frozenset({"confirmation-application"}),
        Role.AGREEMENT: frozenset({"agreement", "oral-agreement"}),
        Role.UNDERTAKING: frozenset({"undertaking"}),
    }
)
"""The papers that only were printed to be signed; where the signed scan goes to the court, they stay."""


@dataclass(frozen=True, kw_only=True)
class PackageScan:
    """One file as it was scanned or brought, and what it is for the court."""

    role: Role
    sha256: str
    media_type: str

    @property
    def title(self) -> str:
        """Return what the manifest calls it."""
        return TITLES[self.role]

    def name(self, number: int) -> str:
        """Return its name in the package, where it is the scan with this *number*."""
        return f"{SCAN}{number:02d}-{self.role.value}.{ENDINGS[FileKind(self.media_type)]}"


def package_scans(signing: Signing | None, attachments: Iterable[Attachment]) -> tuple[PackageScan, ...]:
    """Return the scans of a case that go to the court, each file once, in the order of the package.

    *signing* is the signing that was completed here, if any.

    Raises:
        PackageNotReady: one of them was not looked through for viruses yet.
    """
    found = {each.sha256: each for each in (*_signed(signing), *_brought(attachments))}
    order = list(ROLES.values())
    return tuple(sorted(found.values(), key=lambda each: order.index(each.role)))


def unsigned_templates(signing: Signing | None, scans: Sequence[PackageScan]) -> frozenset[str]:
    """Return the templates whose papers stay because their signed scan goes; one signed on a tablet bears its ink."""
    drawn = {signing.template} if signing and signing.kind is SigningKind.TABLET else set()
    return frozenset().union(*(UNSIGNED.get(each.role, frozenset()) for each in scans)) - drawn


def _signed(signing: Signing | None) -> Iterator[PackageScan]:
    if signing is not None and signing.kind is SigningKind.SCAN:
        for scan in signing.scans:
            yield PackageScan(role=Role.AGREEMENT, sha256=scan.sha256, media_type=scan.media_type)


def _brought(attachments: Iterable[Attachment]) -> Iterator[PackageScan]:
    for each in attachments:
        if each.kind is AttachmentKind.OTHER or each.status is AttachmentStatus.REFUSED:
            continue
        if not each.readable:
            raise PackageNotReady(
                "A scan is still being looked through for viruses; the package is filed when it is.",
                zh="有扫描件正在查毒；查完后自动移送。",
            )
        yield PackageScan(role=ROLES[each.kind], sha256=each.sha256, media_type=each.media_type)
