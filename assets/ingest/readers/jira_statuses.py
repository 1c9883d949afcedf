"""What the statuses of Jira and Jira Service Management mean, and their three categories."""

_OPEN = (
    "Open",
    "To Do",
    "Backlog",
    "Selected for Development",
    "In Progress",
    "In progress",
    "Work in progress",
    "Reopened",
    "Escalated",
    "Waiting for support",
    "Waiting for approval",
    "Abierto",
    "Abierta",
    "Por hacer",
    "Tareas por hacer",
    "En curso",
    "En progreso",
    "Reabierto",
    "Reabierta",
    "열림",
    "해야 할 일",
    "진행 중",
    "다시 열림",
)
_PENDING = (
    "Pending",
    "Waiting for customer",
    "Waiting for Customer",
    "Pendiente",
    "Esperando al cliente",
    "고객 대기 중",
)
_HOLD = ("On Hold", "On hold", "En espera", "보류")
_SOLVED = ("Resolved", "Resuelto", "Resuelta", "해결됨")
_CLOSED = (
    "Closed",
    "Done",
    "Completed",
    "Canceled",
    "Cancelled",
    "Declined",
    "Cerrado",
    "Cerrada",
    "Listo",
    "Finalizado",
    "Finalizada",
    "Cancelado",
    "Cancelada",
    "닫힘",
    "완료",
    "취소됨",
)
STATUSES: dict[str, str | dict[str, str]] = {
    "New": "new",
    **dict.fromkeys(_OPEN, "open"),
    **dict.fromkeys(_PENDING, "pending"),
    **dict.fromkeys(_HOLD, "hold"),
    **dict.fromkeys(_SOLVED, "solved"),
    **dict.fromkeys(_CLOSED, "closed"),
}
