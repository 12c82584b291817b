"""Every error of Hewei, in one tree; each docstring is the message: what is the case, where, what to do.

HeweiError
├── Refused                     the caller asked for something that cannot be done; nothing was changed
│   ├── InvalidInput            what came in is not what was expected (place and remedy are named)
│   ├── NotFound                no such thing, or not yours to see
│   ├── Forbidden               known to you, but not yours to do
│   └── Conflict                somebody else was first
└── Fault                       something inside broke; it becomes an incident that a person resolves
"""

from __future__ import annotations

from workflows.errors.casework import *  # noqa: F403 - the whole tree, one file an area
from workflows.errors.desk import *  # noqa: F403 - the whole tree, one file an area
from workflows.errors.documents import *  # noqa: F403 - the whole tree, one file an area
from workflows.errors.expressions import *  # noqa: F403 - the whole tree, one file an area
from workflows.errors.ground import *  # noqa: F403 - the whole tree, one file an area
from workflows.errors.identity import *  # noqa: F403 - the whole tree, one file an area
from workflows.errors.intake import *  # noqa: F403 - the whole tree, one file an area
from workflows.errors.parties import *  # noqa: F403 - the whole tree, one file an area
from workflows.errors.printing import *  # noqa: F403 - the whole tree, one file an area
from workflows.errors.procedures import *  # noqa: F403 - the whole tree, one file an area
from workflows.errors.proof import *  # noqa: F403 - the whole tree, one file an area
from workflows.errors.store import *  # noqa: F403 - the whole tree, one file an area
from workflows.errors.time import *  # noqa: F403 - the whole tree, one file an area
from workflows.errors.vault import *  # noqa: F403 - the whole tree, one file an area
