"""The steps of `bench.paper`, in a process of their own: `python -m bench.paper_steps FOLDER SHEETS`."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wijk.core import installation

installation.change(Path(sys.argv[1]), secret_key="k" * 50, signing_key="0" * 64)
django.setup()

from wijk.accounts import actions as accounts  # noqa: E402 - Django first
from wijk.contributions.models import Contribution  # noqa: E402
from wijk.core import clock  # noqa: E402
from wijk.core.subject import Subject  # noqa: E402
from wijk.core.viewer import Operator  # noqa: E402
from wijk.sheets import actions, queries  # noqa: E402
from wijk.sheets.exporters.forms import MOST, sheets_pdf  # noqa: E402
from wijk.sheets.models import Batch, State  # noqa: E402

ANN, BEN, CAN = Operator("ann"), Operator("ben"), Operator("can")
CITY = Subject("contributions.opening", "city")


def pile(count: int) -> dict[str, Any]:
    """What each step took."""
    told: dict[str, Any] = {"sheets": count}
    start = time.process_time()
    row = actions.print_sheets(ANN, subject=CITY, form="idea", language="nl", count=count, double=True)
    told["codes_ms"] = 1000 * (time.process_time() - start)
    told["pdf_of_100_ms"] = 1000 * spent(lambda: sheets_pdf(row, queries.to_print(row, 1, min(MOST, count))))
    batch = actions.open_batch(ANN, area="", on=clock.today(), way="box", counted=count)
    codes = dict(row.sheets.values_list("number", "code"))
    first = spent(lambda: _type(ANN, batch, codes, odd=0))
    told |= _page(batch)
    second = spent(lambda: _type(BEN, batch, codes, odd=20))
    third = spent(lambda: _settle(batch))
    told |= {"first_typist_ms": 1000 * first / count, "second_typist_ms": 1000 * second / count}
    told["third_person_ms"] = 1000 * third / max(1, count // 20)
    told["sheet_ms"] = 1000 * (first + second + third) / count
    told["close_ms"] = 1000 * spent(lambda: actions.close_batch(ANN, batch=batch))
    told["taken"] = row.sheets.filter(state=State.TAKEN).count()
    told["contributions"] = Contribution.objects.filter(channel="paper").count()
    return {name: round(value, 1) if isinstance(value, float) else value for name, value in told.items()}


def _type(who: Operator, batch: Batch, codes: dict[int, Any], *, odd: int) -> None:
    for number, code in codes.items():
        title = f"Een bank bij de linde, nummer {number}{' of zo' if odd and number % odd == 0 else ''}"
        sheet = actions.take_up(who, batch=batch, code=code)
        actions.keep(who, batch=batch, sheet=sheet, values={"kind": "idea"})
        values = {"kind": "idea", "title": title, "text": f"Daar wachten elke dag {number} mensen op de bus."}
        actions.finish(who, batch=batch, sheet=sheet, values=values)


def _settle(batch: Batch) -> None:
    for sheet in list(batch.sheets.filter(state=State.DIFFERS)):
        actions.settle(CAN, batch=batch, sheet=sheet, values=queries.both(sheet)[0].values)


def _page(batch: Batch) -> dict[str, Any]:
    """The page of the pile, when every sheet of it waits for a second person."""
    person = accounts.enrol(
        Operator(), email="paper@example.org", name="Paper", password=None, language="nl", roles=[("manager", "")]
    )
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    path = f"/nl/office/sheets/piles/{batch.key}/"
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
        count = len(asked)
    seconds = spent(lambda: [client.get(path) for _each in range(10)]) / 10
    size = len(answer.content) / 1024
    return {"page_status": answer.status_code, "page_queries": count, "page_ms": 1000 * seconds, "page_kb": size}


def spent(act: Callable[[], object]) -> float:
    """Seconds of the processor."""
    start = time.process_time()
    act()
    return time.process_time() - start


if __name__ == "__main__":
    call_command("migrate", interactive=False, verbosity=0)
    print(json.dumps(pile(int(sys.argv[2])), indent=1))
