"""Whose a fact is, where several of a kind have one: the episode or the relapse it belongs to."""

import re

from workstation.gui.words import in_language
from workstation.services.views import FormView


def whose(form: FormView | None, group_id: str | None) -> str:
    """The first word of the group's title in brackets: " (R-CHOP)"; "" for a fact of the case or of an only one."""
    groups = [group for section in form.sections for group in section.groups] if form is not None else []
    mine = next((group for group in groups if group.group.id == group_id), None)
    if mine is None or sum(group.kind.id == mine.kind.id for group in groups) < 2:
        return ""
    title = in_language(mine.title_en, mine.title_zh) or in_language(mine.kind.en, mine.kind.zh)
    return f" ({re.split('[,，]', title)[0]})"
