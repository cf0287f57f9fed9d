"""The case summary as a PDF/A-3 with tags, set by typst from a template; the record travels inside as JSON.

Text enters as JSON and is never read as markup. The same package, language and installation give the same bytes,
so that a changed page of an exported file can be found by setting it again. typst and pikepdf are loaded by who
needs them: both hold the interpreter for a tenth of a second, and the window imports this module.
"""

import base64
import json
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from struct import unpack

from workstation import __version__
from workstation.domain.errors import InputError
from workstation.exports.case_summary import Say, build_summary
from workstation.exports.record_json import RecordPackage, sha256
from workstation.exports.summary_parts import CaseSummary

RECORD_NAME = "record.json"
HAN_FONTS = ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei")
PNG_START = b"\x89PNG\r\n\x1a\n"


class SummaryWriter:
    """Sets summaries with the template and fonts of one resources folder."""

    def __init__(self, resources: Path) -> None:
        self._template = resources / "templates" / "summary.typ"
        self._fonts = resources / "fonts"

    def name(self) -> str:
        """Names everything beside the text that decides how a page looks: pages of another writer can't be
        compared. Raises InputError when no Chinese font is there, since names may be written in it."""
        template = sha256(self._template.read_bytes())[:12]
        font = self._han_font()
        return (
            f"workstation {__version__}, typst {version('typst')}, template {template}, "
            f"{font.name} {font.stat().st_size}"
        )

    def _han_font(self) -> Path:
        import typst

        known = {font.family: font.path for font in typst.Fonts(True, True, []).fonts()}
        found = next((known[family] for family in HAN_FONTS if known.get(family)), None)
        if found is None:
            raise InputError("export.no_chinese_font")
        return Path(found)

    def write(self, package: RecordPackage, language: str, say: Say) -> bytes:
        """The PDF of a package with that package attached. `package.pages` is set to language and writer."""
        package = RecordPackage(
            package.record,
            package.record_sha256,
            package.signature,
            package.crops,
            package.audit_head,
            {"language": language, "writer": self.name()},
        )
        return self._set(package, build_summary(package, language, say))

    def same_pages(self, package: RecordPackage, pdf: bytes, say: Say) -> bool | None:
        """Whether `pdf` is what this installation sets from its record; None when another writer made it."""
        import typst

        if package.pages.get("writer") != self.name():
            return None
        try:
            return self._set(package, build_summary(package, package.pages["language"], say)) == pdf
        except typst.TypstError:  # a crop or a text inside was changed so that no page can be set from it
            return False

    def _set(self, package: RecordPackage, summary: CaseSummary) -> bytes:
        import typst

        crops = {name: _as_svg(data) for name, data in package.crops.items()}
        return typst.compile(
            str(self._template),
            font_paths=[str(self._fonts)],
            format="pdf",
            pdf_standards=["a-3a"],
            timestamp=_instant(package),
            sys_inputs={
                "summary": json.dumps(asdict(summary), ensure_ascii=False),
                "crops": json.dumps(crops),
                "record": package.to_bytes().decode(),
            },
        )


def read_attached(pdf: bytes) -> RecordPackage:
    """The package inside an exported PDF. Raises InputError when there is none or the file is not a readable PDF."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            if RECORD_NAME not in document.attachments:
                raise InputError("verify.no_record_inside")
            data = document.attachments[RECORD_NAME].get_file().read_bytes()
    except pikepdf.PdfError as error:
        raise InputError("verify.not_a_pdf") from error
    return RecordPackage.from_bytes(data)


def _instant(package: RecordPackage) -> int:
    """The time the document carries: of the signature, else of the submission; seconds since 1970, UTC."""
    stamp = package.record["submitted_at"]
    if package.signature is not None:
        stamp = package.signature.statement.signed_at
    return int(datetime.fromisoformat(stamp).astimezone(UTC).timestamp())


def _as_svg(png: bytes) -> str:
    """A picture as text, the one form in which typst takes it from memory."""
    if not png.startswith(PNG_START):
        raise ValueError("a crop is a PNG picture")
    width, height = unpack(">II", png[16:24])
    coded = base64.b64encode(png).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" '
        f'href="data:image/png;base64,{coded}"/></svg>'
    )
