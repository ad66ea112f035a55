// Made by chatbot.
// Asking in a browser: on the page of the server itself, or as a window on a page of another site.
//
// All markup comes from the server, in which everything that somebody wrote is escaped. The page
// works without this script; with it nothing is loaded anew, and questions are suggested while
// somebody types.
"use strict";
(() => {
  const script = document.currentScript;
  const base = new URL(".", script.src);
  const PAUSE = 120; // milliseconds without a key before suggestions are asked for
  const LONGEST = 200; // characters for which there are suggestions

  // For pages whose policy requires trusted types; it throws where they do not allow this one.
  const trusted = window.trustedTypes?.createPolicy("chatbot", { createHTML: (html) => html });

  async function get(path, options) {
    const response = await fetch(new URL(path, base), { credentials: "omit", ...options });
    if (!response.ok) {
      const problem = await response.json().catch(() => ({}));
      throw new Error(problem.detail ?? response.statusText);
    }
    return response;
  }

  async function post(path, body) {
    const headers = { "Content-Type": "application/json" };
    return (await get(path, { method: "POST", headers, body: JSON.stringify(body) })).json();
  }

  function parsed(html) {
    const template = document.createElement("template");
    template.innerHTML = trusted?.createHTML(html) ?? html;
    for (const link of template.content.querySelectorAll("a[href^=questions]")) {
      link.href = new URL(link.getAttribute("href"), base).href;
    }
    return template.content;
  }

  // What may be meant, below the field; the keys are those of a combobox.
  class Choices {
    constructor(field, list, choose) {
      Object.assign(this, { field, list, choose, timer: 0, asked: 0 });
      field.setAttribute("role", "combobox");
      field.setAttribute("aria-autocomplete", "list");
      field.setAttribute("aria-expanded", "false");
      field.setAttribute("aria-controls", list.id);
      field.addEventListener("input", () => this.wait());
      field.addEventListener("keydown", (event) => this.press(event));
      field.addEventListener("blur", () => this.close());
      list.addEventListener("mousedown", (event) => event.preventDefault());
      list.addEventListener("click", (event) => this.take(event.target.closest("li")));
    }

    wait() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), PAUSE);
    }

    async look() {
      const typed = this.field.value.trim();
      const asked = ++this.asked;
      if (!typed || typed.length > LONGEST) {
        this.close();
        return;
      }
      try {
        const query = new URLSearchParams({ q: typed, limit: 5 });
        const { suggestions } = await (await get(`v1/suggest?${query}`)).json();
        if (asked === this.asked && this.field.matches(":focus")) {
          this.show(suggestions);
        }
      } catch {
        this.close(); // it is no loss to type on
      }
    }

    show(suggestions) {
      const options = suggestions.map(({ id, text }, place) => {
        const option = document.createElement("li");
        option.id = `choice-${place}`;
        option.setAttribute("role", "option");
        option.dataset.entry = id;
        option.textContent = text;
        return option;
      });
      this.list.replaceChildren(...options);
      this.list.hidden = !options.length;
      this.field.setAttribute("aria-expanded", String(!this.list.hidden));
      this.mark(null);
    }

    mark(option) {
      this.marked?.setAttribute("aria-selected", "false");
      this.marked = option;
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-activedescendant", option?.id ?? "");
    }

    close() {
      clearTimeout(this.timer);
      this.asked += 1;
      this.show([]);
    }

    take(option) {
      if (option) {
        this.choose(option.dataset.entry);
        this.close();
      }
    }

    press(event) {
      const { key } = event;
      if (this.list.hidden) {
        return;
      }
      if (key === "ArrowDown" || key === "ArrowUp") {
        const options = [...this.list.children, null];
        const step = key === "ArrowDown" ? 1 : options.length - 1;
        const place = (options.indexOf(this.marked ?? null) + step) % options.length;
        this.mark(options[place]);
      } else if (key === "Enter" && this.marked) {
        this.take(this.marked);
      } else if (key === "Escape") {
        this.close();
      } else {
        return;
      }
      event.preventDefault();
    }
  }

  // A conversation within `root`, which is a document or a shadow root; `changed` is called with
  // it whenever it has gone on.
  class Chat {
    constructor(root, changed = () => {}) {
      this.root = root;
      this.changed = changed;
      this.talk = root.querySelector(".talk");
      this.log = root.querySelector(".log");
      this.failed = root.querySelector(".failed");
      this.form = root.querySelector("form.ask");
      this.field = this.form.elements.q;
      this.session = this.form.elements.session.value;
      this.turns = Promise.resolve();
      const list = root.querySelector(".choices");
      this.choices = new Choices(this.field, list, (entry_id) => this.ask({ entry_id }));
      this.talk.addEventListener("click", (event) => this.skip(event), { capture: true });
      this.talk.addEventListener("submit", (event) => this.submit(event));
      this.log.addEventListener("click", (event) => this.follow(event));
      root.querySelector(".new").addEventListener("click", (event) => this.restart(event));
    }

    // The second click of a double click asks nothing.
    skip(event) {
      if (event.detail > 1 && event.target.closest("a, button")) {
        event.preventDefault();
        event.stopPropagation();
      }
    }

    submit(event) {
      event.preventDefault();
      const { target, submitter } = event;
      if (target === this.form) {
        this.choices.close();
        const question = this.field.value.trim();
        if (question) {
          this.ask({ question });
        }
      } else if (target.matches(".rate")) {
        this.rate(target, submitter);
      } else {
        this.ask({ entry_id: submitter.value });
        if (submitter.matches(":focus-visible")) {
          this.field.focus(); // who came by keys goes on typing; on a phone no keyboard comes up
        }
      }
    }

    // A link to an entry is a question, too.
    follow(event) {
      const link = event.target.closest("a");
      const questions = new URL("questions#", base).href;
      if (link?.href.startsWith(questions) && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        this.ask({ entry_id: decodeURIComponent(link.href.slice(questions.length)) });
      }
    }

    // One question after the other: each goes on where the one before ended.
    ask(body) {
      this.field.value = "";
      this.turns = this.turns.then(() => this.turn(body));
    }

    async turn(body) {
      this.log.setAttribute("aria-busy", "true");
      this.failed.hidden = true;
      try {
        const session = this.session ? { session: this.session } : {};
        const reply = await post("v1/ask", { ...body, ...session, html: true });
        this.session = reply.session;
        this.show(reply.html);
      } catch (error) {
        this.fail(error);
        this.field.value ||= body.question ?? "";
      }
      this.log.setAttribute("aria-busy", "false");
    }

    show(html) {
      this.log.querySelector("#last")?.removeAttribute("id");
      this.log.append(parsed(html));
      this.log.lastElementChild.scrollIntoView({ block: "start" });
      this.changed(this);
    }

    fail(error) {
      console.error(error);
      this.failed.textContent = this.form.dataset.failed;
      this.failed.hidden = false;
    }

    async rate(form, { name, value }) {
      this.failed.hidden = true;
      try {
        await post("v1/feedback", { reply_id: value, value: name === "helped" ? 1 : -1 });
      } catch (error) {
        this.fail(error);
        return;
      }
      const thanks = this.root.querySelector(".thanks").cloneNode(true);
      thanks.hidden = false;
      thanks.tabIndex = -1;
      form.replaceWith(thanks);
      thanks.focus();
      this.changed(this);
    }

    restart(event) {
      event.preventDefault();
      this.turns = this.turns.then(() => {
        this.session = "";
        this.log.replaceChildren();
        this.failed.hidden = true;
        this.changed(this);
      });
      this.field.value = "";
      this.field.focus();
    }
  }

  // The conversation is kept with the tab's place in its history: whoever reloads the page, or
  // follows a link and comes back, finds it there. A question in the address is not asked again.
  function onThePage() {
    function keep({ log, session }) {
      history.replaceState({ turns: log.innerHTML, session }, "", base);
    }
    const chat = new Chat(document, keep);
    if (history.state) {
      chat.session = history.state.session;
      chat.log.replaceChildren(parsed(history.state.turns));
    } else if (chat.session) {
      keep(chat);
    }
    const print = document.querySelector(".print");
    print.hidden = false;
    print.addEventListener("click", () => window.print());
    chat.log.lastElementChild?.scrollIntoView({ block: "start" });
  }

  async function onAnother() {
    const [html, css] = await Promise.all(
      ["widget", "chat.css"].map(async (path) => (await get(path)).text()),
    );
    const host = document.createElement("div");
    const root = host.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet(); // allowed under a policy that forbids style elements
    style.replaceSync(css);
    root.adoptedStyleSheets = [style];
    root.append(parsed(html));
    if (document.readyState === "loading") {
      await new Promise((ready) => document.addEventListener("DOMContentLoaded", ready));
    }
    document.body.append(host);
    open(root);
  }

  // The browser itself keeps the focus within the window, ends it with Escape and puts the focus
  // back: that is what a modal dialog does.
  function open(root) {
    const chat = new Chat(root);
    const dialog = root.querySelector("dialog");
    const launcher = root.querySelector(".launcher");
    launcher.addEventListener("click", () => {
      dialog.showModal();
      launcher.setAttribute("aria-expanded", "true");
      chat.field.focus();
    });
    dialog.addEventListener("close", () => {
      launcher.setAttribute("aria-expanded", "false");
      launcher.focus();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) {
        dialog.close(); // beside the window
      }
    });
    root.querySelector(".close").addEventListener("click", () => dialog.close());
  }

  if ("page" in script.dataset) {
    onThePage();
  } else {
    onAnother().catch((error) => console.error("chatbot:", error));
  }
})();
