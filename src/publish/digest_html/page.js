// Picks stories out by topic and by words. Without it the page shows them all, and the topics are links to their places.
(() => {
  "use strict";
  const search = document.getElementById("search");
  const matches = document.getElementById("matches");
  if (!search || !matches) return;

  // As accents and case are often typed otherwise than they are printed, neither counts.
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const numbers = new Intl.NumberFormat("en");

  const topics = [...document.querySelectorAll("section.topic")].map((section) => ({
    section,
    link: document.querySelector(`nav.topics a[href="#${section.id}"]`),
    rest: section.querySelector(".rest"),
    stories: [...section.querySelectorAll("li.story")].map((element) => ({ element, text: undefined })),
  }));
  const nStories = topics.reduce((n, topic) => n + topic.stories.length, 0);
  const all = document.querySelector('nav.topics a[href="#stories"]');
  // Where the number of stories stands: beside the link, and in the heading, there before words that are not seen.
  const places = (link, section) => [link.querySelector(".count"), section?.querySelector("h2 .count")]
    .filter(Boolean)
    .map((count) => ({ text: count.firstChild, whole: count.firstChild.data }));
  const counts = new Map([[all, places(all)], ...topics.map(({ link, section }) => [link, places(link, section)])]);
  let chosen = null;

  const show = (link, n, isSearching) => {
    for (const { text, whole } of counts.get(link)) text.data = isSearching ? numbers.format(n) : whole;
    link.classList.toggle("empty", isSearching && n === 0);
  };

  const apply = () => {
    const words = folded(search.value).split(/\s+/).filter(Boolean);
    const isSearching = words.length > 0;
    let nShown = 0;
    let nFound = 0;
    for (const topic of topics) {
      const isChosen = chosen === null || chosen === topic;
      let nInTopic = 0;
      for (const story of topic.stories) {
        if (isSearching && story.text === undefined) story.text = folded(story.element.textContent);
        const isFound = words.every((word) => story.text.includes(word));
        if (isFound) nInTopic += 1;
        if (isChosen) story.element.hidden = !isFound;
      }
      nFound += nInTopic;
      if (isChosen) nShown += nInTopic;
      topic.section.hidden = !isChosen || nInTopic === 0;
      if (topic.rest) topic.rest.hidden = isSearching;
      show(topic.link, nInTopic, isSearching);
    }
    show(all, nFound, isSearching);
    document.getElementById("nothing").hidden = nShown > 0;
    const isWhole = chosen === null && !isSearching;
    matches.textContent = isWhole ? "" : `${numbers.format(nShown)} of ${numbers.format(nStories)} stories shown`;
  };

  const choose = (topic, link) => {
    chosen = topic;
    for (const each of counts.keys()) each.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    apply();
    // What was chosen begins above where a reader of a long list may be.
    const start = document.getElementById("stories");
    if (start.getBoundingClientRect().top < 0) start.scrollIntoView();
  };

  const listen = (topic, link) => link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    choose(topic, link);
  });
  listen(null, all);
  for (const topic of topics) listen(topic, topic.link);

  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, nStories > 2000 ? 200 : 60);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      search.value = "";
      apply();
    }
  });

  // On paper nothing can be opened.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });

  document.getElementById("searching").hidden = false;
})();
