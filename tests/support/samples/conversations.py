"""A working sample of each address of conversations."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support.sample import Facts, Sample, given
from tests.support.stage import HERE, Stage


def _open(stage: Stage) -> Facts:
    return {"key": stage.scenes["conversations"].open}


def _draft(stage: Stage) -> Facts:
    return {"key": stage.scenes["conversations"].draft}


def _told(stage: Stage) -> Facts:
    return {"key": stage.scenes["conversations"].told}


def _statement(stage: Stage) -> Facts:
    return {**_told(stage), "number": 1}


def _point(stage: Stage) -> Facts:
    return {**_told(stage), "point": stage.scenes["conversations"].point}


def _card(stage: Stage) -> Facts:
    return {**_told(stage), "code": stage.scenes["conversations"].gathering}


def _zipped(stage: Stage) -> dict[str, object]:
    """The files of a small conversation as Polis exports it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as into:
        into.writestr("comments.csv", "comment-id,comment-body,moderated\r\n0,Meer banken op het plein,1\r\n")
        into.writestr("votes.csv", "comment-id,voter-id,vote\r\n0,0,1\r\n0,1,-1\r\n")
    return {
        "file": SimpleUploadedFile("polis.zip", packed.getvalue()),
        "language": "nl",
        "title_nl": "Elders gehouden",
        "place": HERE,
    }


TOLD = given(
    title_nl="Het plein", who="anybody", longest="200", threshold="10", languages="nl", place="neighbourhood/1",
)  # fmt: skip

SAMPLES: dict[str, Sample] = {
    "conversations:index": Sample(),
    "conversations:conversation": Sample(_open),
    "conversations:vote": Sample(_open, sends=given(statement="1", choice="agree"), answers=(405,)),
    "conversations:next": Sample(_open, "?not=1"),
    "conversations:mine": Sample(_open),
    "conversations:erase": Sample(_open, answers=(405,)),
    "conversations:receipt": Sample(_open),
    "conversations:slip": Sample(_open, answers=(404,)),
    "conversations:add": Sample(_open, sends=given(text="Het plein mag groener worden.", language="nl")),
    "conversations:statements": Sample(_open),
    "conversations:screen": Sample(_open),
    "conversations:report": Sample(_told),
    "conversations:report_statements": Sample(_told, "?basin=reconcile"),
    "conversations:report_statement": Sample(_statement),
    "conversations:report_words": Sample(_told),
    "conversations:report_sheet": Sample(_told),
    "conversations:polis": Sample(_told),
    "conversations:placing": Sample(_told),
    "conversations:place": Sample(
        _told,
        "?statement=1",
        sends=given(
            **{
                "who": "group:",
                "label": "Tafel 3",
                "language": "nl",
                "basin-s1": "3",
                "reason-s1": "Daarover spreken we nog.",
            }
        ),
    ),
    "conversations:placing_sheet": Sample(_told),
    "conversations:point": Sample(_point),
    "conversations:viewpoint": Sample(_card, sends=given(s1="agree", s2="disagree", s3="agree", often="some")),
    "conversations:import": Sample(sends=_zipped),
    "conversations:gatherings": Sample(_told, sends=given(title_nl="Wijkoverleg", asked="12")),
    "conversations:end_gathering": Sample(_told, sends=given(gathering="x"), answers=(405,)),
    "api:conversations_dictionary": Sample(given(table="conversation-votes", form="json")),
    "api:conversations_listed": Sample(given(form="csv")),
    "api:conversation_report": Sample(_told),
    "api:conversation_statements": Sample(_told),
    "api:conversation_votes": Sample(_told),
    "conversations:office": Sample(),
    "conversations:new": Sample(sends=TOLD),
    "conversations:desk": Sample(_open, sends=TOLD),
    "conversations:seed": Sample(_open, sends=given(lines="Er is te weinig groen.", language="nl"), answers=(405,)),
    "conversations:open": Sample(_draft, answers=(405,)),
    "conversations:close": Sample(_open, answers=(405,)),
    "conversations:drop": Sample(_draft, answers=(405,)),
    "conversations:translations": Sample(
        _open, "?language=fr", sends=given(number="1", language="fr", text="Il faut des bancs.", how="person")
    ),
}
