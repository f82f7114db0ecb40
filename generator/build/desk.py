"""The editor's desk: a title or an approver's name in, message files and approval records out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from generator.build.project import Project
from generator.build.publish import write
from generator.content.approval import approve
from generator.content.template import new_message
from generator.diagnostics import Report
