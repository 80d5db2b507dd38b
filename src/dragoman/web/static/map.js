// The map's slider: one month at a time, on the map and in the list beside it alike. Without it both show all the months that were asked for.
"use strict";

document.querySelectorAll("[data-slider]").forEach((form) => {
  const months = form.dataset.months.split(" ");
  const slider = form.querySelector("input");
  const told = form.querySelector("output");
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const around = form.closest(".mapped");

  // How many events of a thing with data-months begin in a month; null: all that it has.
  const held = (element, month) => {
    const found = element.dataset.months.split(" ").filter(Boolean).map((part) => part.split(":"));
    return found.filter(([name]) => name === month).reduce((sum, [, count]) => sum + Number(count), 0);
  };

  const whole = new Map();
  around.querySelectorAll("circle[data-months]").forEach((circle) => whole.set(circle, circle.getAttribute("r")));
  around.querySelectorAll(".counts [data-months]").forEach((count) => whole.set(count, count.textContent));

  const show = () => {
    const month = slider.value === "0" ? null : months[slider.value - 1];
    told.textContent = month === null ? "all" : `${names[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
    slider.setAttribute("aria-valuetext", told.textContent);
    around.querySelectorAll("li[data-months], a.spot").forEach((one) => one.toggleAttribute("data-away", month !== null && held(one, month) === 0));
    whole.forEach((value, one) => {
      const count = month === null ? null : held(one, month);
      if (one.localName === "circle") {
        // The same sizes as the server's: area tells the count.
        one.setAttribute("r", count === null ? value : count === 0 ? 0 : 4 + 2 * Math.sqrt(count - 1));
      } else {
        one.textContent = count === null ? value : String(count);
        one.parentElement.toggleAttribute("data-away", count === 0);
      }
    });
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  slider.addEventListener("input", show);
  show();
});
