"""The applicant's pages, all for members; each view scopes its queries to the person."""

from django.urls import path

from accounts.access import member
from recruitment.views import choosing, filling, handing_in, proving

app_name = "recruitment"
urlpatterns = [
    path("my/", member(choosing.home), name="home"),
    path("my/apply/", member(choosing.apply), name="apply"),
    path("my/applications/<int:pk>/", member(handing_in.application), name="application"),
    path("my/applications/<int:pk>/resume/", member(filling.resume), name="resume"),
    path("my/applications/<int:pk>/steps/<slug:code>/", member(filling.step), name="step"),
    path("my/applications/<int:pk>/steps/<slug:code>/save/", member(filling.autosave), name="autosave"),
    path("my/applications/<int:pk>/evidence/", member(proving.add), name="evidence_add"),
    path("my/evidence/<int:pk>/remove/", member(proving.remove), name="evidence_remove"),
    path("my/applications/<int:pk>/preview/", member(handing_in.preview), name="preview"),
    path("my/applications/<int:pk>/submit/", member(handing_in.submit), name="submit"),
    path("my/applications/<int:pk>/receipt/", member(handing_in.receipt), name="receipt"),
    path("my/applications/<int:pk>/retract/", member(handing_in.retract), name="retract"),
    path("my/applications/<int:pk>/print/", member(handing_in.print_view), name="print"),
    path("files/evidence/<int:pk>/", member(proving.read), name="evidence"),
]
