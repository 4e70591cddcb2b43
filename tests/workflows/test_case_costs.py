"""The case page costs the same whatever the case holds."""

import pytest
from django.db.models import signals
from django.utils import timezone

from recruitment.actions import add_evidence, correct_dossier, resubmit_application, save_draft
from recruitment.enums import Status
from recruitment.models import Application, Snapshot
from recruitment.supplements import corrections_of, last_supplement
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import upload
from tests.factories.workflows import open_task, started
from tests.queries import queries_of
from tests.workflows.test_desk_pages import case_url

pytestmark = pytest.mark.django_db


def asked_to_supplement(rows):
    rows.update(status=Status.SUPPLEMENT, supplement_count=1, supplement_due_on=timezone.localdate(), supplement_reason="补正")  # fmt: skip


def handed_in_again(application, served):
    """One more seal through the doors of the applicant; the flow does not move."""
    rows = Application.objects.filter(pk=application.pk)
    asked_to_supplement(rows)
    row, at = rows.get(), timezone.now()
    save_draft(application=row, values={"served_last_year": served}, revision=row.revision, by=row.applicant, at=at)  # fmt: skip
    resubmit_application(application=rows.get(), by=row.applicant, at=at)


def corrected(application, served, by):
    row = Application.objects.get(pk=application.pk)
    correct_dossier(
        application=row, values={"served_last_year": served}, allowed={"served_last_year"}, seen=row.snapshot_hash,
        stage="初审", reason="核对", by=by, at=timezone.now(),
    )  # fmt: skip


def grown(application, files, seals, by):
    rows = Application.objects.filter(pk=application.pk)
    asked_to_supplement(rows)
    for n in range(files):
        add_evidence(application=rows.get(), kind="other", upload=upload(f"{n}.pdf"), by=application.applicant, at=timezone.now())  # fmt: skip
    for n in range(seals):
        handed_in_again(application, 200 + 2 * n)
        corrected(application, 201 + 2 * n, by)


CASE = 44  # statements


def test_case_page_costs_the_same_with_more_files_and_seals(client):
    reviewer = staff_in_group("first_review")
    client.force_login(reviewer)
    small, large = started(), started()
    grown(small.application, 1, 1, reviewer)
    grown(large.application, 10, 5, reviewer)
    client.get(case_url(open_task(small)))  # fills Wagtail's caches
    costs = [queries_of(lambda case=case: client.get(case_url(open_task(case)))) for case in (small, large)]
    assert costs == [CASE, CASE]


def test_last_supplement_reads_two_seals(django_assert_num_queries):
    reviewer, application = staff_in_group("first_review"), started().application
    grown(application, 0, 5, reviewer)
    row = Application.objects.select_related("round", "station").get(pk=application.pk)
    with django_assert_num_queries(2):
        supplement = last_supplement(row)
    assert [(told.before, told.after) for told in supplement.changes] == [("207 家", "208 家")]


@pytest.fixture
def seals_read():
    """The seals that were loaded, by primary key."""
    found = []

    def note(instance, **_kwargs):
        found.append(instance.pk)

    signals.post_init.connect(note, sender=Snapshot)
    yield found
    signals.post_init.disconnect(note, sender=Snapshot)


def test_corrections_read_the_seals_before_and_after_each_and_no_other(django_assert_num_queries, seals_read):
    reviewer, application = staff_in_group("first_review"), started().application
    for served in (200, 202, 204):
        handed_in_again(application, served)
    for served in (205, 206):
        corrected(application, served, reviewer)
    handed_in_again(application, 207)
    row = Application.objects.select_related("round", "station").get(pk=application.pk)
    seals = list(row.snapshots.order_by("pk").values_list("pk", flat=True))
    seals_read.clear()
    with django_assert_num_queries(2):
        told = [(change.before, change.after) for one in corrections_of(row) for change in one.changes]
    assert told == [("204 家", "205 家"), ("205 家", "206 家")]
    assert sorted(seals_read) == seals[3:6]
