/* SPDX-License-Identifier: AGPL-3.0-or-later OR MIT */
/* Before the first drawing: the reader's choice of colours, and a class that says that scripts run. */
{
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.theme;
    if (/^(light|dark)$/.test(theme)) root.dataset.theme = theme;
  } catch (e) {}
}
