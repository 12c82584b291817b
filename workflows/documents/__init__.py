"""What a letter says: text from templates and case data, pure and sandboxed.

`Templates(*roots).render(template_id, document, context)` is the door; `tasks.printers` makes paper of what it returns.
"""

from workflows.documents.bundle import Bundle
from workflows.documents.catalogue import BODY, INFO, LAYOUT, DocumentInfo
from workflows.documents.context import Body, Line, Mark, PaperContext
from workflows.documents.fields import FieldNote, fields
from workflows.documents.qr import address_of
from workflows.documents.render import Rendered, Sample, Templates, warm_templates

__all__ = [
    "BODY",
    "INFO",
    "LAYOUT",
    "Body",
    "Bundle",
    "DocumentInfo",
    "FieldNote",
    "Line",
    "Mark",
    "PaperContext",
    "Rendered",
    "Sample",
    "Templates",
    "address_of",
    "fields",
    "warm_templates",
]
