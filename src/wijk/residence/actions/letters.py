"""A letter with a code: somebody asks for it, the office prints it, the address is forgotten, the code is typed once."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import CITY
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Viewer
from wijk.residence import access, codes, keys, terms
from wijk.residence.actions import knowing
from wijk.residence.actions.pacing import repeated, slowly
from wijk.residence.models import Letter
from wijk.trail.actions import record
from wijk.ui.plain import line

#: Letters that are printed together at most.
MOST = 500
#: Letters and digits of one line in the window of an envelope.
WINDOW = 60


@dataclass(frozen=True, slots=True)
class Post:
    """Where a letter goes. It is sealed at once, and forgotten once the letter was printed."""

    addressee: str
    street: str
    number: str
    box: str
    postcode: str
    town: str

    def lines(self) -> list[str]:
        """As it stands in the window of the envelope."""
        house = f"{self.street} {self.number}".strip()
        house = f"{house} / {self.box}" if self.box else house
        return [part for part in (self.addressee, house, f"{self.postcode} {self.town}") if part]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter that is about to be printed: the only place where code and address are together, and never on the disk."""

    lines: tuple[str, ...]
    code: str
    language: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A batch, and its sheets."""

    batch: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of a code: `proof` for a browser without account ("" with one), and the pass that works again without a letter."""

    proof: str = ""
    pass_code: str = ""


def ask_letter(viewer: Viewer, *, post: Post, area: str, language: str, hand: str = "", once: str = "") -> bool:
    """Ask for a letter to one's own address. The code is made when it is printed. False where the same form came before (`once`).

    Refused for an address that is not whole, and when very many letters are under way to it, or from here.
    """
    found = access.checked_area(area)
    clean = Post(*(line(getattr(post, name), longest=WINDOW) for name in Post.__slots__))
    if not clean.street or not any(sign.isdigit() for sign in clean.number):
        raise Refused("residence-street", _("Give the street and the number of your house."))
    if not clean.postcode or not clean.town:
        raise Refused("residence-town", _("Give the postal code and the municipality."))
    own = access.account_of(viewer)
    slowly("letter", own or hand, most=terms.LETTERS)
    house = keys.place("|".join(part.casefold() for part in (clean.street, clean.number, clean.postcode)))
    with transaction.atomic():
        if repeated("letter", once):
            return False
        _room_for(own, house)
        sealed = keys.seal({str(at): words for at, words in enumerate(clean.lines())})
        tongue, today = language if language in LANGUAGES else LANGUAGES[0], clock.today()
        Letter.objects.create(
            number=codes.drawn(codes.NUMBER), area=found, language=tongue, lines=sealed, house=house, account=own,
            asked_on=today, until=today + terms.WAITING,
        )  # fmt: skip
    return True


def _room_for(own: str, house: str) -> None:
    """Who asks again gets one letter, to where they say now. Refused when many are under way."""
    under_way = Letter.objects.filter(until__gte=clock.today())
    if own:
        under_way.filter(account=own, printed_on=None).delete()
    mine = under_way.filter(account=own).count() if own else 0
    if mine >= terms.LETTERS or under_way.filter(house=house).count() >= terms.LETTERS:
        raise Refused(
            "residence-many-letters",
            _("Several letters are under way already. Wait until they are there, or come to the counter."),
        )


@transaction.atomic
def print_letters(viewer: Viewer, *, batch: str = "", numbers: Sequence[str] | None = None) -> Printed:
    """Make the codes of the letters that wait (all, or those with these numbers); or, with `batch`, make that batch anew, so that the
    sheets printed before no longer work.

    Only the prints of the codes are kept. The addresses stay until `letters_sent`, at most a week. Refused when nothing waits.
    """
    if not viewer.may(access.PRINT):
        raise NotAllowed(access.PRINT)
    rows = Letter.objects.select_for_update().exclude(lines="").filter(used_at=None)
    rows = rows.filter(batch=batch) if batch else rows.filter(printed_on=None)
    if numbers is not None:
        rows = rows.filter(number__in=list(numbers))
    today, key = clock.today(), batch or codes.drawn(8)
    sheets = []
    for row in rows.order_by("asked_on", "pk")[:MOST]:
        code = codes.fresh(codes.LETTER, row.number)
        row.code, row.tries, row.batch, row.printed_on = keys.code(row.number, code), 0, key, today
        row.until = today + terms.LETTER
        row.save()
        told = keys.unseal(row.lines)
        sheets.append(Sheet(tuple(told[at] for at in sorted(told)), code, row.language))
    if not sheets:
        raise Refused("residence-no-letters", _("No letter waits to be printed."))
    record(viewer, verb=access.PRINT, subject=CITY, data={"letters": len(sheets), "again": bool(batch)})
    return Printed(key, tuple(sheets))


@transaction.atomic
def letters_sent(viewer: Viewer, *, batch: str) -> int:
    """The letters of a batch are in their envelopes: forget the addresses; how many."""
    if not viewer.may(access.SENT):
        raise NotAllowed(access.SENT)
    count = Letter.objects.filter(batch=batch).exclude(lines="").update(lines="")
    if not batch or not count:
        raise Absent("batch")
    record(viewer, verb=access.SENT, subject=CITY, data={"letters": count})
    return count


@transaction.atomic
def drop_letter(viewer: Viewer, *, number: str) -> None:
    """Do not send a letter that was asked for, because there is no such address."""
    if not viewer.may(access.DROP_LETTER):
        raise NotAllowed(access.DROP_LETTER)
    if not Letter.objects.filter(number=number, printed_on=None).delete()[0]:
        raise Absent("letter")
    record(viewer, verb=access.DROP_LETTER, subject=CITY)


def show_code(viewer: Viewer, *, typed: str, hand: str = "") -> Shown:
    """Type the code from a letter, or a pass. Refused with what is wrong: a slip of the pen costs no try, five wrong codes end a letter.

    A letter that was asked for with an account works for that account alone. Without an account one gets a pass, shown once, by which
    one is known again.
    """
    code = codes.read(typed)
    if code is None or len(code) == codes.TICKET:
        raise Refused(
            "residence-no-code",
            _("This is no code of ours. Look again: it stands in the letter, in groups of four signs."),
        )
    slowly("code", access.account_of(viewer) or hand, most=terms.PACE)
    return _pass(viewer, code) if len(code) == codes.PASS else _letter(viewer, code)


def _pass(viewer: Viewer, code: str) -> Shown:
    held = keys.handle("pass", code)
    row = knowing.of_pass(held)
    if row is None:
        raise Refused("residence-no-pass", _("This pass is not known, or has ended. Show again that you live here."))
    if own := access.account_of(viewer):
        knowing.shown([("pass", held), ("account", own)], way="", area=row.area)
        return Shown()
    return Shown(knowing.proof_of(held))


def _letter(viewer: Viewer, code: str) -> Shown:
    """In one transaction what is right; a wrong try is counted whatever comes after."""
    number, own = code[: codes.NUMBER], access.account_of(viewer)
    given = keys.code(number, code)
    with transaction.atomic():
        row = Letter.objects.select_for_update().filter(number=number).first()
        fits = hmac.compare_digest(given, row.code if row and row.code else "0" * len(given))
        fault = _fault(row, own, fits)
        if row is not None and fault is None:
            return _taken(row, own, code)
        if row is not None and row.code and row.used_at is None and not fits:
            row.tries += 1
            if row.tries >= terms.TRIES:
                row.code = ""
            row.save(update_fields=["tries", "code"])
    raise fault or AssertionError


def _taken(row: Letter, own: str, code: str) -> Shown:
    """The code is right. Sent twice within a quarter of an hour it gives the same answer, and counts once."""
    fresh = "" if own else codes.spelled(keys.drawn("pass", code), codes.PASS)
    handle = ("account", own) if own else ("pass", keys.handle("pass", fresh))
    if row.used_at is None:
        knowing.shown([handle], way="letter", area=row.area)
        row.used_at, row.lines, row.account = clock.now(), "", own
        row.save(update_fields=["used_at", "lines", "account"])
    return Shown("" if own else knowing.proof_of(handle[1]), fresh)


def _fault(row: Letter | None, own: str, fits: bool) -> Refused | None:
    """What is wrong. Who guesses learns nothing of letters that are not theirs: an unknown number and a wrong code sound alike."""
    wrong = Refused(
        "residence-wrong-code",
        _("This code is not right. Look again at the letter; after five wrong codes it no longer works."),
    )
    if row is None:
        return wrong
    if row.account and row.account != own:
        return (
            Refused("residence-sign-in", _("Sign in with the account by which you asked for this letter."))
            if fits
            else wrong
        )
    if row.used_at and not (fits and clock.now() - row.used_at <= terms.AGAIN):
        return Refused(
            "residence-used", _("This code was used already. With an account, sign in; without, type your pass.")
        )
    if row.printed_on and not row.code:
        return Refused(
            "residence-locked", _("This letter no longer works: too many wrong codes came in. Ask for a new one.")
        )
    if row.until < clock.today():
        return Refused("residence-late", _("This code has ended. Ask for a new letter."))
    return None if fits else wrong
