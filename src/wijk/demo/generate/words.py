"""The words out of which names of places are made, in Dutch and French (and English where a word differs there)."""

#: (Dutch first part, French after "de", the French noun is feminine or plural does not matter here)
STEMS: tuple[tuple[str, str], ...] = (
    ("Molen", "du Moulin"), ("Linde", "du Tilleul"), ("Elzen", "des Aulnes"), ("Wilgen", "des Saules"),
    ("Berken", "des Bouleaux"), ("Beuken", "des Hêtres"), ("Eiken", "des Chênes"), ("Essen", "des Frênes"),
    ("Olmen", "des Ormes"), ("Populieren", "des Peupliers"), ("Kastanje", "des Châtaigniers"), ("Kraaien", "des Corneilles"),
    ("Reiger", "du Héron"), ("Zwanen", "des Cygnes"), ("Leeuwerik", "de l'Alouette"), ("Merel", "du Merle"),
    ("Lijster", "de la Grive"), ("Zwaluw", "de l'Hirondelle"), ("Uilen", "des Hiboux"), ("Vossen", "des Renards"),
    ("Hazen", "des Lièvres"), ("Bever", "du Castor"), ("Otter", "de la Loutre"), ("Ganzen", "des Oies"),
    ("Lammeren", "des Agneaux"), ("Herten", "des Cerfs"), ("Bijen", "des Abeilles"), ("Zand", "du Sable"),
    ("Klei", "de l'Argile"), ("Turf", "de la Tourbe"), ("Riet", "des Roseaux"), ("Biezen", "des Joncs"),
    ("Klaver", "du Trèfle"), ("Hop", "du Houblon"), ("Vlas", "du Lin"), ("Gerst", "de l'Orge"),
    ("Haver", "de l'Avoine"), ("Rogge", "du Seigle"), ("Appel", "des Pommiers"), ("Peren", "des Poiriers"),
    ("Kersen", "des Cerisiers"), ("Noten", "des Noyers"), ("Pruimen", "des Pruniers"), ("Rozen", "des Roses"),
    ("Lelie", "du Lys"), ("Brem", "du Genêt"), ("Varen", "de la Fougère"), ("Doorn", "de l'Épine"),
    ("Hulst", "du Houx"), ("Meidoorn", "de l'Aubépine"), ("Bakkers", "des Boulangers"), ("Brouwers", "des Brasseurs"),
    ("Wevers", "des Tisserands"), ("Smeden", "des Forgerons"), ("Vissers", "des Pêcheurs"), ("Schippers", "des Bateliers"),
    ("Kuipers", "des Tonneliers"), ("Looiers", "des Tanneurs"), ("Pottenbakkers", "des Potiers"), ("Kramers", "des Merciers"),
    ("Maaiers", "des Faucheurs"), ("Herders", "des Bergers"), ("Monniken", "des Moines"), ("Begijnen", "des Béguines"),
    ("Abdij", "de l'Abbaye"), ("Kapel", "de la Chapelle"), ("Toren", "de la Tour"), ("Sluis", "de l'Écluse"),
    ("Bron", "de la Source"), ("Zilver", "d'Argent"), ("Gulden", "d'Or"), ("Zonne", "du Soleil"),
    ("Mane", "de la Lune"), ("Sterre", "de l'Étoile"), ("Winter", "de l'Hiver"), ("Zomer", "de l'Été"),
    ("Dageraad", "de l'Aurore"), ("Regenboog", "de l'Arc-en-ciel"), ("Steen", "de la Pierre"), ("Wind", "du Vent"),
)  # fmt: skip
#: (Dutch second part, French noun, feminine?)
GROUNDS: tuple[tuple[str, str, bool], ...] = (
    ("veld", "Champ", False), ("broek", "Marais", False), ("berg", "Mont", False), ("dal", "Val", False),
    ("beek", "Ruisseau", False), ("bos", "Bois", False), ("hof", "Clos", False), ("hoek", "Coin", False),
    ("poort", "Porte", True), ("kouter", "Couture", True), ("weide", "Pâture", True), ("gaarde", "Verger", False),
    ("rode", "Sart", False), ("hoeve", "Ferme", True), ("donk", "Tertre", False), ("meers", "Prairie", True),
    ("eind", "Bout", False), ("put", "Puits", False), ("dam", "Digue", True), ("schans", "Redoute", True),
    ("burg", "Bourg", False), ("vijver", "Vivier", False), ("voorde", "Gué", False), ("kruis", "Croix", True),
    ("driesch", "Dries", False), ("markt", "Marché", False),
)  # fmt: skip
#: Dutch prefix, French for a masculine and a feminine noun.
SIDES: tuple[tuple[str, str, str], ...] = (
    ("Opper", "Haut", "Haute"), ("Neder", "Bas", "Basse"), ("Groot-", "Grand", "Grande"), ("Klein-", "Petit", "Petite"),
    ("Oud-", "Vieux", "Vieille"), ("Nieuw-", "Nouveau", "Nouvelle"), ("Achter", "Arrière", "Arrière"), ("Voor", "Avant", "Avant"),
)  # fmt: skip
SAINTS: tuple[tuple[str, str], ...] = (
    ("Sint-Amelberga", "Sainte-Amelberge"), ("Sint-Bavo", "Saint-Bavon"), ("Sint-Christina", "Sainte-Christine"),
    ("Sint-Dimpna", "Sainte-Dymphne"), ("Sint-Elooi", "Saint-Éloi"), ("Sint-Godelieve", "Sainte-Godelieve"),
    ("Sint-Hubertus", "Saint-Hubert"), ("Sint-Kwinten", "Saint-Quentin"), ("Sint-Lutgardis", "Sainte-Lutgarde"),
    ("Sint-Maarten", "Saint-Martin"), ("Sint-Odilia", "Sainte-Odile"), ("Sint-Rochus", "Saint-Roch"),
    ("Sint-Ursula", "Sainte-Ursule"), ("Sint-Veerle", "Sainte-Pharaïlde"), ("Sint-Wivina", "Sainte-Wivine"),
    ("Sint-Medardus", "Saint-Médard"), ("Sint-Rumoldus", "Saint-Rombaut"), ("Sint-Ermelindis", "Sainte-Ermelinde"),
)  # fmt: skip
#: Names of towns: invented first parts, and the ends that Dutch and French give to the same name.
TOWN_STEMS = (
    "Aspel", "Berle", "Dorne", "Elver", "Gale", "Hasse", "Ivel", "Karle", "Lauwer", "Mare", "Nevel", "Olse", "Pamel", "Rave", "Selle",
    "Temse", "Umber", "Vele", "Wolver", "Yve", "Zeven", "Adel", "Bolle", "Corte", "Dampe", "Ever", "Fale", "Gronde", "Herle", "Issel",
    "Jonke", "Kalver", "Lede", "Mispel", "Norde", "Ossel", "Perre", "Quade", "Rosse", "Stave", "Tille", "Ulve", "Vinder", "Wester", "Zomer",
)  # fmt: skip
TOWN_ENDS = (
    ("gem", "ghem"), ("zele", "zeele"), ("rode", "rode"), ("beke", "becque"), ("voorde", "vorde"), ("kerke", "kerque"),
    ("hove", "hove"), ("lare", "laer"), ("donk", "donck"), ("stede", "steede"), ("wijk", "wyck"), ("burg", "bourg"),
    ("damme", "dame"), ("berge", "bergue"), ("houte", "houtte"),
)  # fmt: skip
#: Never to be invented by accident.
REAL = frozenset({
    "anderlecht", "brussel", "bruxelles", "elsene", "ixelles", "etterbeek", "evere", "ganshoren", "jette", "koekelberg", "oudergem",
    "auderghem", "schaarbeek", "schaerbeek", "sint-agatha-berchem", "berchem-sainte-agathe", "sint-gillis", "saint-gilles", "molenbeek",
    "sint-jans-molenbeek", "molenbeek-saint-jean", "sint-joost-ten-node", "saint-josse-ten-noode", "sint-lambrechts-woluwe",
    "woluwe-saint-lambert", "sint-pieters-woluwe", "woluwe-saint-pierre", "ukkel", "uccle", "vorst", "forest",
    "watermaal-bosvoorde", "watermael-boitsfort",
})  # fmt: skip
#: Parts of a neighbourhood by where they lie: Dutch, French, English.
QUARTERS = (
    ("oost", "est", "east"), ("noordoost", "nord-est", "north-east"), ("noord", "nord", "north"),
    ("noordwest", "nord-ouest", "north-west"), ("west", "ouest", "west"), ("zuidwest", "sud-ouest", "south-west"),
    ("zuid", "sud", "south"), ("zuidoost", "sud-est", "south-east"),
)  # fmt: skip
CENTRE = ("centrum", "centre", "centre")
CORNERS = (
    ("kerk", "église", "church"), ("markt", "marché", "market"), ("tuinwijk", "cité-jardin", "garden suburb"),
    ("brouwerij", "brasserie", "brewery"), ("school", "école", "school"), ("kasteel", "château", "castle"),
    ("molen", "moulin", "mill"), ("brug", "pont", "bridge"), ("gasthuis", "hospice", "almshouse"), ("pastorie", "presbytère", "rectory"),
    ("boomgaard", "verger", "orchard"), ("wasserij", "blanchisserie", "laundry"), ("ververij", "teinturerie", "dye works"),
    ("hoeve", "ferme", "farm"), ("schuur", "grange", "barn"), ("pompen", "pompes", "pumps"), ("kazerne", "caserne", "barracks"),
    ("gasfabriek", "usine à gaz", "gasworks"), ("steenbakkerij", "briqueterie", "brickworks"), ("tramstelplaats", "dépôt des trams", "tram depot"),
)  # fmt: skip
FIRST = (
    "Clara", "Jozef", "Marie", "Emiel", "Louise", "Victor", "Hortense", "Gustave", "Irma", "Edmond", "Julia", "Omer", "Berthe", "Achiel",
    "Germaine", "Leopoldine", "Firmin", "Celestine", "Oscar", "Paula", "Remi", "Elvire", "Cyriel", "Yvonne", "Camille", "Alida", "Theofiel",
    "Rosalie", "Desiré", "Philomène", "Arthur", "Mathilde", "Frans", "Zoé", "Hector", "Adeline", "Prosper", "Judith", "Ferdinand", "Léonie",
)  # fmt: skip
LAST = (
    "Verlinden", "Aelbrecht", "Boudry", "Claessens", "Delvigne", "Everaert", "Fonteyne", "Goossaert", "Hanneuse", "Impens", "Jordaens",
    "Kestelyn", "Lambrechtsen", "Mertens", "Noterman", "Oosterlinck", "Persoons", "Quintelier", "Roelandt", "Steyvers", "Tavernier",
    "Uyttenhove", "Vandamme", "Wauters", "Ysebaert", "Zegers", "Baudart", "Crombez", "Dufresne", "Evrard", "Florquin", "Grandjean",
    "Hubeau", "Istas", "Jacquemyn", "Knockaert", "Lemaire", "Moreels", "Naessens", "Opdebeeck", "Poelman", "Renders", "Stockmans",
    "Thirion", "Urbain", "Verbruggen", "Willockx", "Bellefroid", "Cuvelier", "Demoulin", "Ganseman", "Hellinckx", "Joossens", "Lievens",
)  # fmt: skip
