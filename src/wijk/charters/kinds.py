"""Which kinds of living documents does a city begin with? A table; the city adds its own."""

from wijk.core.text import Text

#: A framework is agreed for one process, whose room takes the adopted texts over.
FRAMEWORK = "framework"

STANDARD: dict[str, Text] = {
    "participation": Text(
        {"nl": "participatiehandvest", "fr": "charte de participation", "en": "charter of participation"}
    ),
    "sustainable": Text(
        {
            "nl": "handvest van de duurzame wijk",
            "fr": "charte du quartier durable",
            "en": "charter of the sustainable neighbourhood",
        }
    ),
    "co-ownership": Text(
        {"nl": "handvest van mede-eigendom", "fr": "charte de copropriété", "en": "charter of co-ownership"}
    ),
    "environmental": Text({"nl": "milieuhandvest", "fr": "charte environnementale", "en": "environmental charter"}),
    "shared-place": Text(
        {
            "nl": "regels van een gedeelde plek",
            "fr": "règles d’un lieu partagé",
            "en": "rules of a shared place",
        }
    ),
    FRAMEWORK: Text({"nl": "participatiekader", "fr": "cadre de participation", "en": "participation framework"}),
}
