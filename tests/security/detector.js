// Looks through a page, as it was read or as its scripts left it, for what words could have put there.
(page) => {
  const found = [], here = location.origin;
  const links = ["href", "src", "action", "formaction", "data", "poster", "background", "xlink:href", "srcdoc", "ping"];
  const loads = ["SCRIPT", "LINK", "IMG", "IFRAME", "SOURCE", "VIDEO", "AUDIO", "IMAGE", "USE", "FORM", "INPUT"];
  const never = ["OBJECT", "EMBED", "APPLET", "FRAME", "FRAMESET", "FOREIGNOBJECT", "MATH", "MARQUEE"];
  const safe = ["http:", "https:", "mailto:"];
  for (const element of page.querySelectorAll("*")) {
    const name = element.nodeName.toUpperCase();
    if (never.includes(name)) found.push("<" + name + ">");
    if (name === "BASE" && element.hasAttribute("href")) found.push("<base href>");
    if (name === "META" && element.httpEquiv) found.push("<meta http-equiv=" + element.httpEquiv + ">");
    for (const { name: key, value } of element.attributes) {
      const told = name + " " + key + "=" + value.slice(0, 80);
      if (/^on/i.test(key)) found.push(told);
      if (!links.includes(key)) continue;
      let url;
      try { url = new URL(value, location.href); } catch (e) { continue; }
      if ((name === "IMG" || element.rel === "icon") && /^data:(image|,$)/.test(url.href)) continue;
      const named = name === "LINK" && /canonical|alternate/.test(element.rel);
      if (!safe.includes(url.protocol)) found.push(told);
      else if (loads.includes(name) && url.origin !== here && !named) found.push(told);
    }
  }
  return found;
}
