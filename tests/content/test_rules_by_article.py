import pytest
from django.test import Client

from content.models import HomePage, NoticePage, RulesPage
from content.rules_pages import chapters_of
from content.templatetags.clause_notes import in_words
from policies.models import Clause

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "code"),
    [
        pytest.param("/rules/station/", "S-1", marks=pytest.mark.clause("S-1")),
        pytest.param("/rules/station/", "S-4-2"),
        pytest.param("/rules/expert/", "E-1", marks=pytest.mark.clause("E-1")),
        pytest.param("/rules/expert/", "E-4-R"),
    ],
)
def test_clause_is_shown_verbatim_under_its_anchor(
    home: HomePage, client: Client, path: str, code: str
) -> None:
    html = client.get(path).text

    assert f'<div class="clause" id="{code}">' in html
    assert Clause.objects.get(code=code).text.splitlines()[0] in html


@pytest.mark.parametrize(
    ("path", "code"),
    [
        pytest.param("/rules/station/", "S-16", marks=pytest.mark.clause("S-16")),
        pytest.param("/rules/expert/", "E-14", marks=pytest.mark.clause("E-14")),
    ],
)
def test_interpretation_stands_beside_its_clause(
    home: HomePage, client: Client, path: str, code: str
) -> None:
    Clause.objects.filter(code=code).update(interpretation="由中心负责解释：示例")

    html = client.get(path).text
    after_anchor = html[html.index(f'id="{code}"') :]

    assert "由中心负责解释：示例" in after_anchor[: after_anchor.index("</details>")]


def test_every_clause_of_the_two_rules_appears(home: HomePage, client: Client) -> None:
    for page in RulesPage.objects.all():
        html = client.get(page.url).text
        missing = [one.code for one in page.regulation.clauses.all() if f'id="{one.code}"' not in html]
        assert missing == []


def test_rules_have_seven_and_six_chapters(home: HomePage) -> None:
    pages = RulesPage.objects.order_by("regulation__order")
    counts = [len(chapters_of(list(page.regulation.clauses.order_by("order")))) for page in pages]

    assert counts == [7, 6]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("S-5-2", "期限10个工作日（现行规则：补正期限 10 个工作日）。"),
    ],
)
def test_notes_name_a_parameter_in_words(home: HomePage, client: Client, code: str, words: str) -> None:
    html = client.get("/rules/station/").text
    after_anchor = html[html.index(f'id="{code}"') :]

    assert words in after_anchor[: after_anchor.index("</details>")]
    assert "（参数 " not in html


def test_notes_can_be_read_without_a_policy() -> None:
    assert in_words("不顺延（参数 deadline.roll_over）。", None) == "不顺延。"


def test_notice_names_a_parameter_in_words(home: HomePage, client: Client) -> None:
    html = client.get(NoticePage.objects.get().url).text

    assert "（参数 " not in html
    assert "（现行规则：" in html
