/* Turns each block quotation that names its frame into that frame: as wide as its column, as high as its card. The words
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
    frame.style.cssText = "position:absolute;visibility:hidden;border:0";
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
      card[0].style.cssText = "display:block;max-width:100%;margin:1em 0;border:0";
      card[1].style.display = "none";
    });
  });
  d.querySelectorAll("blockquote[data-verbatim-frame]").forEach(show);
})(document, window);
