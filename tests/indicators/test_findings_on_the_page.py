"""What was found in a delivery is said with names, for people."""

import pytest
from django.utils import translation

from tests.support.smalltown import build_smalltown
from wijk.indicators.findings import Finding
from wijk.indicators.models import Delivery, DeliveryPart
from wijk.indicators.office.delivery import found_in


@pytest.mark.django_db
def test_a_finding_names_the_indicator_and_the_area_and_keeps_the_code() -> None:
    town = build_smalltown()
    params = {"indicator": "density", "area": "1", "before": "10", "earlier": "2024", "value": "100", "period": "2025"}
    unknown = {"value": "999", "areas": "neighbourhoods/2022"}
    delivery = Delivery(
        findings=[Finding("jump", "warning", params).as_json(), Finding("area-unknown", "error", unknown).as_json()]
    )
    part = DeliveryPart(indicator=town.indicators["density"], area_set=town.sets["neighbourhood"])
    with translation.override("nl"):
        told = {one.severity: one.lines[0][1] for one in found_in(delivery, [part])}
    assert "Oude Markt (1)" in told["warning"]
    assert str(town.indicators["density"].name.to("nl")) in told["warning"]
    assert "999" in told["error"]
