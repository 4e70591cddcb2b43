"""What the public may read of one applicant, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EntrySnapshot:
    """The public columns of an entry and nothing else: no number, no contact, no finding ever passes through here."""

    kind: str
    name: str
    province: str
    station_kind: str = ""
    priority_title: str = ""
    employer: str = ""
    field_names: str = ""
