"""The doors of sheets."""

from wijk.config.door import OPEN, Door, can, does

#: Whoever types somewhere comes in; what they see is theirs.
SOMEWHERE = Door("verb", "sheets.open_batch", anywhere=True)

DOORS: dict[str, Door] = {
    "sheets:where": OPEN,
    "sheets:sheet": OPEN,  # whoever holds the sheet
    "sheets:office": SOMEWHERE,
    "sheets:print": SOMEWHERE,
    "sheets:printing": can("sheets.print_sheets"),
    "sheets:sheets_pdf": can("sheets.print_sheets"),
    "sheets:poster": can("sheets.print_sheets"),
    "sheets:give": does("sheets.give_out"),
    "sheets:void_numbers": does("sheets.void_sheet"),
    "sheets:batches": SOMEWHERE,
    "sheets:new_batch": SOMEWHERE,
    "sheets:batch": can("sheets.open_batch"),
    "sheets:take_up": does("sheets.open_batch"),
    "sheets:close": does("sheets.close_batch"),
    "sheets:hand_over": does("sheets.open_batch"),
    "sheets:add_scans": does("sheets.open_batch"),
    "sheets:scan": can("sheets.open_batch"),
    "sheets:drop_scan": does("sheets.open_batch"),
    "sheets:typing": can("sheets.open_batch"),
    "sheets:keep": does("sheets.open_batch"),
    "sheets:next": does("sheets.open_batch"),
    "sheets:settle": can("sheets.settle"),
    "sheets:void": does("sheets.void_sheet"),
}
