"""The demo's cast: one account per role, with passwords that everybody knows. Only a demo ever gets them."""

from dataclasses import dataclass

from wijk.core.verbs import Role

#: Said on the terminal and in the README of the demo; it guards nothing.
PASSWORD = "welkom-in-de-wijk"  # noqa: S105 - meant to be known


@dataclass(frozen=True, slots=True)
class Account:
    """One person of the cast; `where` is the level in which the role holds, "" for the whole city."""

    role: Role
    email: str
    name: str
    language: str = "nl"
    where: str = ""
    password: str = PASSWORD


ACCOUNTS: tuple[Account, ...] = (
    Account("administrator", "administrator@example.org", "Bea Beheer"),
    Account("analyst", "analyst@example.org", "Anna Lys", "fr"),
    Account("analyst", "second-analyst@example.org", "Tweede Tellers"),
    Account("resident", "resident@example.org", "Bo Wonders"),
    Account("association", "association@example.org", "Vera Niging"),
    Account("facilitator", "facilitator@example.org", "Fatima Wijkmans", where="neighbourhood"),
    Account("expert", "expert@example.org", "Émile Écoute", "fr"),
    Account("manager", "manager@example.org", "Mara Traject"),
    Account("service", "service@example.org", "Guy Dienst", "fr"),
    Account("clerk", "clerk@example.org", "Griet Fier", where="municipality"),
    Account("auditor", "auditor@example.org", "Otto Check", "en"),
)
