"""The doors of organs."""

from wijk.config.door import OPEN, Door, can, does

ANYWHERE = Door("verb", "organs.found_organ", anywhere=True)

DOORS: dict[str, Door] = {
    "organs:index": OPEN,
    "organs:organ": OPEN,
    "organs:decision": OPEN,
    "organs:opinion": OPEN,
    "organs:office": ANYWHERE,
    "organs:found": ANYWHERE,
    "organs:import": ANYWHERE,
    "organs:kinds": can("organs.keep_kind"),
    # also for the chair and secretary of the organ, by their mandate
    "organs:keep": can("organs.change_organ"),
    "organs:mandates": does("organs.give_mandate"),
    "organs:end_mandate": does("organs.end_mandate"),
    "organs:decide": can("organs.decide"),
    "organs:group": can("organs.found_organ"),
    "organs:prolong": does("organs.prolong_group"),
    "organs:end": does("organs.end_organ"),
    "organs:ask": Door("verb", "organs.ask_opinion", anywhere=True),
    "organs:give_opinion": can("organs.give_opinion"),
    "organs:reply": can("organs.reply_to_opinion"),
    # what machines read
    "api:organs_dictionary": OPEN,
    "api:organs_listed": OPEN,
    "api:mandates_listed": OPEN,
    "api:decisions_listed": OPEN,
    "api:opinions_listed": OPEN,
    "api:organ_told": OPEN,
    "api:decision_told": OPEN,
    "api:opinion_told": OPEN,
}
