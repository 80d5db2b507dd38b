// The pairs of the table as a network: lines as wide as there are events, in the colours of the marks. The table says the same to those without it.
"use strict";

(() => {
  const place = document.querySelector("[data-network]");
  const ties = [...document.querySelectorAll("[data-ties] li")].map((one) => one.dataset);
  if (!place || !window.cytoscape) return;
  place.closest("[data-network-figure]").hidden = false;

  const names = new Map();
  const sums = new Map();
  const kinds = ["cooperation", "verbal", "material"];
  for (const tie of ties) {
    const events = kinds.reduce((sum, kind) => sum + Number(tie[kind]), 0);
    for (const [id, name] of [[tie.left, tie.leftName], [tie.right, tie.rightName]]) {
      names.set(id, name);
      sums.set(id, (sums.get(id) || 0) + events);
    }
  }
  // Everybody begins on a circle, busiest first, so that the same record always looks the same.
  const order = [...names.keys()].sort((one, other) => sums.get(other) - sums.get(one) || (one < other ? -1 : 1));
  const nodes = order.map((id, number) => {
    const turn = (2 * Math.PI * number) / order.length;
    return { data: { id, name: names.get(id), size: 8 + 3 * Math.sqrt(sums.get(id)) }, position: { x: 400 * Math.cos(turn), y: 260 * Math.sin(turn) } };
  });
  const edges = ties.flatMap((tie) => kinds.filter((kind) => Number(tie[kind])).map((kind) => (
    { data: { source: tie.left, target: tie.right, kind, width: 1 + 1.4 * Math.sqrt(Number(tie[kind])) } })));

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const style = () => [
    { selector: "node", style: { label: "data(name)", width: "data(size)", height: "data(size)", "background-color": colour("--neutral"), color: colour("--ink"), "font-size": 13,
      "font-family": "system-ui, sans-serif", "text-margin-y": -4, "text-outline-color": colour("--paper"), "text-outline-width": 2 } },
    { selector: "edge", style: { width: "data(width)", "curve-style": "bezier", "line-opacity": 0.75 } },
    ...kinds.map((kind) => ({ selector: `edge[kind = "${kind}"]`, style: { "line-color": colour(`--${kind}`) } })),
  ];
  const network = window.cytoscape({
    container: place, elements: [...nodes, ...edges], style: style(), userZoomingEnabled: false, userPanningEnabled: false, boxSelectionEnabled: false,
    layout: { name: "cose", randomize: false, animate: false, padding: 24, nodeRepulsion: () => 60000, idealEdgeLength: () => 90, nodeOverlap: 20, componentSpacing: 80 },
  });
  // Names keep their size however far away the network has to be looked at.
  const readable = () => { network.nodes().style({ "font-size": 12 / network.zoom(), "text-outline-width": 2 / network.zoom() }); };
  readable();
  window.addEventListener("resize", () => { network.resize(); network.fit(undefined, 24); readable(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { network.style(style()); readable(); });
  // A line opens the events behind it.
  network.on("tap", "edge", (event) => {
    const address = new URL(location.href);
    address.searchParams.delete("after");
    address.searchParams.append("between", event.target.data("source"));
    address.searchParams.append("between", event.target.data("target"));
    location.href = address.href;
  });
})();
