"""The doors of helping."""

from wijk.config.door import ASKING, OPEN, Door, can, does

#: Whoever works somewhere writes down what people say; the hosts of a stop do so while it lasts.
WRITING = Door("verb", "helping.give_receipt", anywhere=True)
KEEPING = Door("verb", "helping.keep_tour", anywhere=True)

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
}
