"""From a bundle's files to a plan: read, check that it can run as drawn, build."""

from __future__ import annotations

from hashlib import sha256

from workflows.domain.procedure import Bundle
from workflows.engine.build import build
from workflows.engine.dmn.join import joined
from workflows.engine.dmn.read import read_model
from workflows.engine.drawing.model import Process
from workflows.engine.drawing.read import read_processes
from workflows.engine.plan import Plan
from workflows.engine.runnable import check_runnable
from workflows.engine.tables import Tables
from workflows.errors import RefusedDiagram


def digest_of(bundle: Bundle) -> str:
    """Return the sha256 of the bundle: its procedure and every file by path, in any order of reading."""
    total = sha256(f"hewei\0{bundle.procedure}\0".encode())
    for path in sorted(bundle.files):
        data = bundle.files[path]
        total.update(f"{len(path.encode())}\0{path}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()


def load_plan(bundle: Bundle, digest: str) -> Plan:
    """Return the plan of the bundle.

    Raises:
        RefusedDiagram: a diagram that would not run as drawn.
        RefusedTable: a decision table that cannot be used.
        RefusedXml: a file that is not safe to read.
    """
    processes: dict[str, Process] = {}
    for path in sorted(bundle.files):
        if path.endswith((".bpmn", ".bpmn2", ".bpmn20.xml")):
            for process in read_processes(bundle.files[path], path):
                _add(processes, process)
    if bundle.procedure not in processes:
        raise RefusedDiagram(
            f"The bundle holds no process with the id {bundle.procedure!r} "
            f"(it holds {', '.join(processes) or 'none'}). Click the pool or the empty canvas of the diagram and set "
            f"the process id under “General” to {bundle.procedure}.",
            zh=f"图中没有编号为 {bundle.procedure} 的流程（现有：{'、'.join(processes) or '无'}）。"
            f"请在图上点选泳池或者空白处，在“一般”中把流程的编号改为 {bundle.procedure}。",
            procedure=bundle.procedure,
        )
    models = [read_model(bundle.files[path], path) for path in sorted(bundle.files) if path.endswith(".dmn")]
    tables = Tables(joined(models))
    ordered = {bundle.procedure: processes[bundle.procedure], **processes}
    check_runnable(ordered, tables)
    return build(bundle.procedure, digest, ordered, tables)


def _add(processes: dict[str, Process], process: Process) -> None:
    if process.id in processes:
        first = processes[process.id].file
        raise RefusedDiagram(
            f"The process {process.id!r} is drawn twice, in {first} and in {process.file}; keep one.",
            zh=f"流程 {process.id!r} 在 {first} 和 {process.file} 中重复；请保留一个。",
            process=process.id,
        )
    processes[process.id] = process
