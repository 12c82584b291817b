"""Refusals and faults of parties' links, of signings and of notices."""

from __future__ import annotations

from workflows.errors.ground import Conflict, Fault, InvalidInput, NotFound, Refused


class PartyCodeRefused(Refused):
    """The link or the code is not right, or was used before; check it, or ask the mediation centre for a new one."""

    status = 403


class PartyNotIn(Refused):
    """Your visit has ended; open the link from your letter or message again and enter a new code."""

    status = 401


class UnknownPartyLink(NotFound):
    """The case has no such link of a party; look at its list of links."""


class NoWayToParty(Conflict):
    """There is no telephone number or channel to send a code to; hand over the printed letter instead."""


class AlreadyRated(Conflict):
    """You have said how content you are; nothing was changed."""


class UnknownWish(InvalidInput):
    """Choose one of the answers from the list, then send it again."""


class NothingBrought(InvalidInput):
    """No file was chosen; choose a photo or file, then send it."""


class UnknownSigning(NotFound):
    """There is no such signing, or it is not yours to see; look at the case's page."""


class SigningNotOpen(Conflict):
    """This signing has ended or is void; look at it again before anybody signs."""


class PaperNotReady(Conflict):
    """The paper to be signed is still being made; wait a moment and open the page again."""


class PaperChanged(Conflict):
    """What the paper says was changed after it was shown; read the new paper and sign that one."""


class SigningKindRefused(Conflict):
    """The law does not allow this way of signing for such a dispute; print the paper and sign it by hand."""


class StrokesRefused(InvalidInput):
    """No signature was found; write your name by hand in the field, then hand it in."""


class NotASigner(NotFound):
    """This person is not among those who sign this paper; look at the list of signers."""


class AlreadySigned(Conflict):
    """This person has signed already; nothing was changed."""


class IdentityUnchecked(InvalidInput):
    """Say how it was made sure who signs; choose one of the ways from the list."""


class ScanMissing(InvalidInput):
    """The scanned paper is missing; upload it as PDF or as photos before confirming signatures."""


class ScanRefused(InvalidInput):
    """A scan is a PDF, a JPEG or a PNG, at most twelve files; convert it, then upload it again."""


class ChannelUnknown(InvalidInput):
    """There is no such channel here; choose one from the list, or name its plug-in in HEWEI_CHANNELS."""


class AddressRefused(InvalidInput):
    """Notices cannot be sent to this address; correct it, or ask the administrator which addresses are allowed."""


class ChannelUnavailable(Fault):
    """The channel did not answer or refused for now; the notice is kept and tried again later."""


class ChannelRefused(Fault):
    """The channel refused this notice for good; look at the address and at the channel's settings."""


class UnreadableNoticeTable(Fault):
    """The table of notices or of signing rules cannot be used; correct the file and the line that are named."""
