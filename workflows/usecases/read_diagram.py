"""Read a diagram of the version that a case runs on."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.errors import UnknownProcedureFile
from workflows.usecases.access import opened_case
from workflows.usecases.app import App
from workflows.usecases.find_version import find_version


def read_diagram(app: App, actor: Actor, case_id: str, process: str) -> bytes:
    """Return the diagram of *process* as it was published with the case's version.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to see.
        UnknownProcedureFile: the version holds no such diagram.
    """
    with app.store.read() as tx:
        version = find_version(app, tx, opened_case(tx, actor, case_id).case.version)
    path = f"{process}/{process}.bpmn"
    if version is None or path not in version.bundle.files:
        raise UnknownProcedureFile(zh=f"这个版本没有流程图 {process!r}。", file=path)
    return version.bundle.files[path]
