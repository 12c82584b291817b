"""What a warm worker process does: compose and print one paper after the other, within bounds."""

from __future__ import annotations

import os
import resource
import signal
import tempfile
import threading
import time
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from shutil import rmtree

from tasks.printers import print_paper, warm_printer
from tasks.printers.bounds import bounded, limit_memory
from tasks.printers.ofd import print_ofd
from workflows.documents import Rendered
from workflows.tidying import tidy_seldom
from workflows.usecases.compose_paper import PaperOrder, render_order

SECONDS = 30.0
MEGABYTES = 1024
BEHIND = 5
"""How far a printer stands behind whoever answers people: nobody waits at a screen for a paper's last second."""
YOUNG = 50_000
"""A paper makes many short-lived objects and few rings; looking for them so seldom saves a tenth."""


@dataclass(frozen=True, kw_only=True)
class Finished:
    """One paper as the worker gives it back: both files and what they were made from.

    `memory` is the worker's largest so far in MB, `processor` the seconds of processor time that the paper took.
    """

    pdf: bytes
    docx: bytes
    pages: int
    template_version: str
    data_digest: str
    check_code: str
    ofd: bytes
    worker: int
    memory: float
    processor: float


def start(fonts: Path, room: Path) -> None:
    """Get a new worker ready: fonts loaded, memory bounded, signals left to the parent, gone when the parent is.

    What libraries write on the way, 29 MB of faces for each worker, goes to *room*, which the parent takes away:
    a process that ends at once leaves it behind.
    """
    tempfile.tempdir = str(room)
    os.nice(BEHIND)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_leave_with_parent, args=(room,), daemon=True).start()
    warm_printer(fonts)
    limit_memory(MEGABYTES)
    tidy_seldom(YOUNG)


def make(order: PaperOrder, fonts: Path, seconds: float = SECONDS, *, ofd: bool = False) -> Finished:
    """Return the paper that *order* describes, printed within *seconds*; with *ofd* as OFD, too.

    Raises:
        TemplateTookTooLong: it was not done in time.
        TemplateTookTooMuch: it wanted too much memory.
        TemplateFault: the template cannot be used; file, line and field are named.
        MissingValue: the paper must state a value that the case does not have.
        UnprintableCharacter: no font can print a character.
    """
    began = time.process_time()
    with bounded(seconds, order.template):
        rendered = render_order(order)
        printed = print_paper(rendered, fonts)
        archived = _archived(order, rendered, printed.pdf) if ofd else b""
    return Finished(
        pdf=printed.pdf,
        docx=printed.docx,
        pages=printed.pages,
        template_version=rendered.template_version,
        data_digest=rendered.data_digest,
        check_code=rendered.check_code,
        ofd=archived,
        worker=os.getpid(),
        processor=time.process_time() - began,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _archived(order: PaperOrder, rendered: Rendered, pdf: bytes) -> bytes:
    ident = sha256(order.paper_id.encode()).hexdigest()[:32]
    return print_ofd(pdf, title=rendered.title, document_id=ident, made_on=order.context.made_on)


def _leave_with_parent(room: Path) -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        rmtree(room, ignore_errors=True)
        os._exit(0)
