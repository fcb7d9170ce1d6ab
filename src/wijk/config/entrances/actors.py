"""The doors of actors."""

from wijk.config.door import ASKING, OPEN, OWN, OWN_POST, Door, can

CHANGES = Door("verb", "actors.change_organisation", anywhere=True)

DOORS: dict[str, Door] = {
    "actors:directory": OPEN,
    "actors:organisation": OPEN,
    "actors:wrong": ASKING,
    "actors:still_right": ASKING,  # whoever holds the letter
    "actors:take_over": OWN,  # whoever was given the link
    "actors:keep": OWN,
    # by who speaks for the organisation, or by the office where it is active
    "actors:change": OWN,
    "actors:confirm": OWN_POST,
    "actors:close": OWN_POST,
    "actors:office": CHANGES,
    "actors:keepers": CHANGES,
    "actors:add": Door("verb", "actors.add_organisation", anywhere=True),
    "actors:kinds": can("actors.keep_kind"),
    "actors:answer": Door("verb", "actors.confirm_keeper", anywhere=True, sends=True),
    "actors:import": can("actors.import_organisations"),
    "actors:describe": can("actors.import_organisations"),  # and only who put the list there
    "api:organisations": OPEN,
    "api:organisations_file": OPEN,
    "api:organisations_dictionary": OPEN,
    "api:organisation": OPEN,
}
