"""Verify the audit: read every row again, and compare what stands with every head that was signed."""

from __future__ import annotations

from dataclasses import dataclass, field

from workflows.domain.audit import AuditBreak, AuditHead, broken_at, seed
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.audit.sign_heads import SignedHeads, signed_heads
from workflows.vault.signer import holds

BATCH = 5000


@dataclass
class AuditReport:
    """What was found: rows and signed heads looked at, and every break; no break means that the audit holds."""

    rows: int = 0
    signatures: int = 0
    breaks: list[AuditBreak] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Return whether nothing is broken."""
        return not self.breaks


def verify_audit(app: App, *, public: str = "") -> AuditReport:
    """Return what became of the audit; *public* is the key that signed the heads, as it was noted elsewhere.

    The first broken row of each lane is named. A lane that is shorter than a signed head is `cut`; one that holds in
    itself but has another row where a head was signed is `rewritten`; a head that nobody signed is `forged`.

    Raises:
        HeadsUnreadable: the file of signed heads was damaged.
    """
    report = AuditReport()
    lines = signed_heads(app)
    wanted = _genuine(lines, public or app.signer.public(), report)
    with app.store.read() as tx:
        for lane in sorted({*tx.audit.lanes(), *wanted}):
            _walk(tx, lane, wanted.get(lane, {}), report)
    return report


def _genuine(lines: list[SignedHeads], public: str, report: AuditReport) -> dict[int, dict[int, str]]:
    """Return {lane: {row: hash}} of the heads that *public* signed."""
    wanted: dict[int, dict[int, str]] = {}
    for number, line in enumerate(lines, start=1):
        report.signatures += 1
        if line.public != public or not holds(public, line.content(), bytes.fromhex(line.signature)):
            report.breaks.append(AuditBreak(lane=-1, seq=number, rule="forged"))
            continue
        for lane, seq, digest in line.heads:
            wanted.setdefault(lane, {})[seq] = digest
    return wanted


def _walk(tx: Tx, lane: int, wanted: dict[int, str], report: AuditReport) -> None:
    head = AuditHead(lane=lane, seq=0, hash=seed(lane))
    while rows := tx.audit.after(lane, head.seq, limit=BATCH):
        broken, head = broken_at(head, rows)
        stands = {row.seq: row.hash for row in rows if row.seq <= head.seq}
        report.rows += len(stands)
        other = next((seq for seq, hash_ in stands.items() if wanted.get(seq, hash_) != hash_), None)
        if other is not None:
            broken = AuditBreak(lane=lane, seq=other, rule="rewritten")
        if broken is not None:
            report.breaks.append(broken)
            return
    last = max(wanted, default=0)
    if last > head.seq:
        report.breaks.append(AuditBreak(lane=lane, seq=head.seq + 1, rule="cut"))
