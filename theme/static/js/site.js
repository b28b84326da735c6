/* SPDX-License-Identifier: AGPL-3.0-or-later OR MIT */
/* What scripts add to a page that reads without them: the choice of colours and of evidence, keys, previews. */
(function (d, w) {
  "use strict";
  var root = d.documentElement;
  var all = function (selector, within) { return Array.prototype.slice.call((within || d).querySelectorAll(selector)); };

  /* The choice of colours: kept here, set again by the line in each page's head. */
  function choose(value) {
    if (value === "auto") delete root.dataset.theme;
    else root.dataset.theme = value;
    try {
      if (value === "auto") localStorage.removeItem("theme");
      else localStorage.setItem("theme", value);
    } catch (e) { /* Nothing is kept where storage is refused. */ }
  }
  all(".switch").forEach(function (box) {
    box.dataset.names.split("|").forEach(function (name, at) {
      var label = d.createElement("label"), input = d.createElement("input"), icon = d.createElement("i");
      var value = ["auto", "light", "dark"][at];
      label.className = "switch__option";
      icon.className = "icon icon--" + value;
      input.type = "radio";
      input.name = "theme";
      input.value = value;
      input.setAttribute("aria-label", name);
      input.checked = value === (root.dataset.theme || "auto");
      input.addEventListener("change", function () { choose(value); });
      label.append(input, icon);
      box.append(label);
    });
  });

  /* The choice of evidence is kept. The box does the rest, as it does without scripts. */
  all("#evidence").forEach(function (box) {
    box.checked = "evidence" in root.dataset;
    delete root.dataset.evidence;
    box.addEventListener("change", function () {
      try {
        if (box.checked) localStorage.setItem("evidence", "on");
        else localStorage.removeItem("evidence");
      } catch (e) { /* Nothing is kept where storage is refused. */ }
    });
  });

  /* A quotation and its card light up together, under the pointer and when a link leads to one of them. */
  function light(id) {
    all(".is-linked").forEach(function (one) { one.classList.remove("is-linked"); });
    if (id) all('.text [data-quote="' + id + '"]').forEach(function (one) { one.classList.add("is-linked"); });
  }
  function lit(event) {
    var at = event.target.closest && event.target.closest("[data-quote]");
    light(at && at.dataset.quote);
  }
  function led() {
    var at = d.getElementById(decodeURIComponent(location.hash.slice(1)));
    light(at && at.dataset.quote);
  }
  var text = d.querySelector(".text");
  if (text) {
    ["pointerover", "focusin"].forEach(function (name) { text.addEventListener(name, lit); });
    w.addEventListener("hashchange", led);
    led();
  }

  /* j and k go from quotation to quotation, only while the focus is in the text. */
  function step(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== "j" && event.key !== "k")) return;
    var links = all("a.quote[id], a.quote__said", text);
    var now = d.activeElement;
    var back = event.key === "k";
    if (back) links.reverse();
    var next = links.filter(function (one) {
      return one.compareDocumentPosition(now) & (back ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING);
    })[0];
    if (next) { event.preventDefault(); next.focus(); }
  }
  if (text) text.addEventListener("keydown", step);

  /* Who is meant, or who said it, beside the pointer or the focus: a copy of what stands on the page. It may be pointed
     at, Escape closes it, and nothing in it takes the focus. */
  var peek = d.createElement("div");
  var wait, from, byKey;
  peek.className = "peek";
  peek.setAttribute("popover", "manual");
  peek.setAttribute("aria-hidden", "true");
  function open() { return peek.isConnected && peek.matches(":popover-open"); }
  function hide() {
    clearTimeout(wait);
    if (open()) peek.hidePopover();
    from = null;
  }
  function seen(node) {
    var box = node.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= w.innerHeight;
  }
  function entry(anchor) {
    if (anchor.dataset.ref) return d.getElementById("who-" + anchor.dataset.ref);
    var card = cardOf(anchor);
    return card && !seen(card) ? card : null;
  }
  function cardOf(anchor) { return d.querySelector('.cards [data-quote="' + anchor.dataset.quote + '"]'); }
  function fill(box, held) {
    box.replaceChildren.apply(box, Array.prototype.map.call(held.childNodes, function (node) { return node.cloneNode(true); }));
    box.classList.toggle("peek--quote", held.classList.contains("card"));
    if (!box.isConnected) d.body.appendChild(box);
  }
  function put(anchor) {
    if (w.CSS && CSS.supports("position-area", "block-end")) return peek.showPopover({ source: anchor });
    peek.showPopover();
    var box = anchor.getClientRects()[0];
    var below = box.bottom + peek.offsetHeight + 12 < w.innerHeight;
    peek.style.left = Math.max(8, Math.min(box.left, w.innerWidth - peek.offsetWidth - 8)) + "px";
    peek.style.top = (below ? box.bottom : box.top - peek.offsetHeight - 12) + "px";
  }
  function show(anchor) {
    var held = entry(anchor);
    hide();
    if (!held) return;
    fill(peek, held);
    all("a", peek).forEach(function (a) { a.tabIndex = -1; });
    put(anchor);
    from = anchor;
  }
  function meet(event) {
    var at = event.target;
    if (!at.closest || event.pointerType === "touch") return;
    var anchor = at.closest("a[data-ref], a[data-quote]");
    var keyed = event.type === "focusin";
    if (peek.contains(at)) return clearTimeout(wait);
    if (anchor ? anchor === from || (keyed && !anchor.matches(":focus-visible")) : byKey) return;
    clearTimeout(wait);
    byKey = keyed && !!anchor;
    wait = setTimeout(anchor ? function () { show(anchor); } : hide, 250);
  }
  if (text && peek.showPopover && w.matchMedia("(hover: hover)").matches) {
    ["pointerover", "focusin"].forEach(function (name) { d.addEventListener(name, meet); });
    d.addEventListener("focusout", function () { if (byKey) { byKey = false; clearTimeout(wait); wait = setTimeout(hide, 250); } });
    d.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
    if (!w.CSS || !CSS.supports("position-area", "block-end")) w.addEventListener("scroll", hide, { passive: true });
  }

  /* A finger on a quotation brings its card up from the edge of the screen; a tap beside it, or Escape, closes it. */
  var sheet = d.createElement("div");
  sheet.className = "peek peek--sheet";
  sheet.setAttribute("popover", "auto");
  sheet.setAttribute("role", "dialog");
  sheet.tabIndex = -1;
  function tapped(event) {
    var at = event.target.closest("a.quote, a.quote__said");
    var touch = event.pointerType ? event.pointerType === "touch" : w.matchMedia("(hover: none)").matches;
    var card = at && touch && !event.ctrlKey && !event.metaKey && cardOf(at);
    if (!card) return;
    event.preventDefault();
    fill(sheet, card);
    sheet.setAttribute("aria-label", all(".card__links a", sheet)[0].textContent);
    sheet.showPopover();
    sheet.focus();
    light(at.dataset.quote);
  }
  if (text && sheet.showPopover) text.addEventListener("click", tapped);

  /* The rail marks the part that is being read; at the page's end, the part that was asked for. */
  var rail = all(".rail__link");
  if (rail.length && w.IntersectionObserver) {
    var watch = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        var hash = "#" + entry.target.id;
        if (w.innerHeight + w.scrollY > root.scrollHeight - 2)
          rail.forEach(function (a) { if (a.hash === w.location.hash) hash = a.hash; });
        rail.forEach(function (a) {
          if (a.hash === hash) a.setAttribute("aria-current", "true");
          else a.removeAttribute("aria-current");
        });
      });
    }, { rootMargin: "-20% 0px -75% 0px" });
    rail.forEach(function (a) { var part = d.getElementById(a.hash.slice(1)); if (part) watch.observe(part); });
  }
})(document, window);
