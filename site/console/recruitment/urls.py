"""Desk pages of this noun, mounted under /admin/ by the hook."""

from django.urls import path

from accounts.access import desk
from console.recruitment import rosters, views

app_name = "desk_recruitment"
urlpatterns = [
    path("rounds/", desk("recruitment.view_round")(views.rounds), name="rounds"),
    path("rounds/add/", desk("recruitment.add_round")(views.add_round), name="round_add"),
    path("rounds/<int:pk>/", desk("recruitment.change_round")(views.change), name="round"),
    path(
        "rounds/<int:pk>/questions/",
        desk("recruitment.change_round")(views.prepare),
        name="round_questions",
    ),
    path(
        "rounds/<int:pk>/export.<slug:form>",
        desk("recruitment.export_application")(views.export),
        name="round_export",
    ),
    path("rosters/keyed/", desk("recruitment.add_roster")(rosters.keyed), name="rosters_keyed"),
    path("applications/", desk("recruitment.view_application")(views.register), name="register"),
]
