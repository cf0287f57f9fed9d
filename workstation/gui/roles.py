"""The roles of people in words."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from workstation.domain.case import Role


def role_name(role: Role) -> str:
    """One role: "reviewer"."""
    names = {
        Role.REVIEWER: QCoreApplication.translate("Roles", "reviewer"),
        Role.SUPERVISOR: QCoreApplication.translate("Roles", "supervisor"),
        Role.ADMINISTRATOR: QCoreApplication.translate("Roles", "administrator"),
    }
    return names[role]


def role_names(roles: Iterable[Role]) -> str:
    """Several, in the order of the work."""
    held = frozenset(roles)
    return QCoreApplication.translate("Roles", ", ").join(role_name(role) for role in Role if role in held)
