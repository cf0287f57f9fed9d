"""Keeps the window's translations complete and compiled.

    python -m tests.translations           collect the strings of workstation/gui, then compile
    python -m tests.translations --list    print what is not translated yet

Strings are collected by Qt's lupdate into `resources/translations/*.ts`, which people edit (Qt Linguist or by
hand), and compiled by lrelease into the `.qm` files that the program loads. Both come with PySide6.
"""

import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
CHINESE = "workstation_zh_CN"
ENGLISH = "workstation_en"


def tool(name: str) -> str:
    """The path of a Qt tool installed beside this Python."""
    return str(Path(sysconfig.get_path("scripts")) / f"pyside6-{name}")


def collect(folder: Path) -> None:
    """Bring both `.ts` files in `folder` up to date with the sources; English holds plurals only."""
    sources = sorted(str(file) for file in (ROOT / "workstation" / "gui").rglob("*.py"))
    for name, language, options in ((CHINESE, "zh_CN", []), (ENGLISH, "en_GB", ["-pluralonly"])):
        target = str(folder / f"{name}.ts")
        common = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en_GB"]
        subprocess.run(
            [tool("lupdate"), *sources, *common, *options, "-target-language", language, "-ts", target],
            check=True,
            cwd=ROOT,
        )


def compile_into(sources: Path, folder: Path) -> None:
    """Compile the `.ts` files of `sources` to `.qm` files in `folder`."""
    for name in (CHINESE, ENGLISH):
        command = [
            tool("lrelease"),
            "-silent",
            str(sources / f"{name}.ts"),
            "-qm",
            str(folder / f"{name}.qm"),
        ]
        subprocess.run(command, check=True)


def untranslated(file: Path) -> list[str]:
    """ "Context: source" of each message that has no translation, or an empty plural form."""
    missing = []
    for context in ElementTree.parse(file).getroot().findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            forms = [translation.text] if translation is not None else [None]
            if translation is not None and message.get("numerus"):
                forms = [form.text for form in translation.findall("numerusform")]
            unfinished = translation is None or translation.get("type") == "unfinished"
            if unfinished or not forms or not all(forms):
                missing.append(f"{context.findtext('name')}: {message.findtext('source')}")
    return missing


def main() -> None:
    """Collect and compile, or list."""
    if "--list" in sys.argv:
        for name in (CHINESE, ENGLISH):
            sys.stdout.writelines(f"{name}  {line}\n" for line in untranslated(FOLDER / f"{name}.ts"))
        return
    collect(FOLDER)
    compile_into(FOLDER, FOLDER)


if __name__ == "__main__":
    main()
