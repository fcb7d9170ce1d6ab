"""How far does taking part go? The six levels, each in words of what is promised; a framework may say it better in its own words."""

from dataclasses import dataclass

from wijk.core.text import Text

LEVELS = ("inform", "consult", "concert", "negotiate", "coproduce", "comanage")


@dataclass(frozen=True, slots=True)
class Level:
    """One level: its number, its name, its short name, what it promises."""

    code: str
    number: int
    title: Text
    promise: Text


def _level(code: str, title: tuple[str, str, str], promise: tuple[str, str, str]) -> Level:
    nl, fr, en = title
    told = dict(zip(("nl", "fr", "en"), promise, strict=True))
    return Level(code, LEVELS.index(code) + 1, Text({"nl": nl, "fr": fr, "en": en}), Text(told))


BY_CODE: dict[str, Level] = {
    level.code: level
    for level in (
        _level(
            "inform",
            ("informatie en sensibilisering", "information et sensibilisation", "information and awareness-raising"),
            (
                "U hoort op tijd wat er gebeurt en waarom, in gewone woorden. Over de beslissing zelf vragen we u niets.",
                "Vous apprenez à temps ce qui se passe et pourquoi, en mots simples. Nous ne vous demandons rien sur la décision.",
                "You hear in time what happens and why, in plain words. You are not asked about the decision itself.",
            ),
        ),
        _level(
            "consult",
            ("raadpleging", "consultation", "consultation"),
            (
                "We vragen wat u ervan vindt, vóór er beslist wordt. We moeten u niet volgen, maar u leest wat we met uw mening deden en waarom.",
                "Nous vous demandons votre avis avant de décider. Nous ne sommes pas tenus de le suivre, mais vous lisez ce que nous en avons "
                "fait et pourquoi.",
                "We ask what you think before anything is decided. We need not follow it, but you read what we did with it and why.",
            ),
        ),
        _level(
            "concert",
            ("overleg", "concertation", "concertation"),
            (
                "We zitten samen tot we elkaars standpunten kennen en zoeken wat ze verzoent. De beslissing blijft bij het bestuur, dat uitlegt "
                "waar het afwijkt.",
                "Nous nous rencontrons pour connaître les points de vue de chacun et chercher ce qui les rapproche. L’autorité décide, et "
                "explique ce dont elle s’écarte.",
                "We sit together to hear every point of view and look for what brings them closer. The authority decides, and explains where "
                "it departs from that.",
            ),
        ),
        _level(
            "negotiate",
            ("onderhandeling", "négociation", "negotiation"),
            (
                "We zoeken een akkoord met u, en leggen vast wat ieder ervoor doet. Zonder akkoord zeggen we openlijk wat ons verdeelt.",
                "Nous cherchons un accord avec vous et notons ce que chacun fait pour lui. Sans accord, nous disons ouvertement ce qui nous divise.",
                "We look for an agreement with you and write down what each side does for it. Without one, we say openly what divides us.",
            ),
        ),
        _level(
            "coproduce",
            ("coproductie", "coproduction", "co-production"),
            (
                "We maken het samen, van de eerste schets tot de beslissing, en beslissen samen.",
                "Nous le faisons ensemble, de la première esquisse à la décision, et nous décidons ensemble.",
                "We make it together, from the first sketch to the decision, and decide together.",
            ),
        ),
        _level(
            "comanage",
            ("co-beheer", "cogestion", "co-management"),
            (
                "We ontwerpen, beslissen, voeren uit en evalueren samen, en dragen samen de verantwoordelijkheid.",
                "Nous concevons, décidons, réalisons et évaluons ensemble, et portons ensemble la responsabilité.",
                "We design, decide, carry out and evaluate together, and are answerable together.",
            ),
        ),
    )
}


def promise(level: str, own: Text) -> Text:
    """What is promised: the framework's own words where it has them, in each language the level's own where it has none."""
    known = BY_CODE.get(level)
    return Text({**(dict(known.promise) if known else {}), **dict(own)})


def at_least(level: str, least: str) -> bool:
    """Does a level reach as far as another? An unknown one reaches nowhere."""
    return level in LEVELS and LEVELS.index(level) >= LEVELS.index(least)
