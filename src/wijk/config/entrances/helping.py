"""The doors of helping."""

from wijk.config.door import ASKING, OPEN, Door

#: Whoever works somewhere writes down what people say; the hosts of a stop do so while it lasts.
WRITING = Door("verb", "helping.give_receipt", anywhere=True)

DOORS: dict[str, Door] = {
    "helping:code": OPEN,
    "helping:follow": ASKING,  # whoever holds the code
    "helping:write": WRITING,
    "helping:receipt": WRITING,  # and wrote it down within half an hour
    "helping:receipt_pdf": WRITING,
}
