/* SPDX-License-Identifier: AGPL-3.0-or-later OR MIT */
/* The search page. Over http, Pagefind's index of all words; from a folder, or where that cannot be loaded, the names and
   headlines of the lists on the page. What is looked for stands in the address, and nowhere else. */
(function (d, w) {
  "use strict";
  var form = d.querySelector("[data-find]");
  if (!form) return;
  var one = function (selector, within) { return (within || d).querySelector(selector); };
  var all = function (selector, within) { return Array.from((within || d).querySelectorAll(selector)); };
  var STEP = 20, WORDS = 48, BEFORE = 12, PEOPLE = 8;
  var told = form.dataset, box = form.q, status = one("[data-status]"), chips = one("[data-chips]");
  var list = one("[data-results]"), more = one("[data-more]"), browse = one("[data-browse]"), empty = one("[data-empty]"), near = one("[data-near]");
  var engine, turn = 0, wait, held = [];

  /* The address. */
  function asked() {
    var given = new URLSearchParams(location.search);
    return { q: given.get("q") || "", kind: given.get("kind") || "", person: given.get("person") || "" };
  }
  function address(query) {
    var kept = new URLSearchParams();
    ["q", "kind", "person"].forEach(function (name) { if (query[name]) kept.set(name, query[name]); });
    return location.pathname + (String(kept) ? "?" + kept : "");
  }
  function go(query, push) {
    if (address(query) !== location.pathname + location.search) history[push ? "pushState" : "replaceState"](null, "", address(query));
    return find(query);
  }

  /* The number of what was found, in the form that the language has for it: one of those that stand in the page. */
  function counted(n) {
    var forms = JSON.parse(told.counts), rules = new Intl.PluralRules(d.documentElement.lang);
    var like = Object.keys(forms).filter(function (s) { return +s === n || rules.select(+s) === rules.select(n); });
    var s = like.indexOf(String(n)) < 0 ? like[0] : String(n);
    return (forms[s] || forms[5]).replace(s, n.toLocaleString(d.documentElement.lang));
  }

  /* Some words of a cut, with Markdown's marks in elements of their own, and “…” for what the site withholds. */
  function put(element, cut, from, to) {
    (cut.marks || []).forEach(function (mark) {
      if (mark[0] < from || mark[1] > to) return;
      element.append(cut.words.slice(from, mark[0]));
      var wrapped = element.appendChild(d.createElement("span"));
      wrapped.className = "markup";
      wrapped.append(cut.words.slice(mark[0], mark[1]));
      from = mark[1];
    });
    element.append(cut.words.slice(from, to).replace(/░+/g, "…"));
  }

  /* Words of a source, or the part of them round what was found; a part says from where to where it goes. */
  function show(element, cut, places, from) {
    var tokens = [], token, each = /[^\s░]+/g;
    for (var place = 0; (token = each.exec(cut.words)); place++) {
      if (token.index >= from) tokens.push({ at: token.index, end: each.lastIndex, hit: places.includes(place) });
    }
    if (!tokens.length) return null;
    var first = 0, last = tokens.length;
    if (last > WORDS) {
      var hit = tokens.findIndex(function (t) { return t.hit; });
      first = Math.max(0, Math.min(hit - BEFORE, last - WORDS));
      last = first + WORDS;
    }
    var start = tokens[first].at, end = tokens[last - 1].end, at = start;
    if (!from && last - first === tokens.length) { start = at = 0; end = cut.words.length; }
    tokens.slice(first, last).forEach(function (t) {
      if (!t.hit) return;
      put(element, cut, at, t.at);
      put(element.appendChild(d.createElement("mark")), cut, t.at, t.end);
      at = t.end;
    });
    put(element, cut, at, end);
    if (cut.char) {
      var points = function (to) { return Array.from(cut.words.slice(0, to)).length; }, zero = +cut.char.split(",")[0];
      element.dataset.story = cut.story;
      element.dataset.char = (zero + points(start)) + "," + (zero + points(end));
    }
    if (cut.lang && cut.lang !== d.documentElement.lang) element.lang = cut.lang;
    element.dir = "auto";
    return [start > from, end < cut.words.length];
  }

  /* A result, from the page's template for its kind. */
  function value(card, key) { return key.split(".").reduce(function (v, k) { return v && v[k]; }, card); }
  function draw(card, places) {
    var item = one('template[data-kind~="' + card.kind + '"]').content.firstElementChild.cloneNode(true);
    all("[data-if]", item).forEach(function (element) {
      var rule = element.dataset.if.split("=");
      if (rule.length > 1 ? rule[1] !== String(value(card, rule[0])) : rule[0][0] === "!" ? value(card, rule[0].slice(1)) : !value(card, rule[0])) element.remove();
    });
    all("[data-text]", item).forEach(function (element) { element.textContent = value(card, element.dataset.text); });
    all("[data-go]", item).forEach(function (a) { a.href = new URL(card.url, new URL("../", new URL(told.index, location.href))).href; });
    all("[data-disc]", item).forEach(function (disc) {
      disc.classList.add("disc--" + card.who.kind);
      if (!card.who.picture) return;
      disc.classList.add("disc--portrait");
      var picture = disc.appendChild(d.createElement("img"));
      picture.className = "disc__portrait";
      picture.alt = "";
      picture.src = new URL("../" + card.who.picture + ".jpg", new URL(told.index, location.href)).href;
      one("[data-text]", disc).remove();
    });
    all("[data-words]", item).forEach(function (element) {
      var main = element.dataset.words === "words", cut = card[element.dataset.words], from = 0;
      if (main && card.kind === "story" && card.title.char && card.title.char.split(",")[0] < 200) from = Array.from(cut.words).slice(0, +card.title.char.split(",")[1]).join("").length;
      var cuts = show(element, cut, main ? places : [], from);
      if (!cuts || !main) return;
      if (!cuts[0]) all("[data-cut=before]", item).forEach(function (e) { e.remove(); });
      if (!cuts[1]) all("[data-cut=after]", item).forEach(function (e) { e.remove(); });
      if (!cuts[0] && !cuts[1]) all("[data-cut=told]", item).forEach(function (e) { e.remove(); });
    });
    return item;
  }
  function add() {
    var now = turn, from = list.children.length;
    return Promise.all(held.slice(from, from + STEP).map(function (result) { return result.data(); })).then(function (found) {
      if (now !== turn) return;
      found.forEach(function (data) {
        list.appendChild(draw(JSON.parse(data.raw_url), data.raw_content.includes("\u200b") ? [] : data.locations));
      });
      more.hidden = list.children.length >= held.length;
    });
  }

  /* Links that narrow what was found, each with the number that it leads to. */
  function chip(label, count, query, current, key) {
    var item = d.createElement("li"), a = item.appendChild(d.createElement("a")), number = d.createElement("span");
    a.className = "filter";
    a.href = address(query);
    a.dataset.key = key;
    if (current) a.setAttribute("aria-current", "true");
    number.className = "filter__count";
    number.textContent = count.toLocaleString(d.documentElement.lang);
    a.append(label + " ", number);
    return item;
  }
  function narrow(query, kinds, people, total) {
    var focused = d.activeElement && d.activeElement.dataset.key, labels = JSON.parse(told.kinds), shown = [];
    var with_ = function (name, v) { var next = Object.assign({}, query); next[name] = v; return next; };
    shown.push(chip(told.all, total, with_("kind", ""), !query.kind, "kind:"));
    labels.forEach(function (pair) {
      var kind = pair[0];
      if (kinds[kind] || kind === query.kind) shown.push(chip(pair[1], kinds[kind] || 0, with_("kind", kind), kind === query.kind, "kind:" + kind));
    });
    one("[data-chips=kind]").replaceChildren.apply(one("[data-chips=kind]"), shown);
    var names = Object.keys(people).filter(function (name) { return people[name]; });
    names.sort(function (a, b) { return people[b] - people[a] || (a < b ? -1 : 1); });
    var chosen = names.filter(function (name) { return name.split(" ")[0] === query.person; });
    names = chosen.concat(names.filter(function (name) { return !chosen.includes(name); })).slice(0, PEOPLE);
    shown = names.map(function (name) {
      var id = name.split(" ")[0], on = id === query.person;
      return chip(name.slice(id.length + 1), people[name], with_("person", on ? "" : id), on, "person:" + id);
    });
    one("[data-chips=person]").replaceChildren.apply(one("[data-chips=person]"), shown);
    one("[data-people]").hidden = !shown.length;
    chips.hidden = !total && !query.kind && !query.person;
    if (focused) all("[data-key]").forEach(function (a) { if (a.dataset.key === focused) a.focus(); });
  }

  function load() {
    if (engine) return engine;
    if (!told.index || location.protocol === "file:") return Promise.reject();
    engine = import(new URL(told.index, location.href).href).then(function (module) {
      var pagefind = module.createInstance({ noWorker: true });
      return pagefind.filters().then(function (filters) { return { search: pagefind.search, filters: filters }; });
    });
    return engine;
  }
  function clear() {
    held = [];
    list.replaceChildren();
    more.hidden = chips.hidden = empty.hidden = near.hidden = true;
    status.textContent = "";
  }
  function find(query) {
    var mine = ++turn, wanted = query.q.trim();
    if (!wanted && !query.kind && !query.person) { clear(); browse.hidden = false; rows(""); return Promise.resolve(); }
    return load().then(function (pagefind) {
      var people = Object.keys(pagefind.filters.person || {}), name = people.filter(function (n) { return n.split(" ")[0] === query.person; })[0];
      var by = function (kind, person) {
        var filters = {};
        if (kind) filters.kind = kind;
        if (person) filters.person = name || person;
        return pagefind.search(wanted || null, { filters: filters });
      };
      return Promise.all([by(query.kind, query.person), by("", query.person), by(query.kind, "")]).then(function (found) {
        if (mine !== turn) return;
        clear();
        held = found[0].results;
        browse.hidden = empty.hidden = held.length > 0;
        narrow(query, found[1].filters.kind || {}, found[2].filters.person || {}, found[1].results.length);
        return add().then(function () {
          if (mine !== turn) return;
          status.textContent = held.length ? counted(held.length) : told.none;
          if (!holds(list, wanted)) suggest(wanted, people.map(function (n) { return n.slice(n.indexOf(" ") + 1); }));
        });
      });
    }).catch(function () { if (mine === turn) simple(wanted); });
  }

  /* Without the index: the rows of the lists that hold every word. */
  function plain(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }
  function split(text) { return plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean); }
  function holds(element, wanted) {
    var text = plain(element.textContent);
    return split(wanted).every(function (word) { return text.includes(word); });
  }
  function rows(wanted) {
    return all("[data-row]").filter(function (row) {
      row.hidden = !holds(row, wanted);
      return !row.hidden;
    }).length;
  }
  function explain() {
    if (told.index) one("[data-simple=" + (location.protocol === "file:" ? "folder" : "web") + "]").hidden = false;
  }
  function simple(wanted) {
    clear();
    browse.hidden = false;
    explain();
    var count = rows(wanted);
    status.textContent = count ? counted(count) : told.none;
    if (!count) suggest(wanted, all(".found__person a").map(function (a) { return a.textContent; }));
  }

  /* Names that are written nearly as what was looked for: each word shares half of the pairs of letters with one of the
     name's. */
  function pairs(word) { return Array.from("^" + word, function (letter, at) { return letter + (word[at] || "$"); }); }
  function like(one, other) {
    var a = pairs(one), b = pairs(other);
    return a.filter(function (pair) { return b.includes(pair); }).length / Math.max(a.length, b.length);
  }
  function suggest(wanted, names) {
    var found = {};
    names.forEach(function (name) {
      var parts = split(name);
      var score = Math.min(...split(wanted).map(function (word) { return Math.max(...parts.map(like.bind(null, word))); }));
      if (score >= 0.5) found[name] = score;
    });
    near.textContent = near.dataset.near;
    Object.keys(found).sort(function (a, b) { return found[b] - found[a]; }).slice(0, 3).forEach(function (name) {
      var a = d.createElement("a");
      a.href = address({ q: name });
      a.append(name);
      near.append(" ", a);
      near.hidden = false;
    });
  }

  form.addEventListener("input", function () {
    clearTimeout(wait);
    wait = setTimeout(function () { go(Object.assign(asked(), { q: box.value }), false); }, 180);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(wait);
    go(Object.assign(asked(), { q: box.value }), true);
  });
  chips.addEventListener("click", function (event) {
    var a = event.target.closest("a");
    if (!a || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", a.href);
    find(asked());
  });
  more.addEventListener("click", function () {
    var from = list.children.length;
    add().then(function () { var next = list.children[from]; if (next) one("a", next).focus(); });
  });
  w.addEventListener("popstate", function () { box.value = asked().q; find(asked()); });

  /* Arrow keys go from the box to the results and among them; Escape goes back, and clears. */
  d.addEventListener("keydown", function (event) {
    var links = all("[data-results] [data-go]"), at = links.indexOf(d.activeElement);
    if (event.key === "Escape" && at >= 0) box.focus();
    else if (event.key === "Escape" && d.activeElement === box) { box.value = ""; clearTimeout(wait); go({ q: "", kind: "", person: "" }, false); }
    else if (event.key === "ArrowDown" && links.length && (at >= 0 || d.activeElement === box)) { event.preventDefault(); (links[at + 1] || links[at]).focus(); }
    else if (event.key === "ArrowUp" && at >= 0) { event.preventDefault(); (links[at - 1] || box).focus(); }
  });

  box.value = asked().q;
  if (location.protocol === "file:") explain();
  find(asked());
})(document, window);
