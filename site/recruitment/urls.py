"""The applicant's and the agency's pages, all for members; each view scopes its queries to the person."""

from django.urls import path
from django.views.decorators.cache import never_cache

from accounts.access import View, member
from recruitment.keeping import kept_through_sign_in
from recruitment.views import (
    activating,
    agency_progress,
    answering,
    choosing,
    filling,
    handing_in,
    proving,
    recommended,
    recommending,
)


def mine(view: View) -> View:
    """For members, and in no cache: the back button shows what is now, not a form that was handed in."""
    return never_cache(member(view))


app_name = "recruitment"
urlpatterns = [
    path("my/", mine(choosing.home), name="home"),
    path("my/apply/", mine(choosing.apply), name="apply"),
    path("my/applications/<int:pk>/", mine(handing_in.application), name="application"),
    path("my/applications/<int:pk>/resume/", mine(filling.resume), name="resume"),
    path(
        "my/applications/<int:pk>/steps/<slug:code>/", kept_through_sign_in(mine(filling.step)), name="step"
    ),
    path("my/applications/<int:pk>/steps/<slug:code>/save/", mine(filling.autosave), name="autosave"),
    path("my/applications/<int:pk>/evidence/", mine(proving.add), name="evidence_add"),
    path("my/evidence/<int:pk>/remove/", mine(proving.remove), name="evidence_remove"),
    path("my/applications/<int:pk>/preview/", mine(handing_in.preview), name="preview"),
    path("my/applications/<int:pk>/submit/", mine(handing_in.submit), name="submit"),
    path("my/applications/<int:pk>/receipt/", mine(handing_in.receipt), name="receipt"),
    path("my/applications/<int:pk>/retract/", mine(handing_in.retract), name="retract"),
    path("my/applications/<int:pk>/withdraw/", mine(handing_in.withdraw), name="withdraw"),
    path("my/applications/<int:pk>/print/", mine(handing_in.print_view), name="print"),
    path(
        "my/applications/<int:pk>/questions/<slug:code>/file/",
        mine(answering.add_file),
        name="answer_file_add",
    ),
    path("my/answers/<int:pk>/remove/", mine(answering.remove_file), name="answer_file_remove"),
    path("my/activate/", mine(activating.home), name="activations"),
    path("my/activate/<int:pk>/", mine(activating.activate), name="activate"),
    path("my/activate/<int:pk>/not-me/", mine(activating.not_me), name="activate_not_me"),
    path("my/activate/<int:pk>/leave/", mine(activating.leave), name="activate_leave"),
    path("my/agency/", mine(recommending.home), name="agency"),
    path("my/agency/progress/", mine(agency_progress.progress), name="agency_progress"),
    path("my/agency/upload/", mine(recommending.upload), name="roster_upload"),
    path("my/agency/rosters/<int:pk>/", mine(recommending.roster), name="roster"),
    path("my/agency/rosters/<int:pk>/rows/<int:position>/", mine(recommended.row), name="roster_row"),
    path("my/agency/rosters/<int:pk>/rows/<int:position>/drop/", mine(recommended.drop), name="roster_drop"),
    path("my/agency/rosters/<int:pk>/rows/<int:position>/keep/", mine(recommended.keep), name="roster_keep"),
    path("my/agency/rosters/<int:pk>/confirm/", mine(recommending.confirm), name="roster_confirm"),
    path("my/agency/rosters/<int:pk>/receipt/", mine(recommending.receipt), name="roster_receipt"),
    path("my/agency/rosters/<int:pk>/withdraw/", mine(recommending.withdraw), name="roster_withdraw"),
    path("files/rosters/<int:pk>/", member(recommending.read_file), name="roster_file"),
    path("files/answers/<int:pk>/", member(answering.read_file), name="answer_file"),
    path("files/evidence/<int:pk>/", member(proving.read), name="evidence"),
]
