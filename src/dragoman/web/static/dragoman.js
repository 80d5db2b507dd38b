// Small comforts; every page says all it has to say without them.
"use strict";

// "/" goes to the search box, as in most readers' other tools.
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById("q").focus();
  }
});

// A citation with the whole address, which the server can't know behind a proxy, shown and put on the clipboard.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-cite]");
  if (!button) return;
  const citation = button.parentElement.querySelector(".citation");
  const address = citation.querySelector("[data-address]");
  address.textContent = new URL(address.textContent, location.href).href;
  citation.hidden = !citation.hidden;
  if (!citation.hidden && navigator.clipboard) navigator.clipboard.writeText(citation.textContent.replace(/\s+/g, " ").trim()).catch(() => {});
});
