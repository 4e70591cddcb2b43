import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.recruitment import RoundFactory, drafted, submitted_expert, submitted_station

PAGES = ("application", "resume", "preview", "receipt", "retract", "print")


@pytest.mark.parametrize("kind", ["station", "expert"])
def test_every_page_of_a_draft_opens(mine, applicant, kind):
    draft = drafted(kind, by=applicant)
    for name in ("home", "apply"):
        assert mine.get(reverse(f"recruitment:{name}")).status_code == 200
    for code in ("unit" if kind == "station" else "person", "conditions", "narrative", "evidence", "pledge"):
        assert mine.get(reverse("recruitment:step", args=[draft.pk, code])).status_code == 200
    for name in PAGES:
        response = mine.get(reverse(f"recruitment:{name}", args=[draft.pk]), follow=True)
        assert response.status_code == 200


@pytest.mark.parametrize("submitted", [submitted_station, submitted_expert])
def test_every_page_of_a_submission_opens(mine, applicant, submitted):
    row = submitted(by=applicant)
    for name in PAGES:
        response = mine.get(reverse(f"recruitment:{name}", args=[row.pk]), follow=True)
        assert response.status_code == 200
        assert row.number in response.text


@pytest.mark.parametrize("name", PAGES)
def test_somebody_elses_application_is_not_found(mine, name):
    other = drafted("station", by=UserFactory())
    assert mine.get(reverse(f"recruitment:{name}", args=[other.pk])).status_code == 404


def test_starting_leads_into_the_first_step(mine, applicant):
    round_ = RoundFactory()
    response = mine.post(reverse("recruitment:apply"), {"round": round_.pk, "kind": "station"}, follow=True)
    assert response.redirect_chain[-1][0].endswith("/steps/unit/")
