"""Bodies of requests as JSON."""

from __future__ import annotations

from typing import Any

from flask.json.provider import DefaultJSONProvider


class Bodies(DefaultJSONProvider):
    """Flask's own reading of JSON, for which a body nested too deeply to be read is malformed, and no fault of ours."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Raises ValueError where the text is no JSON."""
        try:
            return super().loads(s, **kwargs)
        except RecursionError:
            raise ValueError("nested too deeply") from None
