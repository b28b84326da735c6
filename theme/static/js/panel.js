/* SPDX-License-Identifier: AGPL-3.0-or-later OR MIT */
/* What scripts add to the Embed panel: buttons that copy, the forms of the code that repeat the words, a preview, and the
   choice of how a frame looks. What all panels say alike is a page of its own, asked for when a panel comes into view. */
(function (d, w) {
  "use strict";
  var panel = d.getElementById("embed"), words = d.getElementById("embed-html"), code = d.getElementById("embed-frame");
  if (!panel || !words || !code) return;
  var isQuote = panel.classList.contains("panel--quote"), said = d.createElement("p");
  said.className = "visually-hidden";
  said.id = "embed-said";
  said.setAttribute("role", "status");
  panel.append(said);

  function told(button) {
    button.textContent = said.textContent = panel.dataset.copied;
    setTimeout(function () { button.textContent = panel.dataset.copy; said.textContent = ""; }, 2000);
  }
  function copy(field) {
    field.select();
    var by = function () { return d.execCommand("copy") ? Promise.resolve() : Promise.reject(); };
    return w.navigator.clipboard ? w.navigator.clipboard.writeText(field.value).catch(by) : by();
  }
  function addButton(box) {
    var button = d.createElement("button");
    button.type = "button";
    button.className = "button code__copy";
    button.textContent = panel.dataset.copy;
    button.addEventListener("click", function () {
      copy(box.querySelector("textarea")).then(function () { told(button); }, function () {});
    });
    box.append(button);
  }
  panel.querySelectorAll(".code").forEach(addButton);

  /* The values that the codes of this page have, each as HTML. */
  var ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
  function written(text) { return text.replace(/[&<>"']/g, function (one) { return ESCAPES[one]; }); }
  function read(pattern, text) { return (pattern.exec(text) || ["", ""])[1]; }
  function pictured(name) {
    var held = d.querySelector('meta[property="og:image:' + name + '"]');
    return panel.dataset[name] || (held ? held.content : "");
  }
  function valuesFor(site) {
    var frame = read(/ src="([^"]*)"/, code.value), picture = panel.querySelector("a[download]");
    return {
      frame: frame.slice(site.length),
      title: read(/ title="([^"]*)"/, code.value),
      page: written(d.querySelector("link[rel=canonical]").getAttribute("href").slice(site.length)),
      picture: picture ? picture.getAttribute("href").split("cards/").slice(1).join("cards/") : "",
      alt: written(pictured("alt")),
      version: read(/[?&]v=(\d+)/, frame) || "1",
      basis: panel.dataset.basis ? ' basis="' + panel.dataset.basis + '"' : "",
      spoken: read(/( lang="[^"]*" dir="[^"]*")/, words.value)
    };
  }
  function filled(pattern, of) {
    var places = /\{(\w+)\}|( version=")\d+|( basis="\w+")|( lang="\w+" dir="\w+")|<blockquote( data-[^>]*)? cite="…">…<\/blockquote>/g;
    return pattern.replace(places, function (all, name, version, basis, spoken, named) {
      if (name) return of[name];
      if (version) return version + of.version;
      if (basis) return of.basis;
      if (spoken) return of.spoken;
      return "<blockquote" + (named ? filled(named, of) : "") + words.value.slice("<blockquote".length);
    });
  }

  function show(forms) {
    var of = valuesFor(forms.querySelector("main").dataset.site);
    forms.querySelectorAll("textarea").forEach(function (field) { field.textContent = filled(field.textContent, of); });
    forms.querySelector(".panel__address").textContent = d.querySelector("link[rel=canonical]").getAttribute("href");
    forms.querySelectorAll(".code").forEach(addButton);
    offer(forms, forms.querySelector(".panel__options"), forms.querySelector(".panel__preview"));
    var tabs = panel.querySelectorAll(".panel__form");
    ["card", "picture"].forEach(function (form, at) {
      var body = tabs[at + 1] && tabs[at + 1].querySelector(".panel__body");
      if (body) body.prepend.apply(body, Array.from(forms.querySelector("[data-form=" + form + "]").children));
    });
    tabs[1].querySelector(".panel__body").append(forms.querySelector("[data-form=address]"));
    if (isQuote) addElement(tabs[1], forms.querySelector("[data-form=element]"));
  }
  function addElement(like, held) {
    var tab = like.cloneNode(false), label = like.firstElementChild.cloneNode(false);
    tab.open = false;
    label.textContent = held.previousElementSibling.textContent;
    held.className = "panel__body";
    tab.append(label, held);
    panel.querySelector(".panel__forms").append(tab);
  }

  /* The choice of how a frame looks, which rewrites its code and shows it. */
  function offer(forms, box, frame) {
    var card = forms.getElementById("embed-card"), cardCode = card.textContent, frameCode = code.value;
    var given = new DOMParser().parseFromString(frameCode, "text/html").querySelector("iframe");
    var root = new URL("../../", new URL(panel.dataset.forms, location.href));
    var shown = new URL(given.getAttribute("src").slice(forms.querySelector("main").dataset.site.length), root).href;
    function chosen(name) { return box.querySelector('[name="embed-' + name + '"]'); }
    function asking(of, joined) {
      var wishes = [], context = chosen("context");
      if (chosen("theme").value) wishes.push("theme=" + chosen("theme").value);
      if (context && !context.checked) wishes.push("context=no");
      if (!wishes.length) return of;
      return of + (of.indexOf("?") < 0 ? "?" : joined) + wishes.join(joined);
    }
    function resize(size) {
      frame.width = size.value;
      frame.height = size.dataset.height;
      if (frame.getAttribute("src") !== asking(shown, "&")) frame.src = asking(shown, "&");
    }
    function rewrite() {
      var size = chosen("width").selectedOptions[0];
      /* The code is HTML: within an attribute an ampersand is written out. */
      function asked(all, before, of) { return before + asking(of, "&amp;") + '"'; }
      card.value = cardCode.replace(/( data-verbatim-frame=")([^"]*)"/, asked);
      code.value = frameCode.replace(/( src=")([^"]*)"/, asked).replace(/ height="\d+"/, ' height="' + size.dataset.height + '"');
      resize(size);
    }
    panel.dataset.sizes.split(" ").forEach(function (size) {
      var parts = size.split(":"), option = new Option(parts[0], parts[0]);
      option.dataset.height = parts[1];
      option.defaultSelected = option.selected = option.value === "500";
      chosen("width").append(option);
    });
    if (!isQuote) chosen("context").parentNode.remove();
    box.hidden = frame.hidden = false;
    frame.title = frame.title.split("{title}").join(given.title);
    resize(chosen("width").selectedOptions[0]);
    box.addEventListener("change", rewrite);
    /* On a page that is narrower than the frame, the preview takes the height that its words need there. */
    w.addEventListener("message", function (event) {
      var data = event.data;
      if (event.source !== frame.contentWindow || !data || data.message !== "height") return;
      if (frame.offsetWidth < +frame.width) frame.height = Math.min(1000, Math.max(100, +data.value || 0));
    });
  }

  function ask() {
    fetch(panel.dataset.forms).then(function (answer) {
      return answer.ok ? answer.text() : Promise.reject();
    }).then(function (text) {
      /* Without its head: the policy of this page forbids the style of that one. */
      show(new DOMParser().parseFromString(text.slice(text.indexOf("<main")), "text/html"));
    }).catch(function () { /* The words and the frame are there. */ });
  }
  if (!w.fetch || location.protocol === "file:") return;
  var watch = new IntersectionObserver(function (entries) {
    if (!entries.some(function (one) { return one.isIntersecting; })) return;
    watch.disconnect();
    ask();
  }, { rootMargin: "400px" });
  watch.observe(panel);
})(document, window);
