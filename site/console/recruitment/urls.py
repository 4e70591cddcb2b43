"""Desk pages of this noun, mounted under /admin/ by the hook."""

from django.urls import path

from accounts.access import desk
from console.recruitment import checking, recommended, rosters, views
from recruitment.actions.roster_checking import CHECK

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
    path("recommendations/", desk(CHECK)(recommended.recommendations), name="recommendations"),
    path("recommendations/<int:pk>/", desk(CHECK)(recommended.recommendation), name="recommendation"),
    path("recommendations/<int:pk>/act/", desk(CHECK)(recommended.act), name="recommendation_act"),
    path("rosters/", desk(CHECK)(checking.rosters), name="rosters"),
    path("rosters/<int:pk>/", desk(CHECK)(checking.roster), name="roster"),
    path("rosters/<int:pk>/rows/<int:position>/", desk(CHECK)(checking.judge), name="roster_judge"),
    path("rosters/<int:pk>/pass/", desk(CHECK)(checking.pass_all), name="roster_pass"),
    path("rosters/<int:pk>/return/", desk(CHECK)(checking.give_back), name="roster_return"),
    path("rosters/<int:pk>/finish/", desk(CHECK)(checking.finish), name="roster_finish"),
    path("rosters/<int:pk>/numbers/", desk(CHECK)(checking.reveal), name="roster_numbers"),
    path("rosters/files/<int:pk>/", desk(CHECK)(checking.read_file), name="roster_file"),
    path("applications/", desk("recruitment.view_application")(views.register), name="register"),
]
