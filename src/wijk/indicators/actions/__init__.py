"""The verbs of the catalogue and of deliveries. Everything that writes stands here, in one transaction with its trail entry."""

from wijk.indicators.actions.deciding import (
    decide_set_aside,
    publish_delivery,
    reckon_again,
    reject_delivery,
    withdraw_delivery,
)
from wijk.indicators.actions.desk import OnDesk, clear_desk, deliver_from_desk, look, on_desk, put_on_desk
from wijk.indicators.actions.forgetting import forget_arrived
from wijk.indicators.actions.keeping import Changes, keep_catalogue, keep_indicator, keep_source, keep_theme
from wijk.indicators.actions.looking import findings_in_words, guessed, mapping_in_words
from wijk.indicators.actions.staging import stage_delivery, sweep
from wijk.indicators.actions.taking_in import PackFile, TakenIn, take_in
from wijk.indicators.catalogue import IndicatorSpec, SourceSpec, ThemeSpec

__all__ = [
    "Changes",
    "IndicatorSpec",
    "OnDesk",
    "PackFile",
    "SourceSpec",
    "TakenIn",
    "ThemeSpec",
    "clear_desk",
    "decide_set_aside",
    "deliver_from_desk",
    "findings_in_words",
    "forget_arrived",
    "guessed",
    "keep_catalogue",
    "keep_indicator",
    "keep_source",
    "keep_theme",
    "look",
    "mapping_in_words",
    "on_desk",
    "publish_delivery",
    "put_on_desk",
    "reckon_again",
    "reject_delivery",
    "stage_delivery",
    "sweep",
    "take_in",
    "withdraw_delivery",
]
