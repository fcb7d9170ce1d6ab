"""The doors of answers."""

from wijk.config.door import ASKING, OPEN, OWN, Door, can, does

DOORS: dict[str, Door] = {
    "answers:clock": OPEN,
    "answers:again": ASKING,  # whoever holds the letter
    "answers:again_own": OWN,
    "answers:desk": Door("verb", "answers.answer", anywhere=True),
    "answers:request": can("answers.answer"),
    "answers:services": can("answers.keep_service"),
    "answers:new_service": can("answers.keep_service"),
    "answers:service": can("answers.keep_service"),
    "answers:end_service": does("answers.end_service"),
    "answers:routes": can("answers.keep_route"),
    "answers:route": can("answers.keep_route"),
    "answers:reasons": can("answers.keep_reason"),
    "answers:new_reason": can("answers.keep_reason"),
    "answers:reason": can("answers.keep_reason"),
    "answers:phrases": can("answers.keep_phrase"),
    "answers:new_phrase": can("answers.keep_phrase"),
    "answers:phrase": can("answers.keep_phrase"),
    "api:answer_dictionary": OPEN,
    "api:answer_clock": OPEN,
    "api:answers_told": OPEN,
    "api:answer_reasons": OPEN,
}
