"""Name what has no name of its own: `<document>#<kind>-<hash of its content>`, the same on every machine."""

from __future__ import annotations

from hashlib import sha256

from ecograph.graph import mapping
from ecograph.model import Claim


def claim_name(claim: Claim) -> tuple[str, ...]:
    """Return what the IRI of a claim is made of."""
    span = claim.evidence
    return ("claim", *(str(getattr(claim, row[0])) for row in mapping.CLAIM), str(span.start), str(span.end))


def named(document: str, name: tuple[str, ...]) -> str:
    """Return the IRI of something in the document of this IRI, from what it is made of: its kind and its content."""
    kind, *content = name
    return f"{document}#{kind}-{sha256(chr(31).join(content).encode()).hexdigest()[:12]}"
