"""The pages of whoever objects, and of the applicant who is asked; each view scopes its queries to the person."""

from django.urls import path

from accounts.access import member
from objections.views import answering, following, lodging
from recruitment.urls import mine

app_name = "objections"
urlpatterns = [
    path("my/objections/", mine(following.home), name="home"),
    path("my/objections/new/<int:pk>/", mine(lodging.lodge), name="lodge"),
    path("my/objections/<int:pk>/", mine(following.objection), name="objection"),
    path("my/objections/<int:pk>/receipt/", mine(lodging.receipt), name="receipt"),
    path("my/objections/<int:pk>/withdraw/", mine(following.withdraw), name="withdraw"),
    path("my/objections/inquiries/<int:pk>/", mine(answering.inquiry), name="inquiry"),
    path("files/objections/<int:pk>/", member(answering.read), name="file"),
]
