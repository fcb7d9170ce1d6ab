"""A whole errand in a browser: said, refused with a reason, asked again, accepted, followed on its page; and what the desk refuses."""

from collections.abc import Callable

from django.test import Client

from tests.support.scenes.answers import Scene, say
from tests.support.stage import Stage
from wijk.answers import actions
from wijk.answers.models import Answer, Request

WORDS = "De stoep is van de eigenaar van het huis; wij schreven die gisteren aan."


def test_from_a_refusal_to_a_yes(
    stage: Stage, asked: Callable[..., Request], signed_in: Callable[[str], Client]
) -> None:
    row = asked("De stoep ligt los")
    page, desk = f"/en/voices/{row.contribution.key}/", f"/en/office/answers/requests/{row.contribution.key}/"
    service, author, visitor = (
        signed_in("service"),
        Client(headers={"host": "localhost"}),
        Client(headers={"host": "localhost"}),
    )
    author.force_login(stage.cast.charlie.person)
    assert "An answer comes by" in visitor.get(page).content.decode()
    assert "De stoep ligt los" in service.get("/en/office/answers/").content.decode()
    sent = {"do": "answer", "outcome": "refused", "text": WORDS, "language": "nl", "version": str(row.version)}
    refused = service.post(desk, sent)
    assert "A refusal needs a reason" in refused.content.decode()
    assert WORDS in refused.content.decode(), "what was typed is still there"
    assert not Answer.objects.filter(request=row).exists()
    assert service.post(desk, {**sent, "reason": "no-competence"}).status_code == 302
    service.post(desk, {**sent, "reason": "no-competence"})
    assert Answer.objects.filter(request=row).count() == 1, "a double click counts once"
    shown = visitor.get(page).content.decode()
    assert WORDS in shown
    assert "It is not ours to decide" in shown
    again = f"/en/answers/again/mine/{row.contribution.key}/"
    assert author.post(again, {"text": "De eigenaar zegt dat het van de stad is."}).status_code == 302
    assert "Its author asked again" in visitor.get(page).content.decode()
    assert "De eigenaar zegt" in service.get(desk).content.decode()
    assert "De eigenaar zegt" not in visitor.get(page).content.decode(), "why it was asked again is for who answers"
    held = Request.objects.get(pk=row.pk)
    yes = {
        "do": "answer", "outcome": "accepted", "text": "Wij keken het na: dit stuk stoep is wel van de stad.", "language": "nl",
        "follows": "Nieuwe tegels.", "by": "answers.service:roads", "version": str(held.version),
    }  # fmt: skip
    assert service.post(desk, yes).status_code == 302
    done = visitor.get(page).content.decode()
    assert "Nieuwe tegels." in done
    assert "?service=roads" in done


def test_a_stale_form_is_told_and_keeps_what_was_typed(
    asked: Callable[..., Request], signed_in: Callable[[str], Client]
) -> None:
    row = asked()
    desk = f"/en/office/answers/requests/{row.contribution.key}/"
    sent = {"do": "answer", "outcome": "answered", "language": "nl", "version": str(row.version)}
    signed_in("service").post(desk, {**sent, "text": "De eerste was er sneller bij dan de tweede."})
    late = signed_in("facilitator").post(desk, {**sent, "text": "De tweede zegt iets helemaal anders hierover."})
    assert "in the meantime" in late.content.decode()
    assert "De tweede zegt" in late.content.decode()
    assert Answer.objects.filter(request=row).count() == 1


def test_passing_on_and_taking_together_by_the_desk(
    scene: Scene, asked: Callable[..., Request], signed_in: Callable[[str], Client]
) -> None:
    row, other = asked("De ene"), asked("De andere")
    service = signed_in("service")
    desk = f"/en/office/answers/requests/{row.contribution.key}/"
    service.post(desk, {"do": "forward", "to": "parks", "text": "Dit ligt in het park.", "version": str(row.version)})
    held = Request.objects.get(pk=row.pk)
    assert held.service == scene.parks
    lost = service.post(desk, {"do": "merge", "into": "zzzzzzzzzz", "version": str(held.version)})
    assert "There is no such contribution" in lost.content.decode()
    link = f"http://localhost/nl/voices/{other.contribution.key}/"
    assert service.post(desk, {"do": "merge", "into": link, "version": str(held.version)}).status_code == 302
    assert Request.objects.get(pk=row.pk).state == "merged"
    assert service.post(desk, {"do": "unmerge"}).status_code == 302
    assert Request.objects.get(pk=row.pk).state == "open"


def test_hostile_words_stay_words(asked: Callable[..., Request], signed_in: Callable[[str], Client]) -> None:
    row = asked()
    desk = f"/en/office/answers/requests/{row.contribution.key}/"
    text = "<script>alert(1)</script> \u202egnidaer\u200b en nog een paar eigen woorden"
    sent = {"do": "answer", "outcome": "answered", "language": "nl", "text": text, "version": str(row.version)}
    signed_in("service").post(desk, sent)
    shown = Client(headers={"host": "localhost"}).get(f"/en/voices/{row.contribution.key}/").content.decode()
    assert "&lt;script&gt;" in shown
    assert "\u202e" not in shown
    assert "<script>alert" not in shown


def test_what_was_only_passed_on_is_not_called_an_answer(stage: Stage) -> None:
    row = say(stage, "De bank is stuk")
    scene = stage.scenes["answers"]
    path = f"/en/voices/{row.contribution.key}/"
    keeper = stage.everywhere["service"].viewer
    actions.forward(keeper, request=row, to=scene.roads, text="Dit is voor de wegendienst.")
    body = Client().get(path).content.decode()
    assert "Dit is voor de wegendienst." in body
    assert 'id="answer">An answer comes<' in body
    row.refresh_from_db()
    actions.answer(keeper, request=row, outcome="done", text="De bank is hersteld, met een nieuwe plank.")
    assert 'id="answer">The answer<' in Client().get(path).content.decode()
