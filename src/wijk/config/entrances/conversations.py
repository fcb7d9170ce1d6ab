"""The doors of conversations."""

from wijk.config.door import ASKING, OPEN, OPEN_POST, Door, can, does

#: Whoever keeps a conversation somewhere comes in; what they see is theirs.
ANYWHERE = Door("verb", "conversations.start_conversation", anywhere=True)

DOORS: dict[str, Door] = {
    "conversations:index": OPEN,
    "conversations:conversation": ASKING,
    "conversations:vote": OPEN_POST,
    "conversations:next": OPEN,
    "conversations:mine": ASKING,
    "conversations:erase": OPEN_POST,
    "conversations:receipt": OPEN,
    "conversations:slip": OPEN,
    "conversations:add": ASKING,
    "conversations:statements": OPEN,
    "conversations:screen": OPEN,
    "conversations:report": OPEN,
    "conversations:report_statements": OPEN,
    "conversations:report_statement": OPEN,
    "conversations:report_words": OPEN,
    "conversations:report_sheet": OPEN,
    "conversations:polis": OPEN,
    "conversations:placing": OPEN,
    "conversations:place": Door("verb", "conversations.place_points"),
    "conversations:placing_sheet": OPEN,
    "conversations:point": OPEN,
    "conversations:viewpoint": ASKING,
    "conversations:import": ANYWHERE,
    "conversations:gatherings": can("conversations.start_gathering"),
    "conversations:end_gathering": does("conversations.end_gathering"),
    "api:conversations_dictionary": OPEN,
    "api:conversations_listed": OPEN,
    "api:conversation_report": OPEN,
    "api:conversation_statements": OPEN,
    "api:conversation_votes": OPEN,
    "conversations:office": ANYWHERE,
    "conversations:new": ANYWHERE,
    "conversations:desk": can("conversations.change_conversation"),
    "conversations:seed": does("conversations.seed_statements"),
    "conversations:open": does("conversations.open_conversation"),
    "conversations:close": does("conversations.close_conversation"),
    "conversations:drop": does("conversations.drop_conversation"),
    "conversations:translations": can("conversations.translate_statement"),
}
