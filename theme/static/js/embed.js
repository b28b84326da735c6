/* SPDX-License-Identifier: AGPL-3.0-or-later OR MIT */
/* The height for the page around us, in the messages of WordPress's embed protocol. Nothing is stored or fetched. */
(function (w, d, r) {
  function asked(name, values) {
    return (RegExp("[?&]" + name + "=(" + values + ")(&|$)").exec(location.search) || [])[1];
  }
  var secret = (/secret=(\w{1,40})/.exec(location.hash) || [])[1];
  /* The host that the page around us asked, which it lets links lead to; we may have moved since. */
  var host = (/^#([\w.:-]+)/.exec(location.hash) || [])[1];
  var theme = asked("theme", "light|dark");
  var seen = asked("v", "\\d{1,4}");
  var old = d.querySelector(".o");
  var around = d.querySelector(".a");
  var parts = [d.querySelector("main"), d.querySelector("footer")];
  var last;
  if (theme) r.dataset.theme = theme;
  if (around && asked("context", "no")) around.remove();
  /* An embed of an older version: say so, and show what changed since then alone. */
  if (old && seen && +seen < +r.dataset.v) {
    old.hidden = false;
    d.querySelectorAll(".c").forEach(function (since) {
      since.open = true;
      since.querySelectorAll("[data-n]").forEach(function (one) { one.hidden = +one.dataset.n <= +seen; });
    });
  }
  function post(message, value) {
    var data = { message: message, value: value };
    if (secret) data.secret = secret;
    if (w.parent !== w) w.parent.postMessage(data, "*");
  }
  /* What the parts need, not what they were given: a frame that is too high can shrink. */
  function tell(again) {
    /* Before the page around us has laid us out we are 0 wide, and would tell the height of one letter a line, or of none. */
    if (!w.innerWidth) return;
    var height = 0;
    parts.forEach(function (part) { height += part.getBoundingClientRect().height; });
    if (!height) return;
    height = Math.min(1000, Math.ceil(height + 16));
    if (again || height !== last) post("height", (last = height));
  }
  function look() { tell(); }
  w.addEventListener("message", function (event) {
    if (event.source === w.parent && event.data && event.data.message === "ready") tell(true);
  });
  d.addEventListener("click", function (event) {
    var a = event.target.closest("a");
    if (!a || !secret) return;
    event.preventDefault();
    var to = new URL(a.href);
    if (host && to.host === location.host) to.host = host;
    post("link", to.href);
  });
  w.addEventListener("load", look);
  w.addEventListener("resize", look);
  if (w.ResizeObserver) parts.forEach(function (part) { new ResizeObserver(look).observe(part); });
  if (d.fonts) d.fonts.ready.then(look);
  tell();
  /* WordPress hides us until we tell our height; a browser then draws nothing here, so that no resize reaches us, and
     its "ready" can come before us. Time reaches us: 0.05, 0.1, 0.2 … 12.8 seconds. */
  for (var after = 50; secret && after < 20000; after *= 2) setTimeout(tell, after, true);
})(window, document, document.documentElement);
