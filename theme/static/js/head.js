/* Before the first drawing: the reader's choice of colours and of evidence, a class that says that scripts run, and the
   fonts, which stand in a sheet that has been read by now and only need unpacking. */
(function (d, w) {
  var root = d.documentElement;
  if (/[?&]evidence\b/.test(location.search)) root.dataset.evidence = "";
  try {
    if (localStorage.getItem("evidence")) root.dataset.evidence = "";
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch (e) {}
  root.classList.add("js");
  if (d.fonts) ["1em Newsreader", "italic 1em Newsreader", '1em "Public Sans"'].forEach(function (f) { d.fonts.load(f); });
})(document, window);
