/* Keys for the desk, and decisions without loading the page anew. Every one is a button or a form of the page: without
   this script they work as forms do. */
(function (d, w) {
  "use strict";
  var pending = null; // the button whose reason is being written
  var busy = false;
  var one = function (selector, within) { return (within || main()).querySelector(selector); };
  var all = function (selector, within) { return Array.from((within || main()).querySelectorAll(selector)); };
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
    var refused = one("[role=alert]", fresh), seen = one("#opening [name=seen]");
    if (refused && seen && seen.value === (one("#opening [name=seen]", fresh) || seen).value) { // what was chosen stays
      all("[role=alert]").forEach(function (told) { told.remove(); });
      all("[role=alert]", fresh).forEach(function (told) { one(".desk-undo", main()).before(told); });
      tell(refused.textContent);
      return;
    }
    var was = d.activeElement && d.activeElement.tagName === "BUTTON" && d.activeElement.id;
    main().replaceChildren(...fresh.childNodes);
    d.title = page.title;
    var place = d.getElementById("beside");
    var moved = page.getElementById("beside");
    if (place && moved && moved.dataset.src !== place.dataset.src) {
      place.dataset.was = place.dataset.src;
      place.dataset.src = moved.dataset.src;
    }
    if (address) history.replaceState(null, "", address);
    pending = null;
    var asked = d.getElementById("asked");
    var again = was && d.getElementById(was); // a row of a list that was decided by its button
    if (again || asked) (again || asked).focus({ preventScroll: true });
    var card = d.getElementById("card");
    beside();
    if (card && !again) card.scrollIntoView({ block: "nearest" });
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
      // A draft that was published has another address once it is built: then its old page loads anew, and is gone.
      frame.addEventListener("load", function () {
        var shown = frame.contentWindow.location;
        if (shown.pathname !== place.dataset.src && shown.pathname === place.dataset.was) shown.replace(place.dataset.src);
      });
      place.append(frame);
      place.hidden = false;
    } else if (frame.contentWindow.location.pathname === place.dataset.src) {
      frame.contentWindow.location.replace(at);
    }
  }

  function send(form, button) {
    if (busy) return;
    var fields = fieldsOf(form);
    if (button && button.name) fields.append(button.name, button.value);
    if (form.id !== "decide" && fields.has("item")) {
      all("input[name=also]:checked").forEach(function (other) { fields.append("also", other.value); });
    }
    var bounds = one(".desk-card--unpaired") && d.getElementById("bounds");
    if (bounds && fields.has("item") && !fields.has("start")) { // who spoke, of the words as they were moved
      fields.append("start", bounds.elements.start.value);
      fields.append("end", bounds.elements.end.value);
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
    if (form.method !== "post" || form.enctype === "multipart/form-data" || !main().contains(form) || !d.getElementById("card")) return;
    event.preventDefault();
    var writes = d.activeElement && d.activeElement === form.elements.reason;
    var chosen = pending && pending.form === form ? pending : null;
    // A reason alone decides nothing of the riskiest, nor who of several spoke.
    if (writes && !chosen && all("[name=decision]", form).length > 1 && !one("[data-key=Enter]", form)) return;
    var button = writes && chosen || event.submitter;
    if (form.id === "decide" && lacksReason(form, button)) return;
    // Enter in the field of a name means the first who is found by it, and nobody before that is known.
    var words = form.dataset.people && d.activeElement === form.elements.words ? form.elements.words.value : null;
    var list = words !== null && one("[data-found]", form);
    var known = form.dataset.found === undefined && form.elements.words && form.elements.words.defaultValue || form.dataset.found;
    if (words !== null && (!words.trim() || words !== known)) { form.dataset.wanted = words; return; }
    if (list) button = one("button", list) || one("[value=new]", form) || button;
    else if (form.elements.name && d.activeElement === form.elements.name) button = one("[value=new]", form);
    send(form, button);
  });

  function press(button) {
    var form = button.form;
    if (form.id === "decide" && lacksReason(form, button)) return;
    if (!form.reportValidity || button.formNoValidate || form.reportValidity()) send(form, button);
    else pending = button;
  }

  /* A button that the browser holds back until the reason is written. Enter in a field clicks the first one: not that. */
  d.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("button[name=decision]");
    var reason = button && button.form && button.form.elements.reason;
    if (reason && reason.required && !reason.value.trim() && (event.detail || d.activeElement === button)) pending = button;
  }, true);

  function open(panel) {
    var was = panel.open;
    all(".desk-panel[open]").forEach(function (other) { if (!other.contains(panel)) other.open = false; });
    panel.open = !was;
    if (was) { d.getElementById("asked").focus(); return; }
    if (panel.dataset.key === "a") all("input[type=checkbox]", panel).forEach(function (box) { box.checked = true; });
    var first = one("input:not([type=hidden]):not([type=checkbox]), textarea, button", panel) || one("summary", panel);
    if (panel.dataset.key === "a" || one(".desk-bounds, [data-number]", panel)) first = one("summary", panel);
    if (d.getElementById("text") && panel.dataset.key === "p") first = one("input[name=words]", panel);
    first.focus();
    if (first.select) first.select();
    panel.scrollIntoView({ block: "nearest" });
  }

  function typing(at) {
    return at && (at.tagName === "TEXTAREA" || at.tagName === "SELECT" || (at.tagName === "INPUT" && at.type !== "checkbox"));
  }

  /* The first screen. A sentence has a box for each part it may be; the value is its words, by their place. Sides stand
     in the order in which they were chosen. */
  var turn = 99;
  function fieldsOf(form) {
    var fields = new URLSearchParams(new FormData(form));
    all("[data-part=sides]:checked", form).sort(function (one, other) {
      return one.dataset.turn - other.dataset.turn;
    }).forEach(function (box) { fields.delete(box.name); fields.append(box.name, box.value); });
    return fields;
  }
  var drawing = 0;
  function preview() {
    clearTimeout(drawing);
    drawing = setTimeout(function () {
      var frame = d.getElementById("shown");
      if (frame) frame.contentWindow.location.replace(frame.dataset.src + "?" + fieldsOf(d.getElementById("opening")));
    }, 100);
  }
  function lettersOf(row) { return Array.from(one(".desk-sentence__words", row).textContent); }
  function underline(row, box) {
    var text = one(".desk-sentence__words", row), held = lettersOf(row);
    var ends = box.value.split(",").map(function (end) { return Math.max(0, end - row.dataset.start); });
    var words = d.createElement(box.checked ? "mark" : "span");
    words.textContent = held.slice(ends[0], ends[1]).join("");
    text.replaceChildren(held.slice(0, ends[0]).join(""), words, held.slice(ends[1]).join(""));
    return words.textContent;
  }
  function chose(row, box, turned) {
    row.dataset.part = box.dataset.part;
    if (turned) box.dataset.turn = ++turn;
    var who = box.dataset.part === "sides" && one("option:checked", row) || box;
    tell((box.checked ? "+ " : "− ") + box.parentNode.textContent + " " + who.textContent + ": " + underline(row, box));
    preview();
  }
  /* What is selected of a sentence, all of its words; empty where nothing is. */
  function selected(row) {
    var range = rangeIn(one(".desk-sentence__words", row));
    if (!range) return "";
    var held = lettersOf(row), first = Number(row.dataset.start), start = range.start, end = range.end;
    while (inWord(held, start) && inWord(held, start - 1)) start--;
    while (inWord(held, end - 1) && inWord(held, end)) end++;
    return start < end ? (start + first) + "," + (end + first) : "";
  }
  function taken(row, box) {
    var who = box.dataset.part === "sides" && one(".desk-voice select", row), slice = box.checked && selected(row);
    if (slice && box.dataset.part !== "when") box.value = slice;
    if (who && !box.checked) who.selectedIndex = 0;
    box.focus({ preventScroll: true });
    chose(row, box, true);
  }
  function take(row, part) {
    var boxes = all('[data-part="' + part + '"]', row);
    var box = boxes.filter(function (found) { return !found.checked; })[0] || boxes[0];
    if (!box) return;
    var who = part === "sides" && box.checked && one(".desk-voice select", row);
    if (who && who.selectedIndex < who.options.length - 1) { who.selectedIndex++; chose(row, box); return; }
    box.checked = !box.checked;
    taken(row, box);
  }
  function narrow(row, event) {
    var box = row.dataset.part && one('[data-part="' + row.dataset.part + '"]:checked', row) || one("[data-part]:checked", row);
    if (!box || box.dataset.part === "when") return;
    var ends = box.value.split(",").map(Number), first = Number(row.dataset.start), end = event.shiftKey ? 0 : 1;
    ends[end] = first + edge(lettersOf(row), ends[end] - first, event.key === "ArrowLeft" ? -1 : 1);
    if (ends[0] >= ends[1]) return;
    box.value = ends.join(",");
    chose(row, box);
  }
  d.addEventListener("keydown", function (event) {
    var list = all(".desk-sentence"), at = d.activeElement;
    if (!list.length || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(at)) return;
    var row = at.closest(".desk-sentence"), key = event.key.toLowerCase();
    var part = row && { 1: "lead", 2: "when", 3: "sides", 4: "open" }[key];
    var beside = { g: "[name^=page]", h: "[name^=head]" }[key];
    var field = row && beside && one("[data-part=sides]:checked", row) && one(beside, row);
    if (key === "arrowdown" || key === "arrowup") {
      var next = list[row ? list.indexOf(row) + (key === "arrowup" ? -1 : 1) : 0];
      if (next) one("input", next).focus();
    } else if (row && (key === "arrowleft" || key === "arrowright")) narrow(row, event);
    else if (part) take(row, part);
    else if (field && key === "h") field.focus();
    else if (field) field.click();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  d.addEventListener("mousedown", function (event) {
    if (event.target.closest && event.target.closest(".desk-part")) event.preventDefault();
  });
  d.addEventListener("click", function (event) {
    var words = event.target.closest && event.target.closest(".desk-sentence__words");
    if (words) one("input", words.parentNode).focus({ preventScroll: true });
  });
  d.addEventListener("input", function (event) {
    var row = event.target.closest(".desk-sentence");
    if (row && event.target.dataset.part) taken(row, event.target);
    else if (row) preview();
  });

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
    var bounds = opened && one(".desk-bounds", opened);
    if (bounds && event.key.indexOf("Arrow") === 0) { move(opened, event); return; }
    if (!opened && d.getElementById("text") && event.key.indexOf("Arrow") === 0) { step(event); return; }
    if (event.repeat) return;
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "Enter") {
      if (bounds) { event.preventDefault(); press(one("button", opened)); return; }
      var own = at && (at.tagName === "BUTTON" || at.tagName === "A" || (at.tagName === "SUMMARY" && !(opened && opened.dataset.key === "a")));
      if (own) return;
      var held = d.getElementById("text") && one("[data-open]");
      if (held) { event.preventDefault(); w.location.assign(held.href); return; }
    }
    var target = opened && one('[data-number="' + (/^[0-9]$/.test(key) ? key : "") + '"]', opened);
    target = target || all("[data-key]").filter(function (found) { return found.dataset.key === key; })[0];
    if (!target) return;
    event.preventDefault();
    if (target.tagName === "A") w.location.assign(target.href);
    else if (target.tagName === "DETAILS") open(target);
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
      var list = one("[data-found]", form) || one(".desk-choices", form);
      list.replaceChildren(...found.children);
      form.dataset.found = event.target.value;
      var first = one("button", list);
      if (first && form.dataset.wanted === form.dataset.found) send(form, first);
    });
  });

  /* Bounds: offsets count code points, as the files do. */
  function words(panel) {
    var form = one(".desk-bounds", panel);
    return { form: form, letters: Array.from(one(".desk-bounds__text", form).textContent), from: Number(form.dataset.room) };
  }
  function inWord(letters, place) { return /[\p{L}\p{N}]/u.test(letters[place] || ""); }
  function edge(letters, at, step) {
    var within = function (place) { return inWord(letters, place); };
    var from = at;
    at += step;
    while (at > 0 && at < letters.length && within(at - 1) === within(at)) at += step;
    at = Math.max(0, Math.min(letters.length, at));
    var passed = letters.slice(Math.min(from, at), Math.max(from, at)).join("");
    return passed && !passed.trim() ? edge(letters, at, step) : at; // a word a press, with the blank before it
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
  /* A click or a tap moves the nearer end to its word, all of which is then within; dragging chooses what it passes. */
  function caretAt(event) {
    var found = d.caretPositionFromPoint ? d.caretPositionFromPoint(event.clientX, event.clientY) : null;
    if (found) return { node: found.offsetNode, at: found.offset };
    var range = d.caretRangeFromPoint ? d.caretRangeFromPoint(event.clientX, event.clientY) : null;
    return range && { node: range.startContainer, at: range.startOffset };
  }
  d.addEventListener("click", function (event) {
    var text = event.target.closest && event.target.closest(".desk-bounds__text");
    if (!text) return;
    var panel = text.closest(".desk-panel");
    if (!d.getSelection().isCollapsed) { draw(panel); return; }
    var caret = caretAt(event);
    if (!caret || !text.contains(caret.node)) return;
    var before = d.createRange();
    before.setStart(text, 0);
    before.setEnd(caret.node, caret.at);
    var held = words(panel), fields = held.form.elements;
    var low = Array.from(before.toString()).length, high = low;
    while (inWord(held.letters, low - 1)) low--;
    while (inWord(held.letters, high)) high++;
    var start = Number(fields.start.value) - held.from, end = Number(fields.end.value) - held.from;
    if (Math.abs(low - start) < Math.abs(high - end)) start = low;
    else end = high;
    if (start >= end) return;
    fields.start.value = held.from + start;
    fields.end.value = held.from + end;
    draw(panel);
  });
  /* Where the selected words of a text are in it; null where none are. */
  function rangeIn(text) {
    var selection = d.getSelection();
    if (!text || !selection.rangeCount || selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return null;
    var range = selection.getRangeAt(0), before = d.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    var start = Array.from(before.toString()).length;
    return { start: start, end: start + Array.from(range.toString()).length };
  }
  d.addEventListener("selectionchange", function () {
    var text = one(".desk-panel[open] .desk-bounds__text");
    var range = rangeIn(text);
    if (!range) return;
    var form = text.closest("form"), room = Number(form.dataset.room);
    form.elements.start.value = room + range.start;
    form.elements.end.value = room + range.end;
  });

  /* The whole text. Words are chosen by the mouse or by keys; what they may be is asked beside them. Offsets count code
     points, as the files do. */
  var chosen = null;
  var turns = 0;
  function fragments() { return all(".desk-fragment"); }

  /* The place of a selection in the source; null where it holds no words of the text. */
  function placeOf(range) {
    var found = null;
    fragments().forEach(function (fragment) {
      if (!range.intersectsNode(fragment)) return;
      var own = d.createRange();
      own.selectNodeContents(fragment);
      if (range.compareBoundaryPoints(Range.START_TO_START, own) > 0) own.setStart(range.startContainer, range.startOffset);
      if (range.compareBoundaryPoints(Range.END_TO_END, own) < 0) own.setEnd(range.endContainer, range.endOffset);
      var length = Array.from(own.toString()).length;
      if (!length) return;
      var before = d.createRange();
      before.selectNodeContents(fragment);
      before.setEnd(own.startContainer, own.startOffset);
      var start = Number(fragment.dataset.start) + Array.from(before.toString()).length;
      found = { start: found ? found.start : start, end: start + length };
    });
    return found;
  }

  /* The words of a place, as a range of the page. */
  function rangeOf(place) {
    var range = d.createRange();
    var begun = false;
    fragments().forEach(function (fragment) {
      var at = Number(fragment.dataset.start);
      var walker = d.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
      for (var node; (node = walker.nextNode());) {
        var letters = Array.from(node.data);
        var low = Math.max(0, place.start - at);
        var high = Math.min(letters.length, place.end - at);
        if (low < high) {
          if (!begun) range.setStart(node, letters.slice(0, low).join("").length);
          begun = true;
          range.setEnd(node, letters.slice(0, high).join("").length);
        }
        at += letters.length;
      }
    });
    return begun ? range : null;
  }

  function drawChosen(scrolls) {
    var range = chosen && rangeOf(chosen);
    if (!range) return;
    if (w.CSS && CSS.highlights) CSS.highlights.set("chosen", new Highlight(range));
    var fragment = range.startContainer.parentNode;
    if (scrolls) fragment.scrollIntoView({ block: "nearest" });
  }

  /* Ask what the words may be; `then` does what a key asked for meanwhile. */
  var waiting = null;
  function choose(place, scrolls) {
    var text = d.getElementById("text");
    if (!place || (chosen && chosen.start === place.start && chosen.end === place.end)) return;
    chosen = place;
    drawChosen(scrolls);
    var turn = ++turns;
    waiting = fetch(text.dataset.marking + "?start=" + place.start + "&end=" + place.end).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (html) {
      if (turn !== turns || !html) return;
      var asked = d.getElementById("marking");
      asked.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
      waiting = null;
      var words = d.getElementById("chosen");
      if (words) tell(words.textContent);
    }).catch(function () { waiting = null; });
  }

  /* All letters of the text, by their place in the source. */
  function letters() {
    var found = [];
    fragments().forEach(function (fragment) {
      Array.from(fragment.textContent).forEach(function (letter, at) { found[Number(fragment.dataset.start) + at] = letter; });
    });
    return found;
  }
  function sentences() {
    return fragments().reduce(function (found, fragment) {
      (fragment.dataset.sentences || "").trim().split(" ").filter(Boolean).forEach(function (pair) {
        var ends = pair.split(",").map(Number);
        found.push({ start: ends[0], end: ends[1] });
      });
      return found;
    }, []);
  }
  function step(event) {
    event.preventDefault();
    var back = event.key === "ArrowLeft" || event.key === "ArrowUp";
    if (event.key === "ArrowUp" || event.key === "ArrowDown" || !chosen) {
      var places = sentences();
      var at = -1;
      places.forEach(function (place, number) { if (chosen && place.start <= chosen.start) at = number; });
      var next = places[Math.max(0, Math.min(places.length - 1, chosen ? at + (back ? -1 : 1) : 0))];
      choose(next, true);
      return;
    }
    var held = letters();
    var name = event.shiftKey ? "start" : "end";
    var place = { start: chosen.start, end: chosen.end };
    var within = function (offset) { return /[\p{L}\p{N}]/u.test(held[offset] || ""); };
    var stops = function (offset) {
      return name === "start" ? within(offset) && !within(offset - 1) : within(offset - 1) && !within(offset);
    };
    var to = place[name] + (back ? -1 : 1);
    while (to > 0 && to < held.length && !stops(to)) to += back ? -1 : 1;
    place[name] = Math.max(0, Math.min(held.length, to));
    if (place.start < place.end) choose(place, true);
  }

  /* Selected with the mouse or a finger: on a card, T then leads to these words. */
  var settling = 0;
  d.addEventListener("selectionchange", function () {
    clearTimeout(settling);
    settling = setTimeout(function () {
      var selection = d.getSelection();
      if (!selection.rangeCount || selection.isCollapsed) return;
      var range = selection.getRangeAt(0);
      var text = d.getElementById("text") || one(".desk-passage");
      if (!text || !range.intersectsNode(text)) return;
      var place = placeOf(range);
      var link = d.getElementById("mark");
      if (place && link) {
        var address = new URL(link.href);
        address.searchParams.set("start", place.start);
        address.searchParams.set("end", place.end);
        link.href = address;
      } else if (place && !link) choose(place, false);
    }, 150);
  });
  d.addEventListener("click", function (event) {
    var marked = event.target.closest && event.target.closest("#text [data-item]");
    if (marked && d.getSelection().isCollapsed) {
      w.location.assign(d.getElementById("text").dataset.items + "?item=" + encodeURIComponent(marked.dataset.item));
    }
  });
  d.addEventListener("submit", function (event) {
    if (event.target.id !== "find") return;
    event.preventDefault();
    var wanted = Array.from(d.getElementById("find-words").value.toLowerCase());
    var held = letters();
    var from = chosen ? chosen.start + 1 : 0;
    for (var turn = 0; wanted.length && turn < held.length; turn++) {
      var at = (from + turn) % held.length;
      var same = wanted.every(function (letter, number) {
        var other = held[at + number] || " ";
        return /\s/.test(letter) ? /\s/.test(other) : other.toLowerCase() === letter;
      });
      if (same) { choose({ start: at, end: at + wanted.length }, true); d.getElementById("asked").focus(); one(".desk-panel[data-key=f]").open = false; return; }
    }
  });

  /* What stands before the text: a click or Space takes a sentence in or out, + and - change its place. */
  function rows() { return all(".desk-row input[type=number]"); }
  function numbered(list) {
    list.forEach(function (field, at) { field.value = at + 1; });
    rows().forEach(function (field) { field.closest(".desk-row").classList.toggle("is-chosen", !!field.value); });
    var order = d.getElementById("order");
    if (order) order.replaceChildren(...ordered().map(function (field) {
      var item = d.createElement("li");
      var link = d.createElement("a");
      link.href = "#" + field.id;
      link.textContent = one("span", field.parentNode).textContent;
      item.append(link);
      return item;
    }));
  }
  function ordered() {
    return rows().filter(function (field) { return field.value; }).sort(function (one, other) { return one.value - other.value; });
  }
  function toggle(field) {
    field.value = field.value ? "" : 99;
    numbered(ordered());
    tell(field.value || "–");
  }
  function reorder(field, by) {
    var list = ordered();
    var at = list.indexOf(field);
    if (at < 0 || at + by < 0 || at + by >= list.length) return;
    list.splice(at, 1);
    list.splice(at + by, 0, field);
    numbered(list);
    tell(field.value);
  }
  d.addEventListener("click", function (event) {
    var words = event.target.closest && event.target.closest(".desk-row label > span");
    if (!words) return;
    event.preventDefault();
    var field = one("input", words.parentNode);
    field.focus();
    toggle(field);
  });
  d.addEventListener("keydown", function (event) {
    var row = event.target.closest && event.target.closest(".desk-row");
    var list = rows();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.type === "text" || (!row && (typing(event.target) || !list.length))) return;
    var back = event.key === "ArrowUp";
    if (back || event.key === "ArrowDown") {
      var at = row ? list.indexOf(event.target) + (back ? -1 : 1) : 0;
      if (list[at]) { event.preventDefault(); list[at].focus(); }
    } else if (row && event.key === " ") { event.preventDefault(); toggle(event.target); }
    else if (row && (event.key === "+" || event.key === "-")) { event.preventDefault(); reorder(event.target, event.key === "+" ? -1 : 1); }
  });
  d.addEventListener("change", function (event) {
    if (event.target.type === "number" && event.target.closest(".desk-row")) numbered(ordered());
  });

  function ready() {
    all(".desk-sentence").forEach(function (row) {
      var box = one("[data-part=sides]:checked", row) || one("[data-part]:checked", row);
      if (box) underline(row, box);
    });
    all(".desk-bounds").map(function (form) { return form.closest(".desk-panel"); }).forEach(function (panel) {
      panel.addEventListener("toggle", function () { if (panel.open) draw(panel); });
    });
    var find = one(".desk-find__words");
    if (find) {
      find.hidden = false;
      one("#find .desk-bounds__ends").hidden = true;
    }
    var words = d.getElementById("text") && d.getElementById("chosen");
    chosen = words ? { start: Number(words.dataset.start), end: Number(words.dataset.end) } : null;
    drawChosen(!w.scrollY);
  }
  ready();
  beside();
  if (d.getElementById("asked")) d.getElementById("asked").focus({ preventScroll: true });
})(document, window);
