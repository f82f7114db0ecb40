"""Boards and players: a Library and formats in, loops and hand-over sticks out."""
