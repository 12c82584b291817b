"""The only door to SpiffWorkflow 3.2.0: its task tree, its states and the hooks that our elements fill.

Hewei keeps SpiffWorkflow's core (Task, TaskSpec, WorkflowSpec, Workflow) and replaces by subclassing what
goes silently wrong above it: prediction, history in the tree, data merging and the BPMN parser.
Nothing is patched.
"""

from __future__ import annotations

from importlib import metadata

from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.event import Event
from SpiffWorkflow.util.task import TaskState
from SpiffWorkflow.workflow import Workflow

VERIFIED = "3.2.0"
if metadata.version("SpiffWorkflow") != VERIFIED:  # pragma: no cover - a wrong installation
    raise ImportError(f"SpiffWorkflow {VERIFIED} is needed; the hooks used here are only verified for it")

FUTURE: int = TaskState.FUTURE
WAITING: int = TaskState.WAITING
READY: int = TaskState.READY
STARTED: int = TaskState.STARTED
COMPLETED: int = TaskState.COMPLETED
ERROR: int = TaskState.ERROR
CANCELLED: int = TaskState.CANCELLED

__all__ = [
    "CANCELLED",
    "COMPLETED",
    "ERROR",
    "FUTURE",
    "READY",
    "STARTED",
    "WAITING",
    "Event",
    "Task",
    "TaskSpec",
    "Workflow",
    "WorkflowSpec",
]
