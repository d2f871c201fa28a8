"use strict";
// The page works without this file, only less smoothly: plain links, plain forms.

// A page that was cut off asks for what came after the last thing it saw. The extension looks for the socket of
// a chat that has been left, which is gone by then: such a chat's socket must not be heard any more.
htmx.createWebSocket = function (url) {
  const seen = document.getElementById("since").dataset;
  const chat = document.querySelector("[ws-connect]");
  const socket = new WebSocket(`${url}&since=${seen.version}&day=${seen.day}`);
  for (const kind of ["message", "error", "close"]) {
    socket.addEventListener(kind, (event) => {
      if (!chat.isConnected) event.stopImmediatePropagation();
    });
  }
  return socket;
};
htmx.config.wsReconnectDelay = (tries) => Math.min(4000, 300 * 2 ** tries) * (0.5 + Math.random() / 2);

const byId = (id) => document.getElementById(id);
const wide = window.matchMedia("(min-width: 721px)");

function toEnd() {
  const log = byId("log");
  if (log) log.scrollTop = log.scrollHeight;
}

function isAtEnd() {
  const log = byId("log");
  return !log || log.scrollHeight - log.scrollTop - log.clientHeight < 120;
}

function toast(sentence) {
  const line = document.createElement("p");
  line.className = "toast";
  line.textContent = sentence;
  byId("toasts").append(line);
  fade();
}

function fade() {
  for (const line of document.querySelectorAll(".toast:not([data-timed])")) {
    line.dataset.timed = "1";
    setTimeout(() => line.remove(), 7000);
  }
}

// The chat with the newest post comes first, under the bot's own. A row that has the focus stays where it is.
function sortChats() {
  const list = byId("chats");
  const rank = (row) => (row.id === "row-me" ? Infinity : Number(row.dataset.newest));
  const rows = [...list.children];
  const sorted = [...rows].sort((a, b) => rank(b) - rank(a));
  if (sorted.every((row, n) => row === rows[n]) || list.contains(document.activeElement)) return;
  const top = list.scrollTop;
  list.append(...sorted);
  list.scrollTop = top;
}

function search() {
  const wanted = byId("search").value.trim().toLowerCase();
  let shown = 0;
  for (const row of byId("chats").children) {
    row.hidden = !row.dataset.title.toLowerCase().includes(wanted);
    shown += !row.hidden;
  }
  byId("none-found").hidden = shown > 0;
}

function grow(text) {
  text.style.height = "auto";
  text.style.height = `${Math.min(160, text.scrollHeight + 2)}px`;
}

function openPane(open) {
  byId("pane").classList.toggle("open", open);
  byId("show-pane").setAttribute("aria-expanded", String(open));
  (open ? byId("hide-pane") : byId("show-pane")).focus();
}

function arrive() {
  toEnd();
  if (wide.matches && byId("text")) byId("text").focus();
}

document.addEventListener("keydown", (event) => {
  // 229: some input methods end a composition with an Enter that says so only by its code
  if (event.target.id === "text" && event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
    event.preventDefault();
    if (event.target.value.trim()) byId("composer").requestSubmit();
  }
  if (event.key === "Escape" && byId("pane").classList.contains("open")) openPane(false);
});

document.addEventListener("input", (event) => {
  if (event.target.id === "search") search();
  if (event.target.id === "text") grow(event.target);
});

document.addEventListener("change", (event) => {
  if (event.target.id !== "as") return;
  for (const who of document.querySelectorAll("input[name=as]")) who.value = event.target.value;
  event.target.form.requestSubmit();
});

// A phrase is put where one would have typed it, and sent from there.
document.addEventListener("submit", (event) => {
  if (event.target.id !== "phrases") return;
  event.preventDefault();
  byId("text").value = event.submitter.value;
  byId("composer").requestSubmit();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.id === "show-pane") openPane(true);
  if (button.id === "hide-pane") openPane(false);
  if (button.className === "why" && getComputedStyle(byId("show-pane")).display !== "none") openPane(true);
});

let listTop = 0;
let wasAtEnd = true;
const drafts = {};
const chatName = () => document.querySelector("#composer input[name=chat]").value;

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id === "composer") {
    event.target.dataset.sent = byId("text").value;
    byId("text").value = "";
    grow(byId("text"));
    wasAtEnd = true;
    toEnd();
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) return;
  if (event.target.id === "composer" && !byId("text").value) byId("text").value = event.target.dataset.sent;
  toast("没有送到:沙盒可能已经结束,请看一下终端。");
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "app") return;
  listTop = byId("chats").scrollTop;
  drafts[chatName()] = byId("text").value;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!event.detail.target || event.detail.target.id !== "app") return;
  byId("chats").scrollTop = listTop;
  byId("text").value = drafts[chatName()] || "";
  arrive();
});

document.addEventListener("htmx:wsOpen", () => byId("app").classList.remove("cut-off"));
document.addEventListener("htmx:wsClose", (event) => {
  if (document.body.contains(event.target)) byId("app").classList.add("cut-off");
});
document.addEventListener("htmx:wsBeforeMessage", () => {
  wasAtEnd = isAtEnd();
});
document.addEventListener("htmx:wsAfterMessage", () => {
  if (byId("orders").dataset.reload) return location.reload();
  const empty = document.querySelector("#log > .empty");
  if (empty && byId("log").children.length > 1) empty.remove();
  sortChats();
  if (byId("search").value) search();
  fade();
  if (wasAtEnd) toEnd();
});

document.addEventListener("DOMContentLoaded", arrive);
