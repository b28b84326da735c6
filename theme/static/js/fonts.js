/* SPDX-License-Identifier: AGPL-3.0-or-later OR MIT */
/* Fonts that stand in a sheet have been read before the first drawing, and only need unpacking. */
["1em Newsreader", "italic 1em Newsreader", "1em Public Sans"].forEach(function (font) {
  if (document.fonts) document.fonts.load(font);
});
