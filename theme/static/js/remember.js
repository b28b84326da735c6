/* SPDX-License-Identifier: AGPL-3.0-or-later OR MIT */
/* What a reader has read of a story, where they asked for it: kept in this browser alone, under one name, until they have
   it forgotten. Of each passage there is a number made of its words, so that one that reads otherwise later is marked. */
(function (d) {
  "use strict";
  var NAME = "verbatim-read", box = d.querySelector("[data-remember]");
  if (!box) return;
  var told = box.dataset, story = told.remember, note = box.querySelector("[data-note]");
  var passages = d.querySelectorAll(".fragment[id]"), changes = d.querySelectorAll("#corrections .log__item");
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
  function show() {
    var all = held(), read = all[story], count = 0;
    d.querySelectorAll(".newer").forEach(function (one) { one.remove(); });
    passages.forEach(function (one) {
      var is = !!read && read.passages[one.id] !== sum(one.textContent);
      one.classList.toggle("fragment--newer", is);
      if (is) one.before(label("p"));
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
