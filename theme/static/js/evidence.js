/* SPDX-License-Identifier: AGPL-3.0-or-later OR MIT */
/* Before the first drawing of a story: whether the reader, or the link that they followed, asks for its evidence. */
try {
  if (/[?&]evidence\b/.test(location.search) || localStorage.evidence) document.documentElement.dataset.evidence = "";
} catch (e) {}
