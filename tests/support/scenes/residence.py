"""What stands in the test town for residence: a letter that waits, a batch, a register in force and a draft, and what a process asks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby
from wijk.residence import actions
from wijk.residence.models import Letter, Requirement

if TYPE_CHECKING:
    from tests.support.stage import Stage

HERE = "neighbourhood/1"
SCOPE = "processes.process:asks-residents"
POST = actions.Post("", "Dorpsstraat", "12", "", "1000", "Kleinstad")
FIELDS = [("card", "digits", Text.of("Number of your card"))]
#: Cards of the register in force, with the neighbourhood.
CARDS = {"85.07.30-033.28": "1", "111 222": "1", "333-444": "3"}


@dataclass(frozen=True, slots=True)
class ResidenceScene:
    """Number of a letter that waits, key of a printed batch with its one code, key of a draft, what a process asks."""

    waiting: str
    batch: str
    code: str
    draft: str
    requirement: Requirement


def build(stage: "Stage") -> ResidenceScene:
    """Put it there; what comes back is `stage.scenes["residence"]`."""
    office = Operator()
    actions.offer_ways(office, ways={"declare": Text(), "letter": Text(), "counter": Text.of("Town hall, Tuesday")})
    asks = actions.require(
        office, scope=Subject.parse(SCOPE), level="declared", why=Text.of("It is about these streets.")
    )
    actions.ask_letter(Passerby(), post=POST, area=HERE, language="nl")
    printed = actions.print_letters(office)
    actions.ask_letter(Passerby(), post=POST, area=HERE, language="fr")
    actions.set_columns(office, fields=FIELDS)
    actions.use_register(office, key=actions.stage_register(office, text=csv()).key)
    actions.offer_ways(office, ways={way: Text() for way in ("declare", "letter", "register", "counter")})
    draft = actions.stage_register(office, text=csv())
    waiting = Letter.objects.get(printed_on=None).number
    return ResidenceScene(waiting, printed.batch, printed.sheets[0].code, draft.key, asks)


def csv() -> list[str]:
    """The register as a file, line by line."""
    return ["card;area\n", *(f"{card};{area}\n" for card, area in CARDS.items())]
