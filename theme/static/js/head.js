/* Before the first drawing: the reader's choice of colours and of evidence, a class that says that scripts run, and the
   fonts, which stand in a sheet that has been read by now and only need unpacking. */
(function (d, root) {
  root.classList.add("js");
  if (/[?&]evidence\b/.test(location.search)) root.dataset.evidence = "";
  try {
    if (localStorage.evidence) root.dataset.evidence = "";
    var theme = localStorage.theme;
    if (/^(light|dark)$/.test(theme)) root.dataset.theme = theme;
  } catch (e) {}
  ["1em Newsreader", "italic 1em Newsreader", "1em Public Sans"].forEach(function (f) { d.fonts && d.fonts.load(f); });
})(document, document.documentElement);
