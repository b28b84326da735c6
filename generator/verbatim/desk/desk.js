/* Keys for the desk, and decisions without loading the page anew. Every one is a button or a form of the page: without
   this script they work as forms do. */
(function (d, w) {
  "use strict";
  var pending = null; // the button whose reason is being written
  var busy = false;
  var one = function (selector, within) { return (within || main()).querySelector(selector); };
  var all = function (selector, within) { return Array.prototype.slice.call((within || main()).querySelectorAll(selector)); };
  function main() { return d.getElementById("content"); }
  function tell(words) {
    var live = d.getElementById("live");
    live.textContent = "";
    setTimeout(function () { live.textContent = words; }, 30);
  }

  /* Puts an answer in place of what is shown: the card has the focus, the live region says what was done. */
  function show(html, address) {
    var page = new DOMParser().parseFromString(html, "text/html");
    var fresh = page.getElementById("content");
    if (!fresh) { w.location.assign(address); return; }
    main().replaceChildren.apply(main(), Array.prototype.slice.call(fresh.childNodes));
    d.title = page.title;
    if (address) history.replaceState(null, "", address);
    pending = null;
    var asked = d.getElementById("asked");
    if (asked) asked.focus({ preventScroll: true });
    var card = d.getElementById("card");
    beside();
    if (card) card.scrollIntoView({ block: "nearest" });
    var wrong = all("[role=alert]").map(function (told) { return told.textContent; }).join(" ");
    var said = d.getElementById("said");
    tell(wrong || (said ? said.textContent + " " : "") + (asked ? asked.textContent : ""));
    ready();
  }

  /* Where there is room, the story's own page stands beside the card, at the words of the card; it reloads itself. */
  function beside() {
    var place = d.getElementById("beside");
    var card = d.getElementById("card");
    if (!place || !w.matchMedia("(min-width: 100rem)").matches) return;
    var at = place.dataset.src + (card && card.dataset.anchor ? "#" + card.dataset.anchor : "");
    var frame = place.querySelector("iframe");
    if (!frame) {
      frame = d.createElement("iframe");
      frame.title = place.dataset.title;
      frame.src = at;
      place.append(frame);
      place.hidden = false;
    } else if (frame.contentWindow.location.pathname === place.dataset.src) {
      frame.contentWindow.location.replace(at);
    }
  }

  function send(form, button) {
    if (busy) return;
    var fields = new URLSearchParams(new FormData(form));
    if (button && button.name) fields.append(button.name, button.value);
    if (form.id !== "decide" && fields.has("item")) {
      all("input[name=also]:checked").forEach(function (other) { fields.append("also", other.value); });
    }
    busy = true;
    main().classList.add("is-busy");
    fetch(form.action, { method: "POST", body: fields, credentials: "same-origin" }).then(function (answer) {
      return answer.text().then(function (html) { show(html, answer.url); });
    }).catch(function () {
      var told = d.createElement("p");
      told.className = "desk-told desk-told--wrong";
      told.textContent = main().dataset.lost;
      main().prepend(told);
      tell(main().dataset.lost);
    }).then(function () {
      busy = false;
      main().classList.remove("is-busy");
    });
  }

  /* A correction that readers see needs its reason first. */
  function lacksReason(form, button) {
    var reason = form.elements.reason;
    var card = d.getElementById("card");
    var free = !button || ["accept", "skip"].indexOf(button.value) >= 0;
    if (!reason || !card || card.dataset.public === undefined || free || reason.value.trim()) return false;
    pending = button;
    reason.focus();
    return true;
  }

  d.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || !main().contains(form) || !d.getElementById("card")) return;
    event.preventDefault();
    var button = form.id === "decide" && d.activeElement && d.activeElement.name === "reason" && pending || event.submitter;
    if (form.id === "decide" && lacksReason(form, button)) return;
    // Enter in the field of a name means the first who is found by it, and nobody before that is known.
    var words = form.dataset.people && d.activeElement === form.elements.words ? form.elements.words.value : null;
    if (words !== null && (!words.trim() || words !== form.dataset.found)) { form.dataset.wanted = words; return; }
    send(form, button);
  });

  function press(button) {
    var form = button.form;
    if (form.id === "decide" && lacksReason(form, button)) return;
    if (!form.reportValidity || button.formNoValidate || form.reportValidity()) send(form, button);
  }

  function open(panel) {
    var was = panel.open;
    all(".desk-panel[open]").forEach(function (other) { if (!other.contains(panel)) other.open = false; });
    panel.open = !was;
    if (was) { d.getElementById("asked").focus(); return; }
    if (panel.dataset.key === "a") all("input[type=checkbox]", panel).forEach(function (box) { box.checked = true; });
    var first = one("input:not([type=hidden]):not([type=checkbox]), textarea, button", panel) || one("summary", panel);
    if (panel.dataset.key === "a" || panel.dataset.key === "k" || panel.dataset.key === "e") first = one("summary", panel);
    first.focus();
    if (first.select) first.select();
    panel.scrollIntoView({ block: "nearest" });
  }

  function typing(at) {
    return at && (at.tagName === "TEXTAREA" || at.tagName === "SELECT" || (at.tagName === "INPUT" && at.type !== "checkbox"));
  }

  d.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    var at = d.activeElement;
    var opened = one(".desk-panel[open]:not(.desk-help)");
    if (event.key === "Escape") {
      all(".desk-panel[open]").forEach(function (panel) { panel.open = false; });
      if (d.getElementById("asked")) d.getElementById("asked").focus();
      return;
    }
    if (typing(at)) return;
    if (opened && opened.dataset.key === "e" && event.key.indexOf("Arrow") === 0) { move(opened, event); return; }
    if (event.repeat) return;
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "Enter") {
      if (opened && opened.dataset.key === "e") { event.preventDefault(); press(one("button", opened)); return; }
      var own = at && (at.tagName === "BUTTON" || at.tagName === "A" || (at.tagName === "SUMMARY" && !(opened && opened.dataset.key === "a")));
      if (own) return;
    }
    var target = opened && one('[data-number="' + (/^[1-9]$/.test(key) ? key : "") + '"]', opened);
    target = target || all("[data-key]").filter(function (found) { return found.dataset.key === key; })[0];
    if (!target) return;
    event.preventDefault();
    if (target.tagName === "DETAILS") open(target);
    else press(target);
  });

  /* People, while a name is typed: the first is chosen by Enter, as the first button of its form. */
  var asking = 0;
  d.addEventListener("input", function (event) {
    var form = event.target.form;
    if (!form || !form.dataset.people || event.target.name !== "words") return;
    var turn = ++asking;
    fetch(form.dataset.people + "?words=" + encodeURIComponent(event.target.value)).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (html) {
      if (turn !== asking || !html) return;
      var found = new DOMParser().parseFromString(html, "text/html").body;
      one(".desk-choices", form).replaceChildren.apply(one(".desk-choices", form), Array.prototype.slice.call(found.children));
      form.dataset.found = event.target.value;
      var first = one(".desk-choices button", form);
      if (first && form.dataset.wanted === form.dataset.found) send(form, first);
    });
  });

  /* Bounds: offsets count code points, as the files do. */
  function words(panel) {
    var form = one(".desk-bounds", panel);
    return { form: form, letters: Array.from(one(".desk-bounds__text", form).textContent), from: Number(form.dataset.room) };
  }
  function edge(letters, at, step) {
    var within = function (place) { return /[\p{L}\p{N}]/u.test(letters[place] || ""); };
    at += step;
    while (at > 0 && at < letters.length && within(at - 1) === within(at)) at += step;
    return Math.max(0, Math.min(letters.length, at));
  }
  function move(panel, event) {
    var held = words(panel);
    var field = held.form.elements[event.shiftKey ? "start" : "end"];
    var step = event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 1;
    event.preventDefault();
    field.value = held.from + edge(held.letters, Number(field.value) - held.from, step);
    draw(panel);
  }
  function draw(panel) {
    var held = words(panel);
    var text = one(".desk-bounds__text", held.form);
    var start = Number(held.form.elements.start.value) - held.from;
    var end = Number(held.form.elements.end.value) - held.from;
    var mark = d.createElement("mark");
    mark.className = "desk-words";
    mark.textContent = held.letters.slice(start, end).join("");
    text.replaceChildren(held.letters.slice(0, start).join(""), mark, held.letters.slice(end).join(""));
    tell(mark.textContent);
  }
  d.addEventListener("selectionchange", function () {
    var selection = d.getSelection();
    var text = one(".desk-panel[open] .desk-bounds__text");
    if (!text || !selection.rangeCount || selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return;
    var range = selection.getRangeAt(0);
    var before = d.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    var form = text.closest("form");
    var start = Number(form.dataset.room) + Array.from(before.toString()).length;
    form.elements.start.value = start;
    form.elements.end.value = start + Array.from(range.toString()).length;
  });

  function ready() {
    all(".desk-panel[data-key=e]").forEach(function (panel) {
      panel.addEventListener("toggle", function () { if (panel.open) draw(panel); });
    });
  }
  ready();
  beside();
  if (d.getElementById("asked")) d.getElementById("asked").focus({ preventScroll: true });
})(document, window);
