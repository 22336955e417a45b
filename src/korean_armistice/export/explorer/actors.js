// The actors of the documents found, one actor, and the collection itself.
"use strict";

const KINDS = { person: "People", office: "Offices, their holders unnamed", body: "Bodies", state: "States" };
const MANY_ACTORS = 300;
const MANY_CLAIMS = 100;
const ABOUT = {
  abstract: "The archive’s abstract", image: "The archive’s picture", listing: "What is here, and what is not", annotations: "How the claims were made",
  rights: "Rights", related: "Related collections", publisher: "Publisher", edition: "Edition of the data", url: "The archive’s page", sources: "Sources",
};
// Browsers speak and draw spellings in these scripts as these languages.
const SCRIPTS = [[/\p{Script=Hangul}/u, "ko"], [/\p{Script=Cyrillic}/u, "ru"], [/\p{Script=Han}/u, "zh"],
  [/\p{Script=Myanmar}/u, "my"]];

function actorsPage(view, { found }) {
  const counts = new Map();
  for (const doc of found) {
    for (const id of new Set(doc.claims.map((claim) => claim.actor))) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const named = [...ranked(counts, (id) => ACTORS.get(id).name)].map(([id]) => ACTORS.get(id));
  const sections = Object.entries(KINDS).map(([kind, title]) => {
    const items = named.filter((actor) => actor.kind === kind).map((actor) => el("li", {},
      el("a", { href: addressOf({ ...asksOf(view), about: actor.id }) }, actor.name),
      " ", el("span", { class: "years" }, yearsOf(actor)), " ",
      el("span", { class: "count" }, counted(counts.get(actor.id)))));
    return items.length ? section(title, shortened(el("ul", {}, items), MANY_ACTORS)) : null;
  });
  const of = found.length === DOCUMENTS.length ? "" : ` in the ${counted(found.length)} found`;
  const content = [heading(counted(named.length, "actor"), of), chipsOf(view), el("div", { class: "actors" }, sections)];
  return { name: "actors", title: "Actors", content: content.filter(Boolean), found };
}

// A long list begins with its first items, and shows the others when asked.
function shortened(list, most) {
  const rest = [...list.children].slice(most);
  if (!rest.length) return list;
  rest.forEach((item) => item.remove());
  const more = button(`Show the other ${number(rest.length)}`, () => {
    list.append(...rest);
    more.remove();
    rest[0].querySelector("a").focus();
  });
  return [list, more];
}

function yearsOf(actor) {
  return actor.born || actor.died ? `(${actor.born ?? ""}–${actor.died ?? ""})` : "";
}

function actorPage(actor, view) {
  const claims = CLAIMED.get(actor.id) ?? [];
  const found = [...new Set(claims.map(({ doc }) => doc))].sort((one, other) => one.place - other.place);
  const state = ACTORS.get(actor.affiliation);
  const links = [
    ...(actor.same_as ?? []).map((url) => outward(url, elsewhere(url))),
    el("a", { href: addressOf({ actor: saidOf(actor) }) }, `Filter by ${actor.name}`),
  ];
  const content = [
    heading(actor.name),
    el("p", { class: "meta" }, [actor.kind, yearsOf(actor)].filter(Boolean).join(" "), ` · ${counted(found.length)}`,
      state ? [" · acts for ", el("a", { href: addressOf({ ...asksOf(view), about: state.id }) }, state.name)] : null),
    actor.note ? el("p", {}, actor.note) : null,
    el("ul", { class: "links" }, links.map((link) => el("li", {}, link))),
    section("All spellings", el("ul", { class: "spellings" }, [actor.name, ...(actor.aliases ?? [])].map(spelling))),
    ...ROLES.map((role) => inRole(claims.filter(({ claim }) => claim.role === role), role, actor, view)),
  ];
  return { name: "actor", title: actor.name, content: content.filter(Boolean), found, actor };
}

// Returns “Wikidata Q41117”, or the site of any other address.
function elsewhere(url) {
  const item = /^https?:\/\/www\.wikidata\.org\/(?:wiki|entity)\/(Q\d+)$/.exec(url);
  return item ? `Wikidata ${item[1]}` : url.replace(/^https?:\/\//i, "").replace(/\/.*/, "");
}

function spelling(text) {
  return el("li", { lang: SCRIPTS.find(([script]) => script.test(text))?.[1] }, text);
}

function inRole(claims, role, actor, view) {
  const items = claims.slice(0, MANY_CLAIMS).map(({ doc, claim }) => el("li", { class: claim.basis },
    el("time", {}, printedDate(doc.date)), " ",
    el("a", { href: addressOf({ ...asksOf(view), doc: doc.id, claim: doc.claims.indexOf(claim) + 1 }) }, doc.title),
    el("p", { class: "quote" }, `“${claim.quote}”`, badge(claim.basis))));
  if (!items.length) return null;
  const all = claims.length > items.length
    ? el("p", {}, el("a", { href: addressOf({ actor: saidOf(actor), role }) }, `All ${number(claims.length)} in the list of documents`)) : null;
  return section(`As ${role} (${number(claims.length)})`, el("ul", { class: "roles" }, items), all);
}

// --- the collection ---------------------------------------------------------------------------------

function collectionPage(view, { found }) {
  const { about } = FILE;
  const printed = {
    image: (image) => [image.caption, image.credit].filter(Boolean).join(" — "),
    related: (titles) => titles.join("; "),
    url: (url) => outward(url, url),
    sources: (sources) => el("ul", { class: "texts" }, sources.map((source) => el("li", {}, sourceOf(source.id)))),
  };
  const pairs = Object.entries(ABOUT).filter(([key]) => about[key] && about[key].length !== 0)
    .map(([key, label]) => [el("dt", {}, label), el("dd", {}, (printed[key] ?? String)(about[key]))]);
  const content = [heading(`About “${about.title}”`), el("dl", { class: "about" }, pairs)];
  return { name: "collection", title: "About", content, found };
}

function subtitle() {
  const { about } = FILE;
  const holder = [about.publisher?.split(",")[0], about.archive].filter(Boolean).join(" ");
  const count = DOCUMENTS.length === EXTRA.whole ? counted(DOCUMENTS.length)
    : `a selection, ${number(DOCUMENTS.length)} of ${counted(EXTRA.whole)}`;
  const undated = DOCUMENTS.filter((doc) => !doc.span).length;
  const without = undated && undated < DOCUMENTS.length ? `${number(undated)} undated` : undated ? "undated" : "";
  const reach = joined([count, printedReach(DOCUMENTS), without].filter(Boolean), ", ");
  return joined([isolated(holder), reach], ": ");
}
