"""What every page forbids the browser: nothing inline or from outside, no frame, no report."""

import re
from typing import Any

import pytest

from tests.builders.scene import Scene
from tests.contract.test_role_matrix import address, routes, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

POLICY = {
    "default-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
    "img-src": ["'self'", "data:"],
}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=|javascript:", re.IGNORECASE
)
OUTSIDE = re.compile(r"""(?:src|action|srcset)=["']?(?:https?:)?//""", re.IGNORECASE)


def policy_of(answer: Any) -> dict[str, list[str]]:
    parts = [one.split() for one in answer["Content-Security-Policy"].split(";") if one.strip()]
    return {name: values for name, *values in parts}


class TestEveryAnswer:
    def test_is_fenced_in(self) -> None:
        scene, wrong, pages = Scene(), [], 0
        for role in ("RECORDER", "ADMINISTRATOR"):
            client = signed_in(scene.own[role])
            for name, parameters in routes():
                answer = client.get(address(scene, name, parameters))
                if policy_of(answer) != POLICY:
                    wrong.append(f"{name}: {answer['Content-Security-Policy']}")
                wrong += [
                    f"{name}: {header} is {answer.get(header)}"
                    for header, value in HEADERS.items()
                    if answer.get(header) != value
                ]
                if "camera=()" not in answer.get("Permissions-Policy", ""):
                    wrong.append(f"{name}: Permissions-Policy")
                if answer.headers.get("Content-Type", "").startswith("text/html"):
                    pages += answer.status_code == 200
                    said = answer.content.decode()
                    wrong += [
                        f"{name}: {it}" for it in INLINE.findall(said) + OUTSIDE.findall(said)
                    ]
        assert wrong == []
        assert pages > 40
