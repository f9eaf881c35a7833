"""Uploads: read as data, bounded, confined to what is shipped; requests that are too large are refused unread."""

from __future__ import annotations

import asyncio

import pytest

from realpolitik.app.body_limit import BodyLimit
from realpolitik.app.explore.uploads import MOST_BYTES, Uploads, read_upload
from realpolitik.errors import InputError
from realpolitik.scenario import load

HEAD = 'format_version = 1\nextends = "pahlavi"\n'
GOOD = HEAD + 'title = "Mine"\n[assumptions]\ntrust_loss = 0.7\n'


def test_a_good_file_is_kept_under_a_name_of_its_content():
    uploads = Uploads(most=2)
    name = uploads.add("mine.toml", GOOD.encode())
    assert uploads.scenario(name).overrides["trust_loss"] == 0.7
    assert uploads.scenario(name).with_settings({"trust_loss": 0.6}).overrides["trust_loss"] == 0.6
    assert uploads.text(name) == GOOD
    assert uploads.add("other.toml", GOOD.encode()) == name
    for number in range(2):
        uploads.add("more.toml", GOOD.replace("0.7", f"0.6{number}").encode())
    assert name not in uploads
    with pytest.raises(InputError, match="upload the file again"):
        uploads.scenario(name)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"__import__('os').system('touch pwned')", "syntax error"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"", "empty"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "nested"),
        (b"#" * (MOST_BYTES + 1), f"at most {MOST_BYTES}"),
        (b'format_version = 1\nextends = "pahlavy"', "pahlavi"),
        (b'format_version = 1\nextends = "../../../secret"', "extends"),
        (b"format_version = 1\nextends = 5", "extends"),
        (HEAD.encode() + b'series = "/etc/passwd"', "series"),
        (HEAD.encode() + b'series = "../scenarios/iran.csv"', "series"),
        (HEAD.encode() + b'[states.iran]\nprofiles = [[1946, "../../../secret"]]', "profile"),
        (HEAD.encode() + b'[states.iran]\nprofiles = [[1946, "/secret.toml"]]', "profile"),
        (HEAD.encode() + b'[states.iran]\nprofiles = [[1946, "secret.toml"]]', "profile"),
        (HEAD.encode() + b"[assumptions]\ntrust_los = 0.5", "trust_loss"),
        (HEAD.encode() + b"states = 5", "states"),
    ],
)
def test_a_bad_file_is_explained_and_names_no_place_of_the_server(content, told, tmp_path, monkeypatch):
    (tmp_path / "secret.toml").write_text('state = "iran"\n')
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=told) as wrong:
        read_upload("../x y/../mine<b>.toml", content)
    assert "realpolitik-upload-" not in str(wrong.value)
    assert all("/" not in problem.file for problem in wrong.value.problems)
    assert not (tmp_path / "pwned").exists()


def test_a_world_that_is_too_large_for_a_page_is_refused(monkeypatch):
    monkeypatch.setattr("realpolitik.app.explore.uploads.MOST_STATES", 2)
    monkeypatch.setattr("realpolitik.app.explore.uploads.MOST_YEARS", 10)
    with pytest.raises(InputError) as wrong:
        read_upload("mine.toml", GOOD.encode())
    assert "3 states" in str(wrong.value)
    assert "33 years" in str(wrong.value)
    assert len(load("pahlavi").years) == 33


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([], 200),
        ([(b"content-length", b"1000000")], 200),
        ([(b"content-length", b"1000001")], 413),
        ([(b"content-length", b"-1")], 413),
        ([(b"transfer-encoding", b"chunked")], 411),
    ],
)
def test_large_requests_are_refused_unread(headers, status):
    sent = []

    async def inner(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive():
        pytest.fail("the body was read")

    async def send(message):
        sent.append(message)

    asyncio.run(BodyLimit(inner)({"type": "http", "headers": headers}, receive, send))
    assert sent[0]["status"] == status
