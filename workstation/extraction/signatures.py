"""Signatures: the name of who signed, with what its bearer is: "Dr. A. Marsh, Consultant pathologist"."""

import re

from workstation.extraction.document_words import DocumentWords, lowered
from workstation.extraction.page_text import plain

_SIGNED = re.compile(
    r"(?P<name>(?P<title>(?:(?:Dr|Prof|PD|Priv|Doz)\.? ?(?:med\.? ?)?)*)"
    r"(?:[\u4e00-\u9fff·]{2,4}|[^\W\d_](?:[^\W\d_]|['.\-])*(?: [^\W\d_](?:[^\W\d_]|['.\-])*){0,3}))"
    r"\s*(?:$|[,(;:·|/]|  )(?P<behind>.*)"
)
_LONGEST, _MOST_WORDS = 70, 6


def signed_name(line: str, words: DocumentWords) -> str:
    """The name in a line that is a signature: short, a name first, then a doctor's title or a department; "" for any
    other line."""
    text = plain(line).strip()
    match = _SIGNED.match(text) if len(text) <= _LONGEST else None
    if match is None:
        return ""
    behind = lowered(match["behind"])
    is_said = words.has("role", behind) or words.has("department", behind)
    return match["name"].strip() if is_said or (match["title"] and len(behind.split()) <= _MOST_WORDS) else ""
