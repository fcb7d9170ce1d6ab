"""What a cell may hold once it is read."""

Value = str | int | float | None
