/* What scripts add to a page that reads without them: copying, the choice of colours, keys, previews, finding. */
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
  all('input[name="theme"]').forEach(function (input) {
    input.checked = input.value === (root.dataset.theme || "auto");
    input.addEventListener("change", function () { choose(input.value); });
  });

  /* Copy buttons. */
  function copied(button) {
    var label = button.dataset.label || (button.dataset.label = button.textContent);
    button.textContent = "Copied";
    setTimeout(function () { button.textContent = label; }, 2000);
  }
  all("[data-copy]").forEach(function (button) {
    var field = d.getElementById(button.dataset.copy);
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      field.select();
      if (navigator.clipboard) {
        navigator.clipboard.writeText(field.value).then(function () { copied(button); }, function () { d.execCommand("copy"); copied(button); });
      } else if (d.execCommand("copy")) copied(button);
    });
  });

  /* A quotation and its card light up together. */
  function light(event) {
    var at = event.target.closest && event.target.closest("[data-quote]");
    var id = at && at.dataset.quote;
    all(".is-linked").forEach(function (one) { one.classList.remove("is-linked"); });
    if (id) all('[data-quote="' + id + '"]').forEach(function (one) { one.classList.add("is-linked"); });
  }
  var text = d.querySelector(".text");
  if (text) ["pointerover", "focusin"].forEach(function (name) { text.addEventListener(name, light); });

  /* j and k go from quotation to quotation, only while the focus is in the text. */
  function step(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== "j" && event.key !== "k")) return;
    var links = all("a.quote[id]", text);
    var now = d.activeElement;
    var back = event.key === "k";
    if (back) links.reverse();
    var next = links.filter(function (one) {
      return one.compareDocumentPosition(now) & (back ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING);
    })[0];
    if (next) { event.preventDefault(); next.focus(); }
  }
  if (text) text.addEventListener("keydown", step);

  /* Who is meant, beside the pointer or the focus: a copy of the entry in who's who. */
  var peek = d.createElement("div");
  var wait;
  peek.className = "peek";
  peek.setAttribute("popover", "manual");
  function shut() {
    if (peek.isConnected && peek.matches(":popover-open")) peek.hidePopover();
  }
  function hide() {
    clearTimeout(wait);
    shut();
  }
  function show(anchor) {
    var entry = d.getElementById("who-" + anchor.dataset.ref);
    if (!entry) return;
    peek.replaceChildren.apply(peek, Array.prototype.map.call(entry.childNodes, function (node) { return node.cloneNode(true); }));
    if (!peek.isConnected) d.body.appendChild(peek);
    peek.showPopover();
    var box = anchor.getClientRects()[0];
    var wide = peek.offsetWidth;
    var below = box.bottom + peek.offsetHeight + 8 < w.innerHeight;
    peek.style.left = Math.max(8, Math.min(box.left, w.innerWidth - wide - 8)) + "px";
    peek.style.top = (below ? box.bottom + 6 : box.top - peek.offsetHeight - 6) + "px";
  }
  function meet(event) {
    var anchor = event.target.closest && event.target.closest("a[data-ref]");
    if (peek.contains(event.target)) return clearTimeout(wait);
    clearTimeout(wait);
    if (!anchor) wait = setTimeout(hide, 250);
    else if (event.type === "focusin") show(anchor);
    else wait = setTimeout(function () { show(anchor); }, 200);
  }
  if (text && peek.showPopover && w.matchMedia("(hover: hover)").matches) {
    ["pointerover", "focusin"].forEach(function (name) { d.addEventListener(name, meet); });
    d.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
    w.addEventListener("scroll", shut, { passive: true });
  }

  /* The rail marks the part that is being read. */
  var rail = all(".rail__link");
  if (rail.length && w.IntersectionObserver) {
    var watch = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        rail.forEach(function (a) {
          if (a.hash === "#" + entry.target.id) a.setAttribute("aria-current", "true");
          else a.removeAttribute("aria-current");
        });
      });
    }, { rootMargin: "-20% 0px -75% 0px" });
    rail.forEach(function (a) { var part = d.getElementById(a.hash.slice(1)); if (part) watch.observe(part); });
  }

  /* Finding among the rows of the search page. */
  var form = d.querySelector("[data-find]");
  function find() {
    var plain = function (s) { return s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };
    var words = plain(form.q.value).split(/\s+/);
    var left = all("[data-row]").filter(function (row) {
      var held = plain(row.textContent);
      row.hidden = !words.every(function (word) { return held.indexOf(word) >= 0; });
      return !row.hidden;
    });
    d.querySelector(".find__count").textContent = form.q.value.trim() ? left.length + (left.length === 1 ? " entry" : " entries") : "";
  }
  if (form) {
    form.q.value = new URLSearchParams(location.search).get("q") || "";
    form.addEventListener("input", find);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    find();
  }
})(document, window);
