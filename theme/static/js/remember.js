/* SPDX-License-Identifier: AGPL-3.0-or-later OR MIT */
/* What a reader has read of a story or a topic, where they asked for it: kept in this browser alone, under one name, until they have
   it forgotten. Of each passage or day there is a number made of its words, so that one that reads otherwise later is marked. */
(function (d) {
  "use strict";
  var NAME = "verbatim-read", box = d.querySelector("[data-remember]");
  if (!box) return;
  var told = box.dataset, story = told.remember, note = box.querySelector("[data-note]");
  var passages = d.querySelectorAll(".fragment[id], .day[id]"), changes = d.querySelectorAll("#corrections .log__item");
  var button = function (name) { return box.querySelector("[data-do=" + name + "]"); };

  function held() {
    try { return JSON.parse(localStorage.getItem(NAME)) || {}; } catch (e) { return {}; }
  }
  function keep(all) {
    try {
      if (Object.keys(all).length) localStorage.setItem(NAME, JSON.stringify(all));
      else localStorage.removeItem(NAME);
    } catch (e) { note.textContent = told.refused; return; }
    show();
  }

  /* FNV-1a, as a number of base 36. */
  function sum(text) {
    for (var at = 0, hash = 2166136261; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
    return (hash >>> 0).toString(36);
  }
  function label(name) {
    var made = d.createElement(name);
    made.className = "newer";
    made.textContent = told.label;
    return made;
  }
  /* A line on the strip at the last visit, and one above the first newer day behind it. */
  function since(visit, words) {
    var strip = d.querySelector(".strip__line"), newer = [].slice.call(d.querySelectorAll(".day--newer")), rule = d.createElement("p");
    rule.className = "since";
    rule.append(d.createElement("span"));
    rule.firstChild.textContent = words;
    (newer.filter(function (one) { return Date.parse(one.querySelector("time,span").dateTime) > visit; })[0] || newer[0]).before(rule);
    if (!strip) return;
    var first = Date.parse(strip.dataset.first), last = Date.parse(strip.dataset.last), line = d.createElementNS("http://www.w3.org/2000/svg", "line");
    var x = 2 + 96 * Math.min(1, Math.max(0, (visit - first) / (last - first))) + "%";
    [["class", "strip__here"], ["x1", x], ["x2", x], ["y1", 26], ["y2", 62]].forEach(function (one) { line.setAttribute(one[0], one[1]); });
    strip.append(line);
  }
  function show() {
    var all = held(), read = all[story], count = 0;
    d.querySelectorAll(".newer, .since, .strip__here").forEach(function (one) { one.remove(); });
    passages.forEach(function (one) {
      var is = !!read && read.passages[one.id] !== sum(one.textContent);
      one.classList.toggle(told.since ? "day--newer" : "fragment--newer", is);
      if (is && !told.since) one.before(label("p"));
      count += is;
    });
    changes.forEach(function (one, at) {
      var is = !!read && at < changes.length - read.changes;
      one.classList.toggle("log__item--newer", is);
      if (is) one.lastElementChild.prepend(label("span"), " ");
      count += is;
    });
    button("forget").hidden = !read;
    button("all").hidden = !Object.keys(all).some(function (name) { return name !== story; });
    if (!read) { note.textContent = told.where; return; }
    var day = new Date(read.day).toLocaleDateString(d.documentElement.lang, { dateStyle: "long" });
    if (told.since && count) since(read.day, told.since.replace("{date}", day).replace("{count}", count.toLocaleString(d.documentElement.lang)));
    note.textContent = told.read.replace("{date}", day) + " " + (count ? told.newer.replace("{count}", count.toLocaleString(d.documentElement.lang)) : told.same);
  }

  button("remember").addEventListener("click", function () {
    var all = held(), kept = {};
    passages.forEach(function (one) { kept[one.id] = sum(one.textContent); });
    all[story] = { day: Date.now(), changes: changes.length, passages: kept };
    keep(all);
  });
  button("forget").addEventListener("click", function () {
    var all = held();
    delete all[story];
    keep(all);
    button("remember").focus();
  });
  button("all").addEventListener("click", function () { keep({}); button("remember").focus(); });
  box.hidden = false;
  show();
})(document);
