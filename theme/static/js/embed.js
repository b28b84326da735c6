/* The height for the page around us, in the messages of WordPress's embed protocol. Nothing is stored or fetched. */
(function (w, d, r) {
  var secret = (/secret=(\w{1,40})/.exec(location.hash) || [])[1];
  var theme = (/[?&]theme=(light|dark)(&|$)/.exec(location.search) || [])[1];
  var seen = (/[?&]v=(\d{1,4})(&|$)/.exec(location.search) || [])[1];
  var old = d.querySelector(".o");
  var last;
  if (theme) r.dataset.theme = theme;
  if (old && seen && +seen < +r.dataset.v) old.hidden = false;
  function post(message, value) {
    var data = { message: message, value: value };
    if (secret) data.secret = secret;
    if (w.parent !== w) w.parent.postMessage(data, "*");
  }
  function tell(again) {
    var height = Math.min(1000, Math.ceil(d.body.getBoundingClientRect().height));
    if (again || height !== last) post("height", (last = height));
  }
  w.addEventListener("message", function (event) {
    if (event.source === w.parent && event.data && event.data.message === "ready") tell(true);
  });
  d.addEventListener("click", function (event) {
    var a = event.target.closest("a");
    if (!a || !secret) return;
    event.preventDefault();
    post("link", a.href);
  });
  w.addEventListener("load", tell);
  w.addEventListener("resize", tell);
  if (w.ResizeObserver) new ResizeObserver(function () { tell(); }).observe(d.body);
  if (d.fonts) d.fonts.ready.then(function () { tell(); });
  tell(true);
})(window, document, document.documentElement);
