"""Sound: the cues of a timeline in, the packets of its sound track out."""

from generator.paint.sound.soundtrack import silence, soundtrack

__all__ = ["silence", "soundtrack"]
