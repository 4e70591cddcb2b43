"""汇总表 as files: read from Word and Excel into typed rows, without a database (N-2, A3, A4)."""

from recruitment.rosters.reading import read_roster, read_tables
from recruitment.rosters.tables import RosterRow, RosterTable

__all__ = ["RosterRow", "RosterTable", "read_roster", "read_tables"]
