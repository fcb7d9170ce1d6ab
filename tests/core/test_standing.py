"""Questions whose SQL is written once, and answers that hold as long as nothing was done."""

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from wijk.contributions.models import Author, Category, Contribution, Kind, Opening
from wijk.core.kept import Kept
from wijk.core.models import Setting
from wijk.core.standing import LONGEST, Standing
from wijk.trail import queries as trail

NAMED = Standing(lambda *, names: Setting.objects.filter(name__in=names).order_by("name").values_list("name", "value"))
ONE = Standing(lambda *, name: Setting.objects.filter(name=name).values_list("value"))


@pytest.fixture
def settings_kept(db: None) -> None:
    for name, value in (("a", {"n": 1}), ("b", [1, 2]), ("c", "%s")):
        Setting.objects.create(name=name, value=value)


@pytest.mark.usefixtures("settings_kept")
def test_a_standing_question_answers_as_the_queryset_does() -> None:
    for names in (["a"], ["b", "a"], ["c", "b", "a"], ["nobody"], ["b"]):
        assert NAMED.ask(names=names) == list(NAMED.make(names=names))
    assert [ONE.ask(name=name) for name in "abc"] == [[({"n": 1},)], [([1, 2],)], [("%s",)]]


@pytest.mark.usefixtures("settings_kept")
def test_its_sql_is_written_once() -> None:
    written = []

    def make(*, name: str) -> "QuerySet[Setting, tuple[str]]":
        written.append(name)
        return Setting.objects.filter(name=name).values_list("name")

    question = Standing(make)
    assert [question.ask(name=name) for name in ("a", "b", "z")] == [[("a",)], [("b",)], []]
    assert len(written) == 1


@pytest.mark.django_db
def test_an_empty_list_asks_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert NAMED.ask(names=[]) == []
        assert len(asked) == 0


@pytest.mark.usefixtures("settings_kept")
def test_what_changes_the_sql_itself_is_part_of_the_question() -> None:
    first = Standing(lambda most, *, names: Setting.objects.filter(name__in=names).values_list("name")[:most])
    assert len(first.ask(1, names=["a", "b"])) == 1
    assert len(first.ask(2, names=["a", "b"])) == 2


@pytest.mark.usefixtures("settings_kept")
def test_values_that_the_sql_swallows_are_written_each_time() -> None:
    lowered = Standing(lambda *, name: Setting.objects.filter(name__startswith=name).values_list("name"))
    assert lowered.ask(name="a") == [("a",)]
    assert lowered.ask(name="b") == [("b",)]


def test_an_answer_is_kept_under_its_mark_alone() -> None:
    made: list[int] = []
    kept: Kept[int] = Kept(2)

    def make() -> int:
        made.append(len(made))
        return len(made)

    assert [kept.get("x", "k", make), kept.get("x", "k", make), kept.get("y", "k", make)] == [1, 1, 2]
    assert [kept.get("", "k", make), kept.get("", "k", make)] == [3, 4]
    assert [kept.get("y", key, make) for key in ("l", "m", "k")] == [5, 6, 7]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_kept_of_what_a_transaction_sees() -> None:
    with transaction.atomic():
        assert trail.mark() == ""


THINGS = Standing(lambda *, names: Setting.objects.filter(name__in=names).order_by("name"))
ACTED = Standing(
    lambda *, keys: (
        Contribution.objects.filter(key__in=keys).select_related("kind", "category", "author").order_by("key")
    )
)


@pytest.mark.usefixtures("settings_kept")
def test_things_of_a_model_are_those_of_the_queryset() -> None:
    for names in (["a"], ["b", "a"], ["nobody"], [f"n{n}" for n in range(LONGEST + 1)] + ["c"]):
        found = THINGS.find(names=names)
        assert [(one, one.value, one._state.adding, one._state.db) for one in found] == [
            (one, one.value, False, "default") for one in THINGS.make(names=names)
        ]


@pytest.mark.django_db
def test_what_belongs_to_a_thing_comes_along_or_is_known_not_to_be_there() -> None:
    opening, kind, theme = Opening.objects.get(key="city"), Kind.objects.all()[0], Category.objects.all()[0]
    for key, category in (("k1", theme), ("k2", None)):
        Contribution.objects.create(key=key, opening=opening, kind=kind, category=category, title=key, extra={"a": [1]})
    Author.objects.create(contribution=Contribution.objects.get(key="k1"), seed="s")
    with CaptureQueriesContext(connection) as asked:
        first, second = ACTED.find(keys=["k1", "k2"])
        assert (first.kind, first.category, first.author.seed, first.extra) == (kind, theme, "s", {"a": [1]})
        assert (second.kind, second.category, hasattr(second, "author")) == (kind, None, False)
        assert first.kind.title == kind.title
    assert len(asked) == 1
    first.title = "otherwise"
    first.save(update_fields=["title"])
    assert [one.title for one in ACTED.find(keys=["k1"])] == ["otherwise"]
