"""Versions and hashes of everything an assessment was made with: data packages, rules in code, the program."""

import hashlib
from functools import cache
from pathlib import Path

import workstation
from workstation.criteria import evaluate
from workstation.domain import line_rules, lines, refractory, relapse
from workstation.services.rules import Rules

Package = dict[str, str]


def rule_versions(rules: Rules) -> list[Package]:
    """Every rule package as {package, version, sha256}, criteria sets one by one."""
    packages = [
        _package("fields", rules.dictionary.version, rules.hashes["fields"]),
        _package("lexicon", rules.lexicon.version, rules.hashes["lexicon"]),
        _package(
            "lines of therapy", line_rules.RULES_VERSION, _code_hash(lines.__file__, line_rules.__file__)
        ),
        _package(
            "definitions",
            relapse.DEFINITIONS_VERSION,
            _code_hash(relapse.__file__, refractory.__file__),
        ),
        _package("evaluation", workstation.__version__, _code_hash(evaluate.__file__)),
    ]
    criteria = rules.hashes["criteria"]
    return packages + [_package(f"criteria {one.id}", one.version, criteria) for one in rules.sets]


def app_version() -> Package:
    """The program: {name, version, sha256 over its modules}."""
    return {"name": "workstation", "version": workstation.__version__, "sha256": _program_hash()}


def _package(name: str, number: str, sha256: str) -> Package:
    return {"package": name, "version": number, "sha256": sha256}


@cache
def _code_hash(*files: str) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()


@cache
def _program_hash() -> str:
    root = Path(workstation.__file__).parent
    return _code_hash(*(str(file) for file in sorted(root.rglob("*.py"))))
