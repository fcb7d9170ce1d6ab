"""A working sample of each address of residence."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support.sample import Facts, Sample, given
from tests.support.scenes.residence import HERE, SCOPE, csv
from tests.support.stage import Stage


def _batch(stage: Stage) -> Facts:
    return {"batch": stage.scenes["residence"].batch}


def _waiting(stage: Stage) -> Facts:
    return {"number": stage.scenes["residence"].waiting}


def _draft(stage: Stage) -> Facts:
    return {"key": stage.scenes["residence"].draft}


def _file(_stage: Stage) -> Facts:
    return {"file": SimpleUploadedFile("register.csv", "".join(csv()).encode())}


LETTER = {"street": "Dorpsstraat", "number": "1", "postcode": "1000", "town": "Kleinstad", "area": HERE}
SENT = (405,)
SAMPLES: dict[str, Sample] = {
    "residence:about": Sample(),
    "residence:asked": Sample(given(scope=SCOPE)),
    "residence:declare": Sample(query=f"?for={SCOPE}", sends=given(area=HERE)),
    "residence:letter": Sample(sends=given(**LETTER)),
    "residence:code": Sample(sends=lambda stage: {"code": stage.scenes["residence"].code}),
    "residence:line": Sample(sends=given(line_card="111 222")),
    "residence:at_counter": Sample(),
    "residence:kept": Sample(),
    "residence:provider": Sample(),
    "residence:forget": Sample(answers=SENT),
    "residence:leave": Sample(answers=SENT),
    "residence:office": Sample(),
    "residence:require": Sample(given(scope=SCOPE), sends=given(level="declared", why_nl="Daarom.")),
    "residence:offer": Sample(sends=given(ways="letter")),
    "residence:letters": Sample(sends=given(window="right")),
    "residence:letters_sent": Sample(_batch, answers=SENT),
    "residence:drop_letter": Sample(_waiting, answers=SENT),
    "residence:register": Sample(sends=_file),
    "residence:register_done": Sample(_draft, sends=given(do="use"), answers=SENT),
    "residence:columns": Sample(sends=given(code1="card", kind1="digits", label1_nl="Kaart")),
    "residence:counter": Sample(sends=given(area=HERE, seen="on", once="a")),
    "residence:slip": Sample(sends=given(code="x"), answers=SENT),
}
