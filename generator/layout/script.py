"""Scripts: a message, its ward and campaign in; all that a video shows and lets hear out."""

from __future__ import annotations

from dataclasses import dataclass

from generator.content.model import Campaign, Clip, Media, Message, Ward
from generator.layout.wording import Wording, for_all_wards, wording


@dataclass(frozen=True, slots=True)
class Script:
    """What a video of one message says, shows and lets hear.

    Attributes:
        words: of the message; the ward appears in the closing card alone.
        campaign: name of the campaign, for the opening.
        clip: staff's own footage, or None.
        voice, music: recordings, or None; a video is silent by default.
    """

    words: Wording
    campaign: str
    clip: Clip | None = None
    voice: Media | None = None
    music: Media | None = None

    def for_all_wards(self) -> Script:
        """Return the script without what only one ward's version says."""
        return Script(for_all_wards(self.words), self.campaign, self.clip, self.voice, self.music)


def script(message: Message, ward: Ward | None, campaign: Campaign, *, draft: bool) -> Script:
    """Return the script of a message for one ward, or for the version without a ward."""
    words = wording(message, ward, campaign, draft=draft)
    return Script(words, campaign.name, message.clip, message.voice, message.music)
