"""A framework comes up for review as a living document, and what was agreed comes back into the draft."""

from datetime import timedelta

import pytest

from tests.support.scenes.processes import ProcessScene, said
from wijk.charters.models import Article, Edition
from wijk.core.errors import Refused
from wijk.core.viewer import Operator
from wijk.processes import actions, queries

BOSS = Operator()


def test_a_framework_is_reviewed_article_by_article_and_comes_back(scene: ProcessScene) -> None:
    day = scene.today + timedelta(days=90)
    document = actions.put_under_review(BOSS, process=scene.square, owner=scene.committee, next_review=day)
    assert document.current is not None
    slugs = [article.slug for article in document.current.articles.all()]
    assert {"all-topics", "all-levels", "rights", "expectations", "change"} <= set(slugs)
    assert actions.take_review(BOSS, process=scene.square) == []
    edition = Edition.objects.create(document=document, number=2, adopted_on=scene.today)
    fresh = said("Anders", "Autrement", "Otherwise")
    for article in document.current.articles.all():
        body = fresh if article.slug in ("rights", "all-means") else article.body
        Article.objects.create(
            edition=edition, position=article.position, slug=article.slug, number=article.number, title=article.title, body=body
        )  # fmt: skip
    document.current = edition
    document.save()
    assert actions.take_review(BOSS, process=scene.square) == ["means"]
    content = queries.draft_content(scene.square)
    assert content.rights == fresh
    assert content.means == queries.content_of(queries.version(scene.square, 1)).means


def test_what_was_never_under_review_gives_nothing_back(scene: ProcessScene) -> None:
    with pytest.raises(Refused) as fault:
        actions.take_review(BOSS, process=scene.square)
    assert fault.value.code == "no-review"


def test_a_framework_that_is_not_published_is_not_reviewed(scene: ProcessScene) -> None:
    with pytest.raises(Refused) as fault:
        actions.put_under_review(BOSS, process=scene.draft, owner=scene.committee, next_review=scene.today)
    assert fault.value.code == "no-framework"
