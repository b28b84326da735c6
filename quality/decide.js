// What axe leaves undecided, measured. `decides(rule, element)` says whether it certainly holds.
// Contrast is that of WCAG 2.2 against the worst of all colours that may lie behind the words, stops of gradients and
// what is generated before and after included. A link within a text must be underlined.
(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const COLOUR = /(?:rgba?|hsla?|oklch|oklab|color|lab|lch)\([^()]*\)|#[0-9a-f]{3,8}\b/gi;

  function rgba(text) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  }

  const over = ([r, g, b, a], under) => [r, g, b].map((part, i) => part * a + under[i] * (1 - a)).concat(1);

  function luminance(colour) {
    const [r, g, b] = colour.map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function contrast(one, other) {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }

  // Images drawn as lines of at most 2 px, as the corners round a paraphrase: a word stands on its ground, not on them.
  const drawsLines = ({ backgroundSize }) =>
    backgroundSize.split(',').every((size) => size.trim().split(' ').some((part) => part.endsWith('px') && parseFloat(part) <= 2));

  // Whether what is generated at a place of its own, as the dot before a line, may lie behind an element's words.
  function touches(part, home, element) {
    const style = getComputedStyle(home, part);
    const px = (name) => parseFloat(style[name]);
    if (style.position !== 'absolute' || getComputedStyle(home).position === 'static' || isNaN(px('left'))) return true;
    const sides = ['Left', 'Right'].map((side) => px(`padding${side}`) + px(`border${side}Width`));
    const width = px('width') + sides[0] + sides[1];
    const turned = style.transform === 'none' ? 0 : Math.max(width, px('height'));
    const start = home.getBoundingClientRect().left + home.clientLeft + px('left') + px('marginLeft');
    return [...element.getClientRects()].some(({ left, right }) => right > start - turned && left < start + width + turned);
  }

  // The layers behind an element, the nearest first: a colour that fills it, or colours of which any may lie there.
  function layers(element) {
    const found = [];
    for (let e = element; e; e = e.parentElement) {
      for (const part of ['::before', '::after', null]) {
        const style = getComputedStyle(e, part);
        if (part && (style.content === 'none' || !touches(part, e, element))) continue;
        if (style.backgroundImage !== 'none' && !drawsLines(style)) {
          found.push({ any: (style.backgroundImage.match(COLOUR) ?? []).map(rgba) });
        }
        const fill = rgba(style.backgroundColor);
        if (fill[3] > 0) found.push(part ? { any: [fill] } : { all: fill });
        if (!part && fill[3] === 1) return found;
      }
    }
    return [...found, { all: rgba(getComputedStyle(document.documentElement).colorScheme.includes('dark') ? '#121212' : '#fff') }];
  }

  function grounds(element) {
    return layers(element).reverse().reduce((grounds, { all, any }) => {
      if (all) return grounds.length ? grounds.map((ground) => over(all, ground)) : [all];
      return [...grounds, ...grounds.flatMap((ground) => any.map((colour) => over(colour, ground)))];
    }, []);
  }

  function readable(element) {
    const style = getComputedStyle(element);
    const ink = rgba(element instanceof SVGElement ? style.fill : style.color);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    return Math.min(...grounds(element).map((ground) => contrast(over(ink, ground), ground))) >= (large ? 3 : 4.5);
  }

  const underlined = (element) => getComputedStyle(element).textDecorationLine.includes('underline');

  window.decides = (rule, element) => {
    if (rule === 'color-contrast') return readable(element);
    if (rule === 'link-in-text-block') return underlined(element);
    return false;
  };
})();
