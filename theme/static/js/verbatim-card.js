/* SPDX-License-Identifier: AGPL-3.0-or-later OR MIT */
/* Turns each block quotation that names its frame into that frame: as wide as its column, but no wider than the words
   were, or than 650 pixels where nothing limits these, and as high as its card. What centres the words centres it. The words
   stay until the frame has told its height, and for good where it cannot be shown. Only frames of the site that this
   script is from are shown, whoever wrote the block quotation. Nothing is stored. */
(function (d, w) {
  var home = new URL(".", d.currentScript.src).href;
  var cards = [];
  function show(block) {
    var address = block.getAttribute("data-verbatim-frame");
    if (block.verbatimFrame || address.indexOf(home) !== 0) return;
    var frame = (block.verbatimFrame = d.createElement("iframe"));
    frame.src = address;
    frame.title = block.getAttribute("data-verbatim-title") || "";
    frame.loading = "lazy";
    frame.setAttribute("frameborder", "0");
    frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
    /* Not seen, but as wide as it will be, and in the place that decides when a browser loads it. */
    var widest = w.getComputedStyle(block).maxWidth;
    frame.style.cssText = "position:absolute;visibility:hidden;border:0";
    frame.style.maxWidth = widest === "none" ? "650px" : widest;
    frame.width = block.parentNode.clientWidth;
    block.parentNode.insertBefore(frame, block);
    cards.push([frame, block]);
  }
  w.addEventListener("message", function (event) {
    var told = event.data;
    if (!told || told.message !== "height") return;
    cards.forEach(function (card) {
      var height = Math.min(1000, Math.ceil(+told.value));
      if (event.source !== card[0].contentWindow || !(height > 0)) return;
      card[0].height = height;
      card[0].width = "100%";
      card[0].style.position = card[0].style.visibility = "";
      card[0].style.display = "block";
      card[0].style.marginBlock = "1em";
      card[1].style.display = "none";
    });
  });
  d.querySelectorAll("blockquote[data-verbatim-frame]").forEach(show);
})(document, window);
