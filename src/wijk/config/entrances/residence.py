"""The doors of residence."""

from wijk.config.door import ASKING, OPEN, OPEN_POST, OWN, OWN_POST, Door, can, does

#: Whoever sits at a counter somewhere, or keeps a place; what they may confirm or ask is of their places.
COUNTER, KEEPER = (Door("verb", f"residence.{word}", anywhere=True) for word in ("confirm_at_counter", "require"))

DOORS: dict[str, Door] = {
    "residence:about": ASKING,
    "residence:asked": OPEN,
    "residence:declare": ASKING,
    "residence:letter": ASKING,
    "residence:code": ASKING,
    "residence:line": ASKING,
    "residence:at_counter": ASKING,
    "residence:kept": OPEN,
    "residence:provider": OWN,
    "residence:forget": OWN_POST,
    "residence:leave": OPEN_POST,
    "residence:office": KEEPER,
    "residence:require": can("residence.require"),
    "residence:offer": can("residence.offer_ways"),
    "residence:letters": can("residence.print_letters"),
    "residence:letters_sent": does("residence.letters_sent"),
    "residence:drop_letter": does("residence.drop_letter"),
    "residence:register": can("residence.stage_register"),
    "residence:register_done": does("residence.use_register"),
    "residence:columns": can("residence.set_columns"),
    "residence:counter": COUNTER,
    "residence:slip": Door("verb", "residence.confirm_at_counter", anywhere=True, sends=True),
}
