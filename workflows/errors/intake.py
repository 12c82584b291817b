"""Refusals of what comes in: attachments, tables of former cases, identity numbers."""

from __future__ import annotations

from workflows.errors.ground import Conflict, InvalidInput, NotFound


class FileEmpty(InvalidInput):
    """This file is empty; choose it again, or take the photo once more."""


class FileTooLarge(InvalidInput):
    """This file is larger than a case takes; send a smaller one, such as a photo of less resolution."""


class FileKindRefused(InvalidInput):
    """A case takes JPEG, PNG, WebP, PDF, OFD, DOCX, XLSX, text, sound, film and ZIP; save it as one of these."""


class PhotoKindRefused(InvalidInput):
    """This photo is in HEIC; set the phone's camera to "most compatible", or send it as JPEG."""


class ScanKindRefused(InvalidInput):
    """What goes to the court is PDF, JPEG, PNG or WebP; save this file as PDF, or take a photo of it."""


class UnknownAttachmentKind(InvalidInput):
    """There is no such kind of attachment; choose one of the list."""


class PackedFileRefused(InvalidInput):
    """This packed file cannot be looked into safely; the reason is named, send its parts one by one."""


class TooManyFiles(InvalidInput):
    """The case would hold more files than it may; leave out what is not needed."""


class UnknownAttachment(NotFound):
    """There is no such attachment, or it is not yours to see; look at the case's list of attachments."""


class AttachmentWaits(Conflict):
    """This file is still being looked through for viruses; try again in a minute."""


class AttachmentInfected(Conflict):
    """The virus scanner refused this file, so nobody can open it; ask whoever brought it for a clean copy."""


class ScannerSilent(Conflict):
    """The virus scanner does not answer as it should; the file waits and is looked through later."""


class UnreadableTable(InvalidInput):
    """This is no table that Hewei can read; save it as XLSX, or as CSV in UTF-8 or GB 18030."""


class TableTooLarge(InvalidInput):
    """This table is larger than can be taken over at once; cut it into several files."""


class HeadingsMissing(InvalidInput):
    """The first line of the table must hold the headings of its columns; add them."""


class MappingRefused(InvalidInput):
    """These columns cannot be taken over so: what is missing or named twice is said; choose again."""


class UnknownImport(NotFound):
    """There is no such import, or it is not yours to see; look at the list of imports."""


class ImportNotReady(Conflict):
    """This import cannot be taken over now; it is done, undone, or lines of it have errors."""


class ImportMovedOn(Conflict):
    """Something has happened to cases of this import, so it cannot be undone as a whole; the cases are named."""
