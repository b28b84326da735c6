"""The desk by HTTP: who gets in, what may write, and what is answered to everybody else."""

import errno
import os
import re
from email import message_from_string
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.desk.made_desk import STORY, RunningDesk, files_in, lay_story, quoted, running_desk, state_of
from verbatim.content.journal import Journal
from verbatim.content.ledger import parse_rows
from verbatim.core.errors import ContentError
from verbatim.desk.access import comes_from_here
from verbatim.desk.run import run

SAID = "“The board heard everybody,”"
PAGE = f"/.desk/stories/{STORY}/"


def shown(desk: RunningDesk, words: str = SAID) -> dict[str, str]:
    item = quoted(state_of(desk.content), words)
    return {"item": item.id, "seen": item.seen}


# Who gets in


def test_without_a_session_there_is_only_the_way_in(desk: RunningDesk) -> None:
    for path in ("/.desk/", PAGE, "/.desk/people?words=ada"):
        status, headers, words = desk.ask("GET", path)
        assert status == 401
        assert "Open it by the address that the terminal shows" in words
        assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_token_opens_the_desk_once(desk: RunningDesk, capfd: pytest.CaptureFixture[str]) -> None:
    token = desk.access.token
    status, headers, _ = desk.ask("GET", f"/.desk/enter?token={token}&story={STORY}")
    assert (status, headers["Location"]) == (303, PAGE)
    assert headers["Set-Cookie"].endswith("; Path=/; HttpOnly; SameSite=Strict")
    assert desk.ask("GET", f"/.desk/enter?token={token}")[0] == 401
    assert f"token={desk.access.token}" in capfd.readouterr().err


@pytest.mark.parametrize("token", ["", "x", "%ff", "é", "a" * 5000])
def test_a_forged_token_opens_nothing(desk: RunningDesk, token: str) -> None:
    before = desk.access.token
    status, headers, _ = desk.ask("GET", f"/.desk/enter?token={quote(token, safe='%')}")
    assert status == 401
    assert "Set-Cookie" not in headers
    assert desk.access.token == before


@pytest.mark.parametrize("cookie", ["verbatim-desk-{port}=x", "verbatim-desk-1={session}", "=", "a" * 3000, '"{'])
def test_a_forged_cookie_opens_nothing(desk: RunningDesk, cookie: str) -> None:
    session = desk.enter()["Cookie"].partition("=")[2]
    told = cookie.replace("{port}", str(desk.server.server_port)).replace("{session}", session)
    assert desk.ask("GET", "/.desk/", Cookie=told)[0] == 401


def test_a_name_that_a_stranger_leads_here_is_not_answered(desk: RunningDesk) -> None:
    host, before = f"evil.example:{desk.server.server_port}", files_in(desk.content)
    named = {**desk.enter(), "Host": host, "Origin": f"http://{host}"}
    entrance = f"/.desk/enter?token={desk.access.token}"
    for path, method in (("/.desk/", "GET"), (f"{PAGE}decide", "POST"), (entrance, "GET")):
        status, _, words = desk.ask(method, path, "decision=accept", **named)
        assert status == 421
        assert "token" not in words
        assert files_in(desk.content) == before


# What may write


@pytest.mark.parametrize("change", [
    "Cookie=", "Origin=", "Origin=null", "Origin=http://evil.example", "Origin=http://127.0.0.1:1",
    "Content_Type=text/plain", "Content_Type=application/json", "Sec_Fetch_Site=cross-site", "Sec_Fetch_Site=same-site",
])  # fmt: skip
def test_nothing_is_written_without_the_cookie_and_a_form_of_its_own(desk: RunningDesk, change: str) -> None:
    changed, _, value = change.partition("=")
    headers = {name: held for name, held in {**desk.enter(), changed: value}.items() if held}
    before = files_in(desk.content)
    status, _, _ = desk.send(headers, f"{PAGE}decide", decision="speaker nora-finch", **shown(desk))
    assert status in (401, 403)
    assert files_in(desk.content) == before


def test_nothing_is_written_by_an_address_alone(desk: RunningDesk) -> None:
    before = files_in(desk.content)
    query = "&".join(f"{name}={value}" for name, value in {"decision": "nobody", **shown(desk)}.items())
    for action in ("decide", "undo", "publish"):
        assert desk.ask("GET", f"{PAGE}{action}?{query}", **desk.enter())[0] == 404
    assert files_in(desk.content) == before


@pytest.mark.parametrize("length", ["", "x", "-1", "999999999", "100001"])
def test_a_form_without_a_length_or_too_large_is_refused(desk: RunningDesk, length: str) -> None:
    headers = {**desk.enter(), "Content_Length": length}
    assert desk.ask("POST", f"{PAGE}decide", **headers)[0] in (400, 403)


def test_a_request_says_that_it_comes_from_here_with_one_origin_alone() -> None:
    message = message_from_string("Host: a:1\nContent-Type: application/x-www-form-urlencoded\nOrigin: http://a:1\n")
    assert comes_from_here(message)
    message["Origin"] = "http://evil.example"
    assert not comes_from_here(message)


# What it does


def test_a_decision_is_written_and_the_next_item_shown(desk: RunningDesk) -> None:
    browser = desk.browser()
    assert browser.send(f"{PAGE}decide", decision="speaker nora-finch", **shown(desk)) == PAGE
    assert quoted(state_of(desk.content), SAID).first.attrs["speaker"] == "nora-finch"
    assert "Given to Nora Finch." in browser.get(PAGE)
    assert desk.told == [[str(fragment_of(desk))]]


def fragment_of(desk: RunningDesk) -> Path:
    (piece, *_) = quoted(state_of(desk.content), SAID).pieces
    return desk.content / f"fragments/{STORY}/{piece.fragment.name}.md"


def field(words: str, name: str) -> str:
    """Return the value of a page's first hidden field of that name."""
    return words.partition(f'name="{name}" value="')[2].partition('"')[0]


def test_a_decision_about_what_was_changed_meanwhile_is_not_made(desk: RunningDesk) -> None:
    browser, seen, path = desk.browser(), shown(desk), fragment_of(desk)
    by_hand = path.read_bytes().replace(b'basis="stated"', b'basis="inferred"', 1)
    path.write_bytes(by_hand)
    answer = browser.send(f"{PAGE}decide", decision="nobody", **seen)
    assert path.read_bytes() == by_hand
    assert "This was changed meanwhile" in browser.get(answer)


def test_a_decision_stands_beside_what_was_changed_elsewhere_in_the_file(desk: RunningDesk) -> None:
    browser, seen, path = desk.browser(), shown(desk), fragment_of(desk)
    path.write_bytes(path.read_bytes().replace(b"\nKind:", b"\nOwn: by hand\nKind:", 1))
    browser.send(f"{PAGE}decide", decision="nobody", **seen)
    assert b"\nOwn: by hand\nKind:" in path.read_bytes()
    assert quoted(state_of(desk.content), SAID).first.attrs == {"basis": "none"}


def test_words_of_the_text_are_marked_where_it_is_as_it_was_seen(desk: RunningDesk) -> None:
    content, browser = desk.content, desk.browser()
    state = state_of(content)
    start = state.story.text.index("the harbour board")
    place = {"start": str(start), "end": str(start + 17), "seen": state.seen, "mark": "organisation"}
    before = files_in(content)
    for wrong in ({"seen": "x"}, {"start": ""}, {"mark": "was"}, {"decision": "speaker ../x"}, {"decision": ""}):
        fields = {"decision": "new", "name": "the harbour board", **place, **wrong}
        assert 'role="alert"' in browser.shown(f"{PAGE}mark", **fields)
    assert files_in(content) == before
    answer = browser.send(f"{PAGE}mark", decision="new", name="the harbour board", **place)
    assert answer == f"{PAGE}text?start={start}&end={start + 17}"
    words = browser.get(answer)
    assert "The name was marked." in words
    assert 'desk-marked--organisation">the harbour board<' in words
    browser.send(f"{PAGE}undo", page="text")
    assert files_in(content) == before


def test_what_stands_before_the_text_is_chosen_and_never_over_what_was_changed_by_hand(desk: RunningDesk) -> None:
    browser, file = desk.browser(), desk.content / f"stories/{STORY}.md"
    words = browser.get(f"{PAGE}front?part=unknown")
    seen = field(words, "seen")
    names = [one.partition('"')[0] for one in words.split('name="at-')[1:]]
    form = {"part": "unknown", "page": "front", "seen": seen, "decision": "choose"}
    chosen = {f"at-{names[3]}": "1", f"at-{names[1]}": "2", f"at-{names[2]}": ""}
    answer = browser.send(f"{PAGE}choose", **form, **chosen)
    assert answer == f"{PAGE}front?part=unknown"
    assert f"\nUnknown: {names[3]} {names[1]}\n" in file.read_text("utf-8")
    by_hand = file.read_text("utf-8").replace("Unknown: ", "Unknown: 020 ")
    file.write_text(by_hand, "utf-8")
    browser.send(f"{PAGE}choose", **form, **chosen)
    assert file.read_text("utf-8") == by_hand
    assert "This was changed meanwhile" in browser.get(f"{PAGE}front?part=unknown")


@pytest.mark.parametrize("query", ["", "?start=x&end=2", "?start=9999999&end=99999999", "?start=5&end=2"])
def test_the_whole_text_is_shown_whatever_words_are_asked_for(desk: RunningDesk, query: str) -> None:
    for page in ("text", "marking"):
        assert "Select any words of the text" in desk.browser().get(f"{PAGE}{page}{query}")


def test_undo_reaches_back_over_a_restart(project: Path) -> None:
    before = files_in(project / "content")
    with running_desk(project) as desk:
        desk.browser().send(f"{PAGE}decide", decision="nobody", **shown(desk))
    with running_desk(project) as desk:
        browser = desk.browser()
        assert browser.send(f"{PAGE}undo").endswith(f"?item={shown(desk)['item']}")
        assert "Undo" not in browser.get(PAGE).partition('id="card"')[0].partition("<h1")[2]
        assert "There is nothing to undo" in browser.shown(f"{PAGE}undo")
    assert files_in(project / "content") == before


def test_what_was_put_off_comes_last_and_people_are_found_by_the_beginnings_of_their_names(desk: RunningDesk) -> None:
    browser = desk.browser()
    first, second = state_of(desk.content).queue().open[:2]
    browser.send(f"{PAGE}decide", decision="skip", item=first.id, seen=first.seen)
    assert f'data-item="{second.id}"' in browser.get(PAGE)
    assert 'value="speaker nora-finch"' in browser.get("/.desk/people?words=fi+no")
    assert "Nobody of this name is known" in browser.get("/.desk/people?words=zzz")


@pytest.mark.parametrize("decision", ["", "erase", "speaker", "speaker nobody", "speaker ../x", "kind loud", "new"])
def test_a_decision_that_nobody_offers_is_told_and_writes_nothing(desk: RunningDesk, decision: str) -> None:
    browser, before = desk.browser(), files_in(desk.content)
    assert 'role="alert"' in browser.shown(f"{PAGE}decide", decision=decision, **shown(desk))
    assert files_in(desk.content) == before


def test_a_new_person_of_a_known_name_is_asked_about_first_and_a_draft_is_published_with_what_is_open_listed(
    desk: RunningDesk,
) -> None:
    browser, fields = desk.browser(), {"decision": "new", "name": "Ada Vell", **shown(desk)}
    assert "somebody of this name is known already" in browser.shown(f"{PAGE}decide", **fields)
    browser.send(f"{PAGE}decide", **fields, same="yes")
    assert (desk.content / "people/ada-vell-2.md").is_file()
    count = len(state_of(desk.content).queue().open)
    browser.get(f"{PAGE}people")
    assert f"{count} claims are still open" in browser.get(PAGE)
    browser.send(f"{PAGE}publish")
    assert state_of(desk.content).story.status == "published"
    assert "Publish this draft" not in browser.get(PAGE)


def in_conflict(desk: RunningDesk, yours: str) -> Path:
    """Put a conflict into the fragment, as a split would write it, in which `yours` is an editor's version."""
    path = fragment_of(desk)
    head, _, body = path.read_text("utf-8").partition("\n\n")
    parts = ("<<<<<<< yours", yours or body.strip(), "||||||| as it was split before", "old", "=======", body.strip())
    path.write_text("\n".join((head, "", *parts, ">>>>>>> the new split", "")), "utf-8")
    return path


@pytest.mark.parametrize("side", ["yours", "new"])
def test_a_conflict_stands_first_and_one_of_its_versions_is_kept(desk: RunningDesk, side: str) -> None:
    before = fragment_of(desk).read_bytes()
    mine = before.decode().partition("\n\n")[2].strip().replace('basis="stated"', 'basis="inferred"', 1)
    path = in_conflict(desk, mine)
    held, browser = path.read_bytes(), desk.browser()
    words = browser.get(PAGE)
    assert "1 fragment is in conflict" in words
    fields = {name: field(words, name) for name in ("item", "seen")}
    browser.send(f"{PAGE}decide", decision=f"settle {side}", **{**fields, "seen": "x"})
    assert path.read_bytes() == held
    browser.send(f"{PAGE}decide", decision=f"settle {side}", **fields)
    wanted = before if side == "new" else before.replace(b'basis="stated"', b'basis="inferred"', 1)
    assert path.read_bytes() == wanted
    assert "in conflict" not in browser.get(PAGE)
    browser.send(f"{PAGE}undo")
    assert path.read_bytes() == held


def test_a_version_with_other_words_than_the_sources_is_not_kept(desk: RunningDesk) -> None:
    path = in_conflict(desk, "Other words.")
    held, browser = path.read_bytes(), desk.browser()
    words = browser.get(PAGE)
    fields = {name: field(words, name) for name in ("item", "seen")}
    browser.send(f"{PAGE}decide", decision="settle yours", **fields)
    assert path.read_bytes() == held
    assert "your version has other words" in browser.get(PAGE)


def test_what_cannot_be_read_is_named_with_its_file_and_what_to_do(desk: RunningDesk) -> None:
    path = fragment_of(desk)
    path.write_bytes(path.read_bytes().replace(b"]{.quote", b"] {.quote", 1))
    status, _, words = desk.ask("GET", PAGE, **desk.enter())
    assert status == 422
    assert path.name in words
    assert "no attributes follow this bracket" in words


def test_two_of_one_name_are_joined_in_every_story_and_parted_again_by_undo(desk: RunningDesk, project: Path) -> None:
    content = desk.content
    lay_story(project, "Tide\n\n“No,” said Ada Vell.\n", "tide")
    for path in (content / f"fragments/{STORY}").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("ada-vell", "ada-vell-2"), "utf-8")
    before = files_in(content)
    item = state_of(content).queue().items["ada-vell-2"]
    browser = desk.browser()
    assert "Are these two one?" in browser.get(f"{PAGE}?item=ada-vell-2")
    browser.send(f"{PAGE}decide", decision="accept", item=item.id, seen=item.seen)
    assert '"event": "apart"' in (content / "ledger/_people.jsonl").read_text("utf-8")
    assert "ada-vell-2" not in {one.id for one in state_of(content).queue().open}
    browser.send(f"{PAGE}undo")
    ledger = (content / f"ledger/{STORY}.jsonl").read_bytes()
    browser.send(f"{PAGE}decide", decision="join", item=item.id, seen=item.seen)
    assert not any(b"ada-vell-2" in data for path, data in files_in(content).items() if path.endswith(".md"))
    assert b'"event": "merged"' in (content / f"ledger/{STORY}.jsonl").read_bytes()
    browser.send(f"{PAGE}undo")
    assert files_in(content) == before
    assert (content / f"ledger/{STORY}.jsonl").read_bytes() == ledger


def test_people_of_near_names_are_joined_kept_apart_and_described(desk: RunningDesk, project: Path) -> None:
    content = desk.content
    lay_story(project, "Tide\n\n“No,” said Ada B. Vell.\n", "tide")
    desk.desk.pages.people.read_again("tide")
    browser, before = desk.browser(), files_in(content)
    words = browser.get("/.desk/who?pair=ada-b-vell+ada-vell")
    assert "Yes: join them as ada-vell" in words
    pair = {"pair": "ada-b-vell ada-vell", "seen": field(words, "seen")}
    strangers, nobody = {"pair": "ada-vell nora-finch"}, {"decision": "join one", "pair": ""}
    for wrong in ({"seen": "x"}, strangers, {"decision": "burn"}, nobody):
        browser.send("/.desk/who", **{"decision": "join other", **pair, **wrong})
        assert 'role="alert"' in browser.get("/.desk/who")
    assert files_in(content) == before
    browser.send("/.desk/who", decision="apart", **pair)
    assert "Kept apart." in browser.get("/.desk/who")
    assert "ada-b-vell" not in browser.get("/.desk/who")
    browser.send("/.desk/who", decision="undo")
    browser.send("/.desk/who", decision="join other", **pair)
    assert not any(b"ada-b-vell" in data for path, data in files_in(content).items() if path.endswith(".md"))
    page, file = "/.desk/who?person=ada-vell&words=vell", content / "people/ada-vell.md"
    described = {"decision": "describe", "person": "ada-vell", "seen": field(browser.get(page), "seen")}
    browser.send("/.desk/who", **described, name="<script>alert(1)</script>", role="captain")
    assert file.read_text("utf-8").count("\n") == 4
    browser.send("/.desk/who", **described, name="Late")
    assert "Late" not in file.read_text("utf-8")
    assert "<script>alert" not in browser.get(page)


def test_a_portrait_is_kept_as_pixels_alone_with_its_credit(desk: RunningDesk) -> None:
    from PIL import Image  # noqa: PLC0415

    picture, noted = BytesIO(), Image.Exif()
    noted[0x010E] = "taken at home"
    Image.new("RGB", (500, 700), "#888").save(picture, "JPEG", exif=noted)
    content, headers = desk.content, desk.enter()
    words = desk.ask("GET", "/.desk/who?person=ada-vell", **headers)[2]
    seen = words.rpartition('name="seen" value="')[2].partition('"')[0]  # of the page's last form
    fields = {"decision": "portrait", "person": "ada-vell", "credit": "Mara Lind", "seen": seen}
    for wrong, data in (({"credit": " "}, picture.getvalue()), ({}, b"<svg/>"), ({"seen": "x"}, picture.getvalue())):
        desk.send_file(headers, "/.desk/who", data, **{**fields, **wrong})
        assert 'role="alert"' in desk.ask("GET", "/.desk/who?person=ada-vell", **headers)[2]
    assert not (content / "images").exists()
    assert desk.send_file(headers, f"{PAGE}decide", picture.getvalue(), **fields)[0] == 403
    assert desk.send_file({**headers, "Cookie": ""}, "/.desk/who", picture.getvalue(), **fields)[0] == 403
    desk.send_file(headers, "/.desk/who", picture.getvalue(), **fields)
    kept = (content / "images/portrait-ada-vell.jpg").read_bytes()
    assert b"taken at home" not in kept
    assert Image.open(BytesIO(kept)).size == (384, 384)
    told = (content / "people/ada-vell.md").read_text("utf-8")
    assert "Image: images/portrait-ada-vell.jpg\nImage-Credit: Mara Lind" in told
    desk.send(headers, "/.desk/who", decision="undo")
    assert not (content / "people/ada-vell.md").exists()
    assert not (content / "images/portrait-ada-vell.jpg").exists()


def test_the_list_has_drafts_first_and_is_searched(desk: RunningDesk, project: Path) -> None:
    lay_story(project, "Tide\n\n“No,” said Ada Vell.\n", "tide", "published")
    words = desk.browser().get("/.desk/")
    assert words.index(f"stories/{STORY}/") < words.index("stories/tide/")
    found = desk.browser().get("/.desk/?words=tide")
    assert "stories/tide/" in found
    assert f"stories/{STORY}/" not in found


@pytest.mark.parametrize("path", ["/.desk/stories/none/", "/.desk/stories/../x/", "/.desk/nothing", "/.desk/server.py"])
def test_what_is_not_there_is_not_found(desk: RunningDesk, path: str) -> None:
    assert desk.ask("GET", path, **desk.enter())[0] in (404, 422)


def test_hostile_words_are_shown_as_words(project: Path) -> None:
    evil = '<img src=x onerror=alert(1)> & "quoted"'
    lay_story(project, f"{evil}\n\n“<script>alert(1)</script> {evil}” said Ada <b>Vell</b>, {evil}.\n", "evil")
    file = project / "content/stories/evil.md"
    file.write_bytes(file.read_bytes().replace(b"Title: ", b"Title: <script>alert(2)</script>"))
    with running_desk(project) as desk:
        browser = desk.browser()
        text = "/.desk/stories/evil/text?start=0&end=160"
        for path in ("/.desk/", "/.desk/stories/evil/", text, "/.desk/?words=%3Cscript%3E", "/.desk/people?words=%3Cb"):
            assert not re.search("<script>alert|<img", browser.get(path))
        item = next(iter(state_of(project / "content", "evil").queue().items.values()))
        browser.send("/.desk/stories/evil/decide", decision="new", name=evil, item=item.id, seen=item.seen)
        assert "<img" not in browser.get("/.desk/stories/evil/")


# Where the network can reach it


def test_with_a_password_nothing_is_shown_without_it(project: Path) -> None:
    (project / "output").mkdir()
    (project / "output/index.html").write_text("<p>a draft", "utf-8")
    right, wrong = "a long password", "a wrong password"
    with running_desk(project, right) as desk:
        for method, path in (("GET", "/"), ("HEAD", "/"), ("GET", "/.live"), ("GET", "/.desk/")):
            status, _, words = desk.ask(method, path)
            assert (status, "a draft" in words) == (401, False)
        assert desk.ask("GET", f"/.desk/enter?token={desk.access.token}")[0] == 401
        form = {"Origin": desk.url.partition("/.desk")[0], "Content_Type": "application/x-www-form-urlencoded"}
        assert "This is not the password" in desk.send(form, "/.desk/enter", password=wrong)[2]
        _, headers, _ = desk.send(form, "/.desk/enter", password=right)
        cookie = headers["Set-Cookie"].partition(";")[0]
        assert "a draft" in desk.ask("GET", "/", Cookie=cookie)[2]


def run_desk(project: Path, **changes: Any) -> None:
    folders = {"content": project / "content", "output": project / "output", "settings": project / "pelicanconf.py"}
    run(**{**folders, "story": "", "bind": "127.0.0.1", "port": 0, "editor": "EV", "is_opened": False, **changes})


@pytest.mark.parametrize("password", ["", "short"])
def test_it_is_not_opened_to_the_network_without_a_password(
    project: Path, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setenv("VERBATIM_DESK_PASSWORD", password)
    with pytest.raises(ContentError, match="password"):
        run_desk(project, bind="0.0.0.0")  # noqa: S104  it refuses


def test_somebody_has_to_sign(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    for name in ("", "ada@vell.example"):
        with pytest.raises(ContentError, match="sign what you decide"):
            run_desk(project, editor=name)
    with pytest.raises(ContentError, match="there is no such story"):
        run_desk(project, story="none")


def test_a_full_disk_is_told(desk: RunningDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    browser, before = desk.browser(), files_in(desk.content)
    monkeypatch.setattr(Journal, "_append", full)
    assert "no space left on device" in browser.shown(f"{PAGE}decide", decision="nobody", **shown(desk))
    assert files_in(desk.content) == before


def test_a_decision_and_its_undo_are_signed_by_the_storys_editor(desk: RunningDesk) -> None:
    file = desk.content / f"stories/{STORY}.md"
    file.write_text(file.read_text("utf-8").replace("Status:", "Editor: Mia Lund\nStatus:", 1), "utf-8")
    desk.browser().send(f"{PAGE}decide", decision="accept", **shown(desk))
    desk.browser().send(f"{PAGE}undo")
    rows = parse_rows((desk.content / f"ledger/{STORY}.jsonl").read_text("utf-8"), "ledger")
    assert [(row.event, row.by) for row in rows if row.by] == [("reviewed", "ML"), ("unreviewed", "ML")]


def test_while_the_day_of_a_text_is_not_known_a_moment_asks_for_it_and_b_opens_it(
    desk: RunningDesk, project: Path
) -> None:
    lay_story(project, "Tide\n\nThe wall at Sund broke on Tuesday, and the boats sank.\n", "tide")
    browser, page = desk.browser(), "/.desk/stories/tide/"
    assert "Say on which day the text was published" in browser.get(page)
    assert 'name="Date"' in browser.get(f"{page}front")
    assert 'name="Date"' not in browser.get(f"{PAGE}front")


def test_t_leads_to_the_text_from_a_card_and_from_a_story_that_is_all_checked(desk: RunningDesk, project: Path) -> None:
    lay_story(project, "Tide\n\n“No,” said Ada Vell.\n", "tide")
    browser, page = desk.browser(), "/.desk/stories/tide/"
    browser.get(f"{page}people")
    words = browser.get(page)
    assert words.count('data-key="t"') == 1
    assert "text?start=" in words
    (item,) = state_of(desk.content, "tide").queue().open
    browser.send(f"{page}decide", item=item.id, seen=item.seen, decision="accept")
    assert f'href="{page}text" data-key="t"' in browser.get(page)
