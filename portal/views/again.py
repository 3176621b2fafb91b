"""A form that came when its session had ended: what was typed is given back, to be sent once more after logging in."""

from __future__ import annotations

from flask import render_template, request, url_for

# Forms in which somebody types for longer than a session may last.
LONG_FORMS = frozenset(
    f"pages.report_{step}"
    for step in ("subjects", "text", "grading", "sanitised", "check", "proposals", "traces", "apart", "forget")
) | {"pages.new_record", "pages.amend"} | {f"pages.request_{step}" for step in ("page", "preview", "send", "refuse")}  # fmt: skip
# Where a window that was opened to log in goes on to, by how its form's endpoint begins.
_ONWARD = {"pages.report_": "/reports", "pages.request_": "/requests"}
_NOT_KEPT = frozenset({"csrf_token"})
WHY = {
    "login": ("Your session has ended", "Log in again"),
    "purpose": ("Say first why you are looking", "State your purpose"),
    "token": ("Your session was renewed", ""),
}


def applies() -> bool:
    """Whether what was sent must not be lost."""
    return request.method == "POST" and request.endpoint in LONG_FORMS


def page(why: str, status: int) -> tuple[str, int]:
    """What was typed as a form to be sent once more; a line of warning where only a part of a page was asked for.

    why: login, purpose or token. Nothing is done with what was sent, and nobody but its sender gets it.
    """
    title, act = WHY[why]
    here = request.endpoint or ""
    onward = next((to for begins, to in _ONWARD.items() if here.startswith(begins)), "/new")
    where = {
        "login": url_for("security.login", next=onward),
        "purpose": url_for("pages.purpose", next=onward),
    }
    template = "reports/_ended.html" if request.headers.get("HX-Request") else "again.html"
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in _NOT_KEPT]
    return render_template(
        template, title=title, act=act, href=where.get(why), kept=kept, here_again=request.full_path.rstrip("?"),
        marking="OFFICIAL-SENSITIVE",
    ), status  # fmt: skip
