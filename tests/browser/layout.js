// What is wrong with how a page lies in the window: a list of sentences, empty where nothing is.
() => {
  const faults = [], wide = document.documentElement.clientWidth;
  const called = (element) => `<${element.tagName.toLowerCase()}${element.id ? "#" + element.id : ""}${element.className && element.className.baseVal === undefined ? "." + [...element.classList].join(".") : ""}> "${(element.textContent || "").trim().slice(0, 40)}"`;
  const style = (element) => getComputedStyle(element);
  // Words for screen readers only, and what scrolls by itself, are not seen whole by intent.
  const unseen = (element) => element.closest(".unseen, .skip, title, datalist, option") !== null || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const scrolls = (element) => { for (let at = element; at; at = at.parentElement) if (["auto", "scroll"].includes(style(at).overflowX) && at !== document.documentElement && at !== document.body) return true; return false; };

  if (document.documentElement.scrollWidth > wide) faults.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${wide}`);
  const heading = document.querySelector("main h1");
  if (!heading || !heading.checkVisibility() || heading.getBoundingClientRect().top > innerHeight) faults.push("the heading is not to be seen");

  // A bar that keeps to the window's edge lies over what is scrolled under it, by intent: its words are left out.
  const barred = (element) => { for (let at = element; at && at !== document.body; at = at.parentElement) if (style(at).position === "sticky") return true; return false; };
  const pieces = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || unseen(element) || element.closest("svg, script, noscript")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()];
    // A word of a usual length stands on one line.
    if (/^\s*\S{2,14}\s*$/.test(node.data) && new Set(boxes.map((box) => Math.round(box.top))).size > 1) faults.push(`broken within a word: ${called(element)}`);
    for (const box of boxes) {
      if (box.width < 1 || box.height < 1) continue;
      if ((box.right > wide + 1 || box.left < -1) && !scrolls(element)) faults.push(`out of the window at ${Math.round(box.right)} px: ${called(element)}`);
      pieces.push({ box, element, node });
    }
  }
  for (const element of document.querySelectorAll("body *")) {
    if (element.closest("svg") || unseen(element) || element.matches("input, select, textarea, option")) continue;
    const how = style(element);
    if (!["hidden", "clip"].includes(how.overflowX) || how.webkitLineClamp !== "none") continue;
    if (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 2) faults.push(`cut: ${called(element)}`);
  }
  // Clamped sentences still reach below their box with lines that nobody sees: their hidden lines cover nothing.
  const shown = pieces.filter(({ box, element }) => {
    const clamped = element.closest("q.sentence");
    return !barred(element) && (!clamped || box.bottom <= clamped.getBoundingClientRect().bottom + 2);
  }).sort((one, other) => one.box.top - other.box.top);
  for (let at = 0; at < shown.length; at++) {
    const one = shown[at];
    for (let next = at + 1; next < shown.length && shown[next].box.top < one.box.bottom; next++) {
      const other = shown[next];
      if (other.node === one.node) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > 3 && down > 0.45 * Math.min(one.box.height, other.box.height)) faults.push(`${called(one.element)} lies over ${called(other.element)}`);
    }
  }
  for (const element of document.querySelectorAll("a, button, input, select, summary")) {
    const box = element.getBoundingClientRect();
    if (element.type === "hidden" || unseen(element) || scrolls(element) || element.closest("svg")) continue;
    if (box.width < 1 || box.height < 1) faults.push(`too small to be hit: ${called(element)}`);
    else if (box.right > wide + 1 || box.left < -1) faults.push(`a control out of the window: ${called(element)}`);
  }
  return faults.slice(0, 12);
}
