"""意见建议、支持申请: written by holders, answered once in words."""

from uuid import uuid4

import pytest
from django.urls import reverse

from feedback import exceptions
from feedback.actions import answer_suggestion, take_suggestion, write_suggestion
from feedback.enums import Matter
from feedback.models import Suggestion
from messaging.models import Message
from policies.enums import Kind
from registry.models import HolderStatus
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.feedback import MONDAY, titled
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
WORDS = "建议每季度组织一次工作站交流会。"
REPLY = "已列入明年工作计划。"


@pytest.fixture
def holder():
    return titled()


@pytest.fixture
def officer():
    return staff_in_group("publicity_officer")


def written(holder, **changed):
    said = {"kind": Matter.SUGGESTION, "words": WORDS, "form_key": uuid4(), "by": holder.user, "at": MONDAY}
    return write_suggestion(holder=holder, **{**said, **changed})


@pytest.mark.clause("S-6-2")
def test_suggestion_of_a_station_gets_a_status_and_a_reply(holder, officer):
    row = written(holder)
    assert (
        Message.objects.get(template__key="suggestion_written", recipient=officer).text
        == "收到一件意见建议，请及时办理和答复。"
    )
    assert take_suggestion(suggestion=row, by=officer, at=MONDAY).standing == "办理中"
    row = answer_suggestion(suggestion=row, is_agreed=True, reply=REPLY, by=officer, at=MONDAY)
    assert (row.standing, row.reply, row.replied_by) == ("已采纳", REPLY, officer)
    texts = set(Message.objects.filter(recipient=holder.user, template__key="suggestion_answered").values_list("text", flat=True))  # fmt: skip
    assert texts == {"您的意见建议已办理：已采纳。答复全文请登录志愿平台查看。"}
    with pytest.raises(exceptions.AnsweredError):
        answer_suggestion(suggestion=row, is_agreed=False, reply=REPLY, by=officer, at=MONDAY)


@pytest.mark.clause("E-5-3")
@pytest.mark.clause("E-5-2")
@pytest.mark.parametrize(("kind", "standing"), [("suggestion", "已采纳"), ("support", "已提供支持")])
def test_expert_suggests_and_asks_for_support(officer, kind, standing):
    row = written(titled(Kind.EXPERT), kind=Matter(kind))
    row = answer_suggestion(suggestion=row, is_agreed=True, reply=REPLY, by=officer, at=MONDAY)
    assert row.standing == standing


def test_form_sent_twice_is_one_row(holder):
    key = uuid4()
    assert written(holder, form_key=key) == written(holder, form_key=key)
    assert Suggestion.objects.count() == 1


def test_only_a_holder_in_good_standing_writes(holder):
    with pytest.raises(exceptions.NotHolderError):
        written(holder, by=UserFactory())
    holder.status = HolderStatus.WITHDRAWN
    holder.save()
    with pytest.raises(exceptions.NotHolderError):
        written(holder)


def test_too_few_words_and_too_many_rows_are_refused(holder):
    with pytest.raises(exceptions.SuggestionWordsError, match="不少于 10 个字"):
        written(holder, words="太短了")
    for _n in range(10):
        written(holder)
    with pytest.raises(exceptions.TooManySuggestionsError):
        written(holder)


def test_holder_writes_on_a_page_and_reads_the_reply(client, holder, officer):
    client.force_login(holder.user)
    url = reverse("feedback:suggest", args=["support"])
    form = client.get(url).context["form"]
    sent = {"form_key": form["form_key"].value(), "holder": holder.pk, "words": WORDS}
    assert client.post(url, {**sent, "words": "短"}).status_code == 422
    assert client.post(url, sent)["Location"] == reverse("feedback:suggestions")
    answer_suggestion(suggestion=Suggestion.objects.get(), is_agreed=False, reply=REPLY, by=officer, at=MONDAY)  # fmt: skip
    assert REPLY in client.get(reverse("feedback:suggestions")).text
    assert client.get(reverse("feedback:suggest", args=["x"])).status_code == 404
    client.force_login(UserFactory())
    assert REPLY not in client.get(reverse("feedback:suggestions")).text
    assert client.get(url)["Location"] == reverse("feedback:suggestions")


def test_desk_takes_and_answers(client, holder, officer):
    row = written(holder)
    one = reverse("desk_suggestions:one", args=[row.pk])
    client.force_login(officer)
    assert one in client.get(reverse("desk_suggestions:list")).text
    client.post(reverse("desk_suggestions:take", args=[row.pk]))
    assert client.post(one, {"reply": REPLY}).status_code == 422
    client.post(one, {"reply": REPLY, "is_agreed": "no"})
    row.refresh_from_db()
    assert (row.status, row.taken_by, row.replied_by) == ("answered", officer, officer)
    again = client.post(one, {"reply": REPLY, "is_agreed": "no"})
    assert (again.status_code, "该件已经答复。" in again.text) == (422, True)
    client.force_login(staff_in_group("first_review"))
    assert client.get(one).status_code in (302, 403)


def test_lists_cost_the_same_with_more_rows(client, holder, officer):
    for person, url in ((holder.user, reverse("feedback:suggestions")), (officer, reverse("desk_suggestions:list"))):  # fmt: skip
        client.force_login(person)
        written(holder)
        client.get(url)
        one = queries_of(lambda url=url: client.get(url))
        for _more in range(2):
            written(holder)
        assert queries_of(lambda url=url: client.get(url)) == one
