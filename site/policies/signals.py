"""What happened to the rules, told inside the transaction. Arguments: `by`, `at` and what is named here."""

from django.dispatch import Signal

policy_drafted = Signal()  # policy, source; for an imported one source is None and file_hash is given
policy_changed = Signal()  # policy, act, before, after: what differs, and the revision it made
policy_checked = (
    Signal()
)  # policy, content: each receiver answers with the sentences it knows against publishing
policy_published = Signal()  # policy
policy_retired = Signal()  # policy
year_imported = Signal()  # year, source, changes: how many days differ from before
year_confirmed = Signal()  # year
correction_proposed = Signal()  # change
correction_dropped = Signal()  # change
year_corrected = Signal()  # change, now applied
