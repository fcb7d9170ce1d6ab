"""What holds of living documents whatever comes: refusals with a sentence, editions that never change, names that nobody sees."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.stage import ELSEWHERE, HERE, Stage
from wijk.charters import actions, pasting, queries
from wijk.charters.actions import ArticleDraft, Verdict, Voice, Vote
from wijk.charters.actions.writing import later
from wijk.charters.models import Article, Document, Edition, Remark, Round, Support
from wijk.charters.providing import goes_on, owed, own_words, reminds, tells
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.providers import Done
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby
from wijk.organs.actions import decide, give_mandate
from wijk.trail.models import Entry

GATE = ArticleDraft("gate", Text.of("Gate"), Text.of("Open."))


def scene(stage: Stage) -> tuple[Document, Document, Round]:
    found = stage.scenes["charters"]
    return found.charter, found.garden, found.round


def adopt(stage: Stage, *drafts: ArticleDraft) -> Edition:
    garden, decision = scene(stage)[1], stage.scenes["organs"].decision
    return actions.adopt_edition(
        Operator(), document=garden, articles=drafts, on=queries.today(), why=Text(), decision=decision
    )


@pytest.mark.parametrize(
    ("drafts", "code"),
    [
        ((GATE, GATE), "slug-twice"),
        ((), "no-articles"),
        ((ArticleDraft("", Text()),), "empty-article"),
        ((ArticleDraft("whole", Text.of("x")),), "bad-slug"),
        ((ArticleDraft("Ünknown/", Text.of("x")),), "bad-slug"),
        ((ArticleDraft("long", Text.of("x" * 301)),), "too-long"),
        (tuple(ArticleDraft(f"a{n}", Text.of("x")) for n in range(181)), "many-articles"),
    ],
)
def test_an_edition_that_does_not_fit_is_refused(stage: Stage, drafts: tuple[ArticleDraft, ...], code: str) -> None:
    with pytest.raises(Refused) as fault:
        adopt(stage, *drafts)
    assert fault.value.code == code
    assert "{" not in str(fault.value)


def test_an_edition_needs_a_decision_of_its_owner_and_something_new(stage: Stage) -> None:
    garden = scene(stage)[1]
    with pytest.raises(Refused, match="decision of the organ"):
        actions.adopt_edition(Operator(), document=garden, articles=[GATE], on=queries.today(), why=Text())
    made = adopt(stage, GATE)
    assert made.number == 2
    with pytest.raises(Refused, match="same as the edition"):
        adopt(stage, GATE)


def test_an_edition_never_changes_and_never_goes(stage: Stage) -> None:
    edition = Edition.objects.first()
    article = Article.objects.first()
    assert edition is not None
    assert article is not None
    for row in (edition, article):
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()


def test_a_round_does_not_open_twice_backwards_or_without_saying_what_is_fixed(stage: Stage) -> None:
    charter, garden, _round = scene(stage)
    day = queries.today()

    def opened(document: Document, first: int, last: int, fixed: str = "x") -> str:
        with pytest.raises(Refused) as fault:
            actions.open_round(
                Operator(),
                document=document,
                opens_on=day + timedelta(days=first),
                closes_on=day + timedelta(days=last),
                fixed=Text.of(fixed),
            )
        return fault.value.code

    assert opened(charter, 0, 5) == "round-open"
    assert opened(garden, 5, 4) == "round-backwards"
    assert opened(garden, -9, -8) == "round-over"
    assert opened(garden, 0, 5, "") == "no-fixed"
    assert opened(garden, 0, 500) == "round-long"


def test_what_cannot_change_stands_once_people_were_asked(stage: Stage) -> None:
    round = scene(stage)[2]
    with pytest.raises(Refused, match="on these terms"):
        actions.change_round(Operator(), round=round, closes_on=round.closes_on, fixed=Text.of("Something else."))


def test_nobody_speaks_as_what_they_are_not(stage: Stage) -> None:
    round = scene(stage)[2]
    for voice in (
        Voice("service"),
        Voice("elected"),
        Voice("association", "nobody"),
        Voice("citizen", "x"),
        Voice("king"),
    ):
        with pytest.raises(Refused, match="cannot speak as that"):
            actions.say(stage.helper.viewer, round=round, wish="keep", body="Yes.", voice=voice)
    for viewer in (Passerby(), Operator()):
        with pytest.raises(NotAllowed):
            actions.say(viewer, round=round, wish="keep", body="Yes.")


def test_a_proposal_equal_to_the_text_is_refused(stage: Stage) -> None:
    round = scene(stage)[2]
    with pytest.raises(Refused, match="text that holds now"):
        actions.propose(
            stage.helper.viewer,
            round=round,
            slug="space",
            body="What is not said  here,\r\nneighbours agree.",
            language="en",
        )


def test_nothing_is_said_before_and_after_the_days_of_a_review(stage: Stage) -> None:
    round = scene(stage)[2]
    with clock.at(clock.now() + timedelta(days=21)), pytest.raises(Refused, match="no more remarks"):
        actions.say(stage.helper.viewer, round=round, wish="keep", body="Yes.")
    with pytest.raises(Refused, match="may still say"):
        actions.close_round(Operator(), round=round)


def test_offices_elsewhere_and_residents_keep_nothing_and_the_chair_does(stage: Stage) -> None:
    charter, _garden, round = scene(stage)
    remark = stage.scenes["charters"].remark
    for viewer in (
        stage.elsewhere["facilitator"].viewer,
        stage.everywhere["resident"].viewer,
        stage.everywhere["auditor"].viewer,
    ):
        with pytest.raises(NotAllowed):
            actions.hide(viewer, said=remark, reason="insult")
        with pytest.raises(NotAllowed):
            actions.keep_document(
                viewer, key=charter.key, title=charter.title, kind=charter.kind, owner=charter.owner, place=ELSEWHERE
            )
    assert actions.evaluate_article(stage.stranger.viewer, round=round, slug="space", words=Text.of("Well.")).pk


def ready(stage: Stage) -> Round:
    """The review of the stage, answered and closed; call it after its last day."""
    found = stage.scenes["charters"]
    for said in (found.remark, found.proposal):
        actions.answer(Operator(), said=said, outcome="taken", reason=Text())
    return actions.close_round(Operator(), round=found.round)


KEPT = [Verdict("everybody"), Verdict("meetings"), Verdict("space")]


def vote_of(stage: Stage, vote: str = "for") -> Vote:
    organs = stage.scenes["organs"]
    return Vote(votes={m.pk: vote for m in (organs.chair, *organs.members)})


def test_a_review_is_concluded_once(stage: Stage) -> None:
    with clock.at(clock.now() + timedelta(days=22)):
        round, day = ready(stage), queries.today()
        verdicts = [Verdict("space"), *KEPT[:2]]
        actions.conclude_round(
            Operator(), round=round, verdicts=verdicts, on=day, why=Text.of("Order."), vote=vote_of(stage)
        )
        with pytest.raises(Refused, match="concluded already"):
            actions.conclude_round(
                Operator(), round=round, verdicts=verdicts, on=day, why=Text.of("Order."), vote=vote_of(stage)
            )
        charter = Document.objects.get(pk=round.document_id)
        assert charter.current is not None
        assert charter.current.number == 2
        assert [a.slug for a in queries.articles(charter.current)] == ["space", "everybody", "meetings"]
        assert charter.next_review == later(day, 24)
    assert {row.change for row in queries.differences(*charter.editions.order_by("number"))} == {"same", "moved"}


def test_a_review_in_which_all_stays_or_all_is_rejected_gives_no_edition(stage: Stage) -> None:
    with clock.at(clock.now() + timedelta(days=22)):
        verdicts = [Verdict("everybody", "drop"), *KEPT[1:]]
        done = actions.conclude_round(
            Operator(),
            round=ready(stage),
            verdicts=verdicts,
            on=queries.today(),
            why=Text.of("No."),
            vote=vote_of(stage, "against"),
        )
    assert done.edition is None
    assert {row["choice"] for row in done.result} == {"keep"}


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        (KEPT[:2], "passed-over"),
        ([*KEPT, Verdict("space")], "unknown-article"),
        ([*KEPT, Verdict("strange")], "unknown-article"),
        ([*KEPT, Verdict("space", "new", Text.of("x"))], "slug-again"),
        ([*KEPT, Verdict("result", "new", Text.of("x"))], "slug-again"),
        ([Verdict(v.slug, "drop") for v in KEPT], "no-articles"),
    ],
)
def test_a_conclusion_that_does_not_fit_is_refused_and_changes_nothing(
    stage: Stage, verdicts: list[Verdict], code: str
) -> None:
    with clock.at(clock.now() + timedelta(days=22)):
        round = ready(stage)
        before = Entry.objects.count()
        with pytest.raises(Refused) as fault:
            actions.conclude_round(
                Operator(), round=round, verdicts=verdicts, on=queries.today(), why=Text.of("x"), vote=vote_of(stage)
            )
    assert fault.value.code == code
    assert Entry.objects.count() == before


def test_an_organ_that_only_advises_adopts_nothing(stage: Stage) -> None:
    council = stage.scenes["organs"].council
    title = Text.of("Charter of benches")
    made = actions.keep_document(Operator(), title=title, kind="participation", owner=council, place=HERE)
    seat = give_mandate(Operator(), organ=council, name="Elke Els", role="member", since=queries.today())
    opinion = decide(
        Operator(), organ=council, on=queries.today(), title=title, motion=title, rule="advice", votes={seat.pk: "for"}
    )
    with pytest.raises(Refused) as fault:
        actions.adopt_edition(
            Operator(), document=made, articles=[GATE], on=queries.today(), why=Text(), decision=opinion
        )
    assert fault.value.code == "may-not-decide"


def test_words_stay_without_their_author_or_go_with_them(stage: Stage) -> None:
    helper, round = stage.helper, scene(stage)[2]
    actions.say(helper.viewer, round=round, slug="space", wish="add", body="I am deaf.", about_me=True)
    actions.support(helper.viewer, proposal=stage.scenes["charters"].proposal)
    told = own_words.export(helper.key)
    assert {row["text"] for row in told["remarks"]} == {"I am deaf.", "Please meet in the evening."}
    assert len(told["supported"]) == 1
    assert own_words.erase(helper.key) == 3
    assert list(Remark.objects.shown().values_list("body", "person")) == [("Please meet in the evening.", None)]
    assert not Support.objects.exists()
    assert own_words.export(helper.key) == {"remarks": [], "proposals": [], "supported": []}


def test_the_owner_is_reminded_once_and_followers_hear_once_that_it_ends(stage: Stage) -> None:
    garden, round = scene(stage)[1:]
    before = Letter.objects.count()
    with clock.at(clock.now() + timedelta(days=16)):
        assert reminds.work(clock.now()) == 1
        assert reminds.work(clock.now()) == 0
    with clock.at(clock.now() + timedelta(days=91)):
        assert reminds.work(clock.now()) == 1
        assert reminds.work(clock.now()) == 0
    assert Letter.objects.count() == before + 1
    assert Entry.objects.filter(verb="charters.announce_closing", subject=round.key).count() == 1
    assert not garden.rounds.exists()


def test_news_and_what_goes_on_name_the_document_and_its_areas(stage: Stage) -> None:
    charter, _garden, round = scene(stage)
    entry = Entry.objects.filter(verb="charters.open_round", subject=round.key).get()
    done = Done(entry.index, entry.at, entry.verb, Subject(entry.kind, entry.subject), entry.area, entry.data)
    (news,) = tells.news([done])
    assert news is not None
    assert HERE in news.areas
    assert Subject("charters.document", charter.key) in news.about
    assert [h.subject.id for h in goes_on.happenings(HERE, Passerby(), 5)] == [round.key]
    assert not goes_on.happenings(ELSEWHERE, Passerby(), 5)


def test_a_phase_owes_the_answers_of_the_review_inside_it(stage: Stage) -> None:
    round = scene(stage)[2]
    process = Subject("processes.process", "square")
    Document.objects.filter(pk=round.document_id).update(subject=str(process))
    phase, day = Subject("processes.phase", "1"), queries.today()
    (debt,) = owed.owed(process, phase, day, day + timedelta(days=30))
    assert debt.due == round.closes_on
    assert not owed.owed(process, phase, day, day + timedelta(days=3))


NUMBERED = st.lists(
    st.tuples(st.text("abc de", max_size=12), st.text("abc\n de", max_size=40)), min_size=1, max_size=12
)


@given(NUMBERED)
def test_a_pasted_text_gives_back_its_articles(told: list[tuple[str, str]]) -> None:
    words = "\n".join(f"Artikel {n}. {title}\n{body}" for n, (title, body) in enumerate(told, 1))
    found = pasting.parts(words)
    assert [part.number for part in found] == [str(n) for n in range(1, len(told) + 1)]
    assert [part.body for part in found] == [body.strip() for _title, body in told]
    assert [part.title for part in found] == [title.strip() for title, _body in told]


@given(st.text(max_size=400))
def test_a_text_without_articles_is_one(words: str) -> None:
    plain = "".join(ch for ch in words if ch.isalpha() or ch == " ")
    found = pasting.parts(f"x{plain}")
    assert [(part.number, part.body) for part in found] == [("1", f"x{plain}".strip())]


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 600))
def test_months_later_lies_so_many_months_later(day: date, months: int) -> None:
    found = later(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day <= day.day


@given(st.permutations(list("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_compared_articles_are_all_there_once(order: list[str], gone: set[str]) -> None:
    before = [Article(slug=s, number=s, position=n) for n, s in enumerate("abcdef")]
    after = [Article(slug=s, number=s, position=n) for n, s in enumerate(order) if s not in gone]
    rows = queries.compared(before, after)
    assert sorted(row.slug for row in rows) == list("abcdef")
    assert {row.slug for row in rows if row.change == "dropped"} == gone
    assert [row.slug for row in rows if row.change != "dropped"] == [a.slug for a in after]
    unmoved = [row.slug for row in rows if row.change == "same"]
    assert unmoved == sorted(unmoved)
