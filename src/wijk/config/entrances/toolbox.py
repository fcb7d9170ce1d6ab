"""The doors of toolbox."""

from wijk.config.door import OPEN, OWN, OWN_POST, Door, can, does

DOORS: dict[str, Door] = {
    "toolbox:index": OPEN,
    "toolbox:compare": OPEN,
    "toolbox:card": OPEN,
    "toolbox:card_paper": OPEN,
    "toolbox:card_file": OPEN,
    "toolbox:plan": Door("verb", "toolbox.keep_plan", anywhere=True),
    "toolbox:plans": OWN,
    "toolbox:kept": OWN,
    "toolbox:change": OWN,
    "toolbox:drop": OWN_POST,
    "toolbox:calendar": OWN,
    "toolbox:plan_json": OWN,
    "toolbox:office": can("toolbox.keep_card"),
    "toolbox:new_card": can("toolbox.keep_card"),
    "toolbox:take_in": does("toolbox.keep_card"),
    "toolbox:edit_card": can("toolbox.keep_card"),
    "toolbox:retire": does("toolbox.retire_card"),
    "toolbox:closures": can("toolbox.keep_closure"),
    "toolbox:drop_closure": does("toolbox.drop_closure"),
    "api:cards": OPEN,
    "api:cards_csv": OPEN,
    "api:cards_dictionary": OPEN,
    "api:card": OPEN,
}
