"""What leaves the room: report, poster, letter, calendar."""
