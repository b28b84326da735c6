/* SPDX-License-Identifier: AGPL-3.0-or-later OR MIT */
/* The page on which readers check a story themselves: the source's bytes are hashed here, each quotation's slice is cut
   and hashed, and every word that the story's page shows as the source's is compared with it. Nothing is sent anywhere. */
(function (d, w) {
  "use strict";
  var form = d.querySelector("[data-verify]");
  if (!form) return;
  var one = function (selector, within) { return (within || d).querySelector(selector); };
  var say = form.dataset, box = form.story, list = one("[data-results]"), status = one("[data-status]"), line = one("[data-file]");
  var root = new URL("../", location.href), turn = 0, rows = {};

  var why = location.protocol === "file:" ? "folder" : !(w.crypto && w.crypto.subtle) ? "insecure" : "";
  if (why) {
    form.hidden = true;
    one('[data-cannot="' + why + '"]').hidden = false;
    return;
  }

  /* A file of the site, read; what goes wrong is told by the file's name. */
  async function get(name, read) {
    try {
      var answer = await fetch(new URL(name, root), { cache: "no-store" });
      if (answer.ok) return read(await answer.arrayBuffer());
    } catch (error) { /* told below */ }
    throw new Error(name);
  }
  function text(bytes) { return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes); }
  function both(bytes) { return { bytes: bytes, text: text(bytes) }; }
  function json(bytes) { return JSON.parse(text(bytes)); }
  function sha256(bytes) {
    return w.crypto.subtle.digest("SHA-256", bytes).then(function (hash) {
      return Array.from(new Uint8Array(hash), function (b) { return b.toString(16).padStart(2, "0"); }).join("");
    });
  }

  /* The words of the source that an element of the page shows: controls as they were, nothing that was put in since.
     What may stand within them is a short list, as `verify` has it; anything else could hide words, or add some. */
  var WITHIN = "a, span, time, bdi, mark, ins, del, br, em, strong, b, i, p, q, blockquote";
  var UNSEEN = "[hidden], [inert], [style], [popover], .visually-hidden, template, noscript, dialog:not([open])";
  function words(element, corrected) {
    var copy = element.cloneNode(true), odd = Boolean(element.closest(UNSEEN));
    copy.querySelectorAll("*").forEach(function (each) {
      if (!each.matches(WITHIN) || each.matches(UNSEEN) || each.title || each.className === "markup" && /[\p{L}\p{N}]/u.test(each.textContent)) odd = true;
      if (each.matches("ins") && corrected.indexOf(each.textContent.trim()) < 0) odd = true;
      if (each.matches("del") && !(each.nextElementSibling && each.nextElementSibling.matches("ins"))) odd = true;
    });
    copy.querySelectorAll("ins").forEach(function (added) { added.remove(); });
    copy.querySelectorAll("[data-control]").forEach(function (mark) {
      var code = parseInt(mark.dataset.control, 16);
      if (!(code < 160 && mark.textContent.length === 1 && mark.textContent >= "\u2400" && mark.textContent <= "\u2426")) odd = true;
      mark.textContent = String.fromCodePoint(code < 160 ? code : 0xfffd);
    });
    return odd ? [] : Array.from(copy.textContent);
  }
  /* The quotations of the page that carry no place: none on a true one. */
  function unplaced(page) {
    var body = page.body.cloneNode(true);
    body.querySelectorAll("script, style, template, [aria-hidden=true]").forEach(function (each) {
      if (!each.ariaHidden || !/[\p{L}\p{N}]/u.test(each.textContent)) each.remove();
    });
    body.querySelectorAll("[data-char], [data-editors], [data-version], [data-embed]").forEach(function (each) { each.textContent = "\u0000"; });
    body.querySelectorAll("p, li, div, section, article, h1, h2, h3, dt, dd, td, blockquote, figcaption").forEach(function (each) { each.append("\u0001"); });
    return (body.textContent.match(/[“„«‟❝「『][^“„«”»‟❝❞「」『』\u0001]*/g) || []).filter(function (each) { return /[\p{L}\p{N}]/u.test(each); }).length;
  }
  function shown(page, story, corrected) {
    return Array.from(page.querySelectorAll("body [data-char]")).filter(function (each) {
      return each.dataset.story === story && /^\d+,\d+$/.test(each.dataset.char);
    }).map(function (each) {
      var ends = each.dataset.char.split(",");
      return { start: +ends[0], end: +ends[1], words: words(each, corrected) };
    });
  }

  /* Of a source that is not published whole: what a page shows of a slice, and what is wrong with what is published. */
  function seen(cut) { return cut.join("").replace(/░+(?:[\r\n\u2028\u2029]+░+)*/g, "…"); }
  async function parted(proof, source) {
    var wrong = 0, at = 0, held = 0;
    for (var one of proof.stretches.concat({ start: source.length, end: source.length })) {
      var cut = source.slice(one.start, one.end).join(""), before = source.slice(at, one.start).join("");
      if (one.start < at || /[^░\s]/.test(before) || one.sha256 && await sha256(new TextEncoder().encode(cut)) !== one.sha256) wrong++;
      held += one.end - one.start;
      at = one.end;
    }
    return { wrong: wrong, held: held };
  }

  /* How many questions about the story the page shows otherwise than the site's list, or not at all. */
  async function misasked(page, story, all) {
    var count = 0;
    for (var row of all.filter(function (each) { return each.of === "story" && each.about === story; })) {
      var card = Array.from(page.querySelectorAll("[data-question]")).find(function (each) { return each.dataset.question === row.id; });
      var told = card ? card.textContent.replace(/\s+/g, " ") : "", answers = row.answers.filter(function (each) { return each.text; });
      var places = card ? Array.from(card.querySelectorAll("[data-char]:not(.cited)")) : [];
      var right = card && told.includes(row.title) && told.includes((row.says || "").replace(/\.$/, "")) && places.length === answers.length;
      for (var n = 0; right && n < places.length; n++) {
        var one = answers[n], cut = Array.from((await get("sources/" + one.story + ".txt", both)).text).slice(one.start, one.end).join("");
        right = places[n].dataset.story === one.story && places[n].dataset.char === one.start + "," + one.end && one.text === cut && words(places[n], (rows[one.story] || {}).corrected_words || []).join("") === cut;
      }
      if (!right) count++;
    }
    return count;
  }

  /* What is wrong with a quotation: its words, its hash, or what the page has at its place; nothing where all is right. */
  function faults(row, source, slices) {
    var cut = source.slice(row.start, row.end).join(""), found = [];
    var there = slices.filter(function (s) { return s.start < row.end && s.end > row.start; });
    if (!cut || row.text !== cut) found.push(say.words);
    if (!there.length) found.push(say.missing);
    else if (there.some(function (s) {
      var from = Math.max(s.start, row.start), to = Math.min(s.end, row.end);
      return s.words.slice(from - s.start, to - s.start).join("") !== source.slice(from, to).join("");
    })) found.push(say.page);
    return sha256(new TextEncoder().encode(cut)).then(function (hash) {
      if (hash !== row.sha256) found.unshift(say.hash);
      return { row: row, cut: cut, faults: found };
    });
  }

  function draw(result, story) {
    var item = one("template[data-" + (result.faults.length ? "wrong" : "right") + "]").content.firstElementChild.cloneNode(true);
    var quoted = one("[data-words]", item), link = one("a", item), told = one("[data-why]", item);
    quoted.textContent = result.cut || result.row.text;
    quoted.dataset.story = story;
    quoted.dataset.char = result.row.start + "," + result.row.end;
    link.href = new URL("quotes/" + encodeURIComponent(result.row.id) + "/", root);
    link.textContent = say.place.replace("START", result.row.start).replace("END", result.row.end);
    if (told) told.textContent = result.faults.join(" ");
    return item;
  }

  function tell(right, sentence) {
    status.replaceChildren(one("template[data-" + (right ? "good" : "bad") + "]").content.cloneNode(true), sentence);
    status.className = "verify__status verify__status--" + (right ? "right" : "wrong");
  }

  async function check(story) {
    var mine = ++turn;
    list.replaceChildren();
    line.textContent = status.className = "";
    status.textContent = say.working;
    try {
      var held = await Promise.all([get("sources/" + story + ".txt", both), get("data/proof/" + story + ".json", json), get("stories/" + story + "/", text), get("data/questions.json", json)]);
      var page = new DOMParser().parseFromString(held[2], "text/html"), row = rows[story] || {};
      var proof = held[1], source = Array.from(held[0].text), hash = await sha256(held[0].bytes), slices = shown(page, story, row.corrected_words || []);
      var asked = await misasked(page, story, held[3]), part = proof.stretches && await parted(proof, source);
      if (part) slices.forEach(function (s) {
        var cut = source.slice(s.start, s.end);
        if (s.words.join("") === seen(cut)) s.words = cut;
      });
      var results = await Promise.all(proof.quotes.map(function (row) { return faults(row, source, slices); }));
      if (mine !== turn) return;
      var whole = hash === proof.source_sha256, wrong = results.filter(function (r) { return r.faults.length; });
      var other = slices.filter(function (s) { return s.words.join("") !== source.slice(s.start, s.end).join(""); }).length, loose = unplaced(page);
      line.textContent = (whole ? say.same : say.other) + " " + hash + (part ? ". " + say.part.replace("PART", part.held).replace("ALL", source.length) : "");
      wrong.concat(results.filter(function (r) { return !r.faults.length; })).forEach(function (r) { list.appendChild(draw(r, story)); });
      var right = whole && !(part && part.wrong) && !wrong.length && !other && !loose && !asked && slices.length > 0;
      tell(right, right ? say.all.replace("COUNT", results.length).replace("SLICES", slices.length) : [whole ? "" : say.other, part && part.wrong ? say.stretches.replace("COUNT", part.wrong) : "", wrong.length ? say.some.replace("WRONG", wrong.length).replace("COUNT", results.length) : "", other ? say.shown.replace("OTHER", other).replace("SLICES", slices.length) : "", loose ? say.unplaced.replace("COUNT", loose) : "", asked ? say.asked.replace("COUNT", asked) : "", slices.length ? "" : say.missing].filter(Boolean).join(" "));
    } catch (error) {
      if (mine === turn) tell(false, say.failed.replace("FILE", error.message));
    }
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    history.replaceState(null, "", "?story=" + encodeURIComponent(box.value));
    check(box.value);
  });
  get("data/stories.json", json).then(function (stories) {
    var asked = new URLSearchParams(location.search).get("story");
    stories.forEach(function (story) { rows[story.id] = story; box.add(new Option(story.title, story.id, false, story.id === asked)); });
    if (asked && box.value === asked) check(asked);
    else if (asked) tell(false, say.failed.replace("FILE", asked));
  }).catch(function (error) { tell(false, say.failed.replace("FILE", error.message)); });
})(document, window);
