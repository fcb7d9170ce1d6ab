"""Commands that reckon on files of one's own: a ballot, a pool, votes, borders. They need no installation.

Each command has its module here, with `register(commands)`. A module reads files into what a room of `wijk.methods` takes, asks that
room, and hands the answer to the `Desk`, which prints or writes it.
"""

from collections.abc import Mapping

#: Command → its module in this package and what it does, in the order of the help. A module is imported when its command is given.
RECKONERS: Mapping[str, tuple[str, str]] = {
    "lottery": ("lottery", "draw a panel that mirrors the city, so that anybody can check the draw"),
    "count": ("count", "count the ballots of a neighbourhood budget (Pabulib)"),
    "opinions": ("opinions", "find groups of viewpoints and common ground in votes on statements (Polis)"),
    "basins": ("basins", "sort points into converge, reconcile and diverge, from where actors stand, without votes"),
    "delineate": ("delineate", "join units into neighbourhoods"),
    "crosswalk": ("crosswalk", "carry figures from one division of the ground to another"),
    "suppress": ("suppress", "hide what would reveal people in a table, and check that the hiding holds"),
    "index": ("index", "compose an index out of indicators, with its sensitivity"),
    "typology": ("typology", "sort areas into types, with profiles and stability"),
    "centrality": ("centrality", "find centres by weight of users and reach of functions"),
    "reach": ("reach", "reckon what can be reached on foot, and what a new place would add"),
    "cost": ("cost", "reckon costs over a whole life, energy contracts and financing"),
    "exchange": ("exchange", "match surpluses and needs over the seven values"),
    "verify": ("verify", "check an evidence bundle, offline"),
}
