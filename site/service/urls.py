"""The holder's diary, for members, each view scoped to the person; and what a served firm answers, for whoever has its code."""

from django.urls import path

from recruitment.urls import mine
from service.views import confirming, drafting, listing, picturing, reading, recording, requesting, writing

app_name = "service"
urlpatterns = [
    path("my/diary/", mine(reading.home), name="home"),
    path("my/diary/new/", mine(writing.new), name="new"),
    path("my/diary/<int:pk>/", mine(reading.entry_page), name="entry"),
    path("my/diary/confirmations/<int:pk>/", mine(reading.hand_over), name="hand_over"),
    path("confirm/", confirming.ask_code, name="confirm_code"),
    path("confirm/<str:code>/", confirming.confirm, name="confirm"),
    path("my/diary/drafts/save/", mine(drafting.save), name="save_draft"),
    path("my/diary/drafts/<int:pk>/", mine(drafting.draft), name="draft"),
    path("my/diary/drafts/<int:pk>/discard/", mine(drafting.discard), name="discard_draft"),
    path("my/diary/<int:pk>/request/", mine(requesting.request_page), name="request_correction"),
    path("my/diary/<int:pk>/photos/add/", mine(picturing.add), name="add_photo"),
    path("my/diary/photos/<int:pk>/", mine(picturing.photo), name="photo"),
    path("my/diary/photos/<int:pk>/remove/", mine(picturing.remove), name="remove_photo"),
    path("my/diary/firms/", mine(listing.firms), name="firms"),
    path("my/diary/records/", mine(recording.records), name="records"),
    path("my/diary/records/<int:pk>/record.pdf", mine(recording.record_file), name="record_file"),
    path("records/check/", recording.check, name="record_check"),
    path("my/diary/<int:pk>/correct/", mine(writing.correct), name="correct"),
]
