/* What scripts add to the Embed panel: copying, and the choice of how a frame looks, which rewrites its code. */
(function (d, w) {
  "use strict";
  var said = d.getElementById("embed-said");
  function told(button) {
    var label = button.dataset.label || (button.dataset.label = button.textContent);
    button.textContent = said.textContent = button.dataset.copied;
    setTimeout(function () { button.textContent = label; said.textContent = ""; }, 2000);
  }
  function copy(field) {
    field.select();
    var by = function () { return d.execCommand("copy") ? Promise.resolve() : Promise.reject(); };
    return w.navigator.clipboard ? w.navigator.clipboard.writeText(field.value).catch(by) : by();
  }
  Array.prototype.forEach.call(d.querySelectorAll("[data-copy]"), function (button) {
    button.addEventListener("click", function () {
      copy(d.getElementById(button.dataset.copy)).then(function () { told(button); }, function () {});
    });
  });

  var box = d.querySelector(".panel__options");
  var card = d.getElementById("embed-card");
  var code = d.getElementById("embed-frame");
  var frame = d.querySelector(".panel__preview");
  if (!box || !card || !code || !frame) return;
  var frameCode = code.value;
  var cardCode = card.value;
  var shown = frame.getAttribute("src");
  function chosen(name) { return box.querySelector('[name="embed-' + name + '"]'); }
  function asking(address, joined) {
    var wishes = [];
    var context = chosen("context");
    if (chosen("theme").value) wishes.push("theme=" + chosen("theme").value);
    if (context && !context.checked) wishes.push("context=no");
    if (!wishes.length) return address;
    return address + (address.indexOf("?") < 0 ? "?" : joined) + wishes.join(joined);
  }
  function rewrite() {
    var size = chosen("width").selectedOptions[0];
    /* The code is HTML: within an attribute an ampersand is written out. */
    function asked(all, before, address) { return before + asking(address, "&amp;") + '"'; }
    card.value = cardCode.replace(/( data-verbatim-frame=")([^"]*)"/, asked);
    code.value = frameCode.replace(/( src=")([^"]*)"/, asked).replace(/ height="\d+"/, ' height="' + size.dataset.height + '"');
    frame.width = size.value;
    frame.height = size.dataset.height;
    if (frame.getAttribute("src") !== asking(shown, "&")) frame.src = asking(shown, "&");
  }
  box.addEventListener("change", rewrite);
  /* On a page that is narrower than the frame, the preview takes the height that its words need there. */
  w.addEventListener("message", function (event) {
    var data = event.data;
    if (event.source !== frame.contentWindow || !data || data.message !== "height") return;
    if (frame.offsetWidth < +frame.width) frame.height = Math.min(1000, Math.max(100, +data.value || 0));
  });
})(document, window);
