// Clicks inside running text become commands; new questions and cited sentences come into view.

const HERE = "isnad-here";
const state = { send: null, turn: null, shown: null, watching: null };

const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function onClick(event) {
  const button = event.target instanceof Element ? event.target.closest("[data-isnad]") : null;
  if (button && state.send) state.send("command", button.dataset.isnad);
}

function showCited() {
  const mark = document.getElementById(HERE);
  if (mark === state.shown) return;
  state.shown = mark;
  if (mark) mark.scrollIntoView({ block: "center", behavior: "instant" });
}

function showQuestion() {
  if (state.turn === null) return;
  const question = document.getElementById(`isnad-turn-${state.turn}`);
  if (!question) return;
  state.turn = null;
  question.scrollIntoView({ block: "start", behavior: still() ? "instant" : "smooth" });
}

// Dialogs hang outside the page's own element and would miss its light or dark scheme.
function sayScheme() {
  const app = document.querySelector(".stApp");
  if (!app) return;
  const scheme = getComputedStyle(app).colorScheme;
  if (document.documentElement.style.colorScheme !== scheme) document.documentElement.style.colorScheme = scheme;
}

const UNITS = [["year", 31536000], ["month", 2592000], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];

function sayTimes(language) {
  const words = new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { numeric: "auto" });
  for (const element of document.querySelectorAll("time[data-isnad-relative]")) {
    const seconds = (Date.parse(element.dateTime) - Date.now()) / 1000;
    const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["minute", 60];
    const said = words.format(Math.trunc(seconds / length), unit);
    if (element.textContent !== said) element.textContent = said;
  }
}

export default function (component) {
  const { data, setTriggerValue } = component;
  state.send = setTriggerValue;
  document.documentElement.lang = data.language;

  if (data.turn > (window.isnadTurn ?? 0)) state.turn = data.turn;
  window.isnadTurn = data.turn;

  const look = () => {
    sayScheme();
    showCited();
    showQuestion();
    sayTimes(data.language);
  };
  state.watching?.disconnect();
  state.watching = new MutationObserver(look);
  state.watching.observe(document.body, { childList: true, subtree: true });
  document.removeEventListener("click", onClick);
  document.addEventListener("click", onClick);
  look();

  return () => {
    document.removeEventListener("click", onClick);
    state.watching?.disconnect();
    state.send = null;
  };
}
