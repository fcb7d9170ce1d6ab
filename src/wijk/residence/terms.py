"""How long is what kept, and how often may one try? Every number of this room in one place; the public page tells them."""

from datetime import timedelta

#: What somebody said of themselves holds so long; what was shown by another way, so long.
DECLARED, VERIFIED = timedelta(days=365), timedelta(days=2 * 365)
#: A letter that nobody printed is forgotten with its address; printed but not confirmed as sent, its address stays so long.
WAITING, PRINTED = timedelta(days=30), timedelta(days=7)
#: A code from a letter works so long after printing.
LETTER = timedelta(days=60)
#: A double click, or a form that is sent again, gets the same answer so long.
AGAIN = timedelta(minutes=15)
#: That a form was sent is known so long, so that it counts once when a tab is restored.
FORM = timedelta(days=7)
#: The code that somebody shows at the counter.
TICKET = timedelta(hours=1)
#: What the browser of somebody without an account holds, at most.
PROOF = timedelta(hours=2)
#: A file of the register that waits to be looked at.
DRAFT = timedelta(days=7)
#: Wrong codes for one letter; tries from one network, or by one account, in an hour.
TRIES, PACE = 5, 20
#: Letters to one address, and asked by one account or network, that may be under way together.
LETTERS = 6
#: A number below this is not told, so that nobody is recognised in it.
LEAST = 5
#: After a standing ended, what links an account to a line of the register stays so long, so that nobody counts twice in a talk that
#: still runs.
LINKED = timedelta(days=180)
