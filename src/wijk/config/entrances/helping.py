"""The doors of helping."""

from wijk.config.door import ASKING, OPEN, OWN, Door, can, does

#: Whoever works somewhere writes down what people say; the hosts of a stop do so while it lasts.
WRITING = Door("verb", "helping.give_receipt", anywhere=True)
KEEPING = Door("verb", "helping.keep_tour", anywhere=True)
#: Who is in a team opens its cases; nobody does by a role. The bar shows the day to whoever helps anywhere.
DAY = Door("own", anywhere=True)
SETTING = Door("verb", "helping.keep_team", anywhere=True)

DOORS: dict[str, Door] = {
    "helping:code": OPEN,
    "helping:follow": ASKING,  # whoever holds the code
    "helping:stands": OPEN,
    "helping:stands_ics": OPEN,
    "helping:tour": OPEN,
    "helping:poster": OPEN,
    "helping:actions": OPEN,
    "helping:new_action": ASKING,
    "helping:own_action": ASKING,  # whoever holds the letter
    "helping:action": OPEN,
    # a browser that was made a screen; absent in every other
    **dict.fromkeys(
        (
            *(
                "helping:counter",
                "helping:counter_say",
                "helping:counter_say_at",
                "helping:counter_done",
                "helping:counter_talks",
            ),
            *("helping:counter_talk", "helping:counter_news", "helping:counter_receipt"),
        ),
        ASKING,
    ),
    "helping:open_counter": Door("verb", "helping.open_counter", anywhere=True),  # and the hosts of a stop
    "helping:votes": WRITING,
    "helping:vote_for": WRITING,
    "helping:votes_given": WRITING,
    "helping:react": WRITING,
    "helping:slip": WRITING,  # and wrote it down within half an hour
    "helping:slip_pdf": WRITING,
    "helping:write": WRITING,
    "helping:receipt": WRITING,  # and wrote it down within half an hour
    "helping:receipt_pdf": WRITING,
    "helping:office": KEEPING,
    "helping:new_tour": KEEPING,
    "helping:edit_tour": can("helping.keep_tour"),
    "helping:new_stop": can("helping.set_stop"),
    "helping:stop": can("helping.set_stop"),
    "helping:cancel": does("helping.cancel_stop"),
    "helping:count": can("helping.count_stop"),  # and its hosts
    "helping:cases": DAY,
    "helping:case_list": OWN,
    "helping:new_case": OWN,
    "helping:hand_over": OWN,
    "helping:handover": OWN,
    "helping:handover_pdf": OWN,
    "helping:handover_json": OWN,
    "helping:case": OWN,
    "helping:change_case": OWN,
    "helping:case_paper": OWN,
    "helping:teams": SETTING,
    "helping:new_team": SETTING,
    "helping:team": can("helping.keep_team"),
    "helping:accompanied": OWN,
}
