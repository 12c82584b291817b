"""Refusals and faults of documents and their templates."""

from __future__ import annotations

from workflows.errors.ground import Conflict, Fault, Forbidden, InvalidInput, NotFound


class UnknownTemplate(NotFound):
    """There is no document with this id; look at the folders under templates/ for the ids there are."""


class RenderWishRefused(InvalidInput):
    """A paper is written from a case or a sample, into a file that ends in .pdf, .docx, .ofd, .html or .txt."""


class TemplateFault(Fault):
    """This template cannot be used; correct the line named, then make the paper again."""


class TemplateSyntaxFault(TemplateFault):
    """This template is not written correctly; correct the line named."""


class UnknownField(TemplateFault):
    """This template names a field that the case document does not have; look at the list of fields."""


class ForbiddenInTemplate(TemplateFault):
    """This template does what none may do; it may print fields, loop over lists and use the filters named."""


class PaperTooLong(TemplateFault):
    """This paper grows beyond what one document may hold; look for a loop or a field that is far too long."""


class UnprintableElement(TemplateFault):
    """A template uses an element that paper does not know; use only those named in templates/layout/README.md."""


class BrokenDocumentFile(TemplateFault):
    """The document.toml or sample.yaml of this document cannot be used; correct the place named."""


class FieldTooLong(InvalidInput):
    """A field holds more text than any paper can print; shorten it, or attach it as evidence."""


class TemplateTookTooLong(TemplateFault):
    """The template does not come to an end in the time allowed; look for loops inside loops."""


class TemplateTookTooMuch(TemplateFault):
    """The template needs more memory than allowed; look for loops inside loops and for texts joined again and again."""


class RefusedTemplate(InvalidInput):
    """This template cannot be used; file, line and field are named, correct them and try again."""


class UnknownTemplateVersion(NotFound):
    """There is no such version of this document; choose one from its list of versions."""


class TemplateNotDrafted(Conflict):
    """There is no draft of this document in the state that this needs; look at the page again."""


class FourEyesNeeded(Forbidden):
    """Who wrote or proposed this version cannot also publish it; ask a colleague to look at it and publish."""


class ProcedureNotProposed(Conflict):
    """Here one designer proposes and another publishes: propose the procedure as it stands now first."""


class UnknownPaperCheck(NotFound):
    """No paper with this number and check code was made here; compare both with the paper, character by character."""


class DossierNotReady(Conflict):
    """A paper of the dossier is still being made, or could not be made; the dossier is bound when all are there."""


class MissingValue(InvalidInput):
    """The paper must state a value that the case does not have yet; fill in the field named and print again."""


class PaperNotByHand(Conflict):
    """A step of the procedure has this paper made, or it is another body's to make; choose one of the list offered."""


class UnprintableText(InvalidInput):
    """A field holds a control or direction character that may hide what a paper says; delete it and save again."""
