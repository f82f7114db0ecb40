"""Fixtures of the small campaign for the tests of the build."""

from conftest_build import _finished, campaign, edit

__all__ = ["_finished", "campaign", "edit"]
