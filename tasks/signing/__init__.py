"""Signing: the institution's seal under papers and packages, and the test authority that stands in for a real one.

A `Seal` (workflows.usecases.assemble_package) is all that the product asks for; `LocalSeal` keeps the key in a
file. A CA's service, a court's seal or an SM2 device each become another class with the same two methods.
"""

from __future__ import annotations

from tasks.signing.authority import TestAuthority
from tasks.signing.seal import LocalSeal

__all__ = ["LocalSeal", "TestAuthority"]
