//! Mentions of places: where they begin and end, before it is known what they mean.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Gazetteer;
use crate::Span;
use crate::document::actor::ActorMention;
use crate::document::entity::NameKind;
use crate::document::key::{name_key, word_key};
use crate::document::world::{FeatureClass, Sense, Use, World};
use crate::document::{Report, Upos};

/// One mention of a place.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Toponym {
    /// Its words, with the word for its kind if one follows (`Kolda province`).
    pub span: Span,
    /// Its tokens in the report.
    pub tokens: Range<usize>,
    /// The name alone (`Kolda`).
    pub name: String,
    /// The name with the word for its kind, if that is part of the name (`Kolda Province`).
    pub whole: String,
    /// What the word for its kind says.
    pub feature: Option<FeatureClass>,
    /// The row of `feature`, for that word.
    pub feature_row: Option<String>,
    /// The mention of the larger place that holds it, and whether the text says so outright (`Kolda, Senegal`).
    pub holder: Option<(usize, bool)>,
    /// The country whose adjective stands before it (`the Senegalese town of Kolda`).
    pub country: Option<String>,
    /// Only tells a part of some country (`Northern and Eastern provinces`).
    pub is_direction: bool,
    /// Part of the dateline.
    pub dateline: bool,
    /// Stands where a place is named: after `in`, beside a word such as `province`, in a dateline.
    pub placed: bool,
    /// What found it.
    pub found_by: &'static str,
}

/// The mentions of places in a report, in order, none overlapping.
pub(super) fn collect(
    report: &Report,
    world: &World,
    gazetteer: &Gazetteer<'_>,
    parties: &[ActorMention],
) -> Vec<Toponym> {
    let countries = parties.iter().flat_map(|party| &party.countries).collect();
    let finder = Finder { report, world, gazetteer, parties, countries };
    let mut found: Vec<Toponym> = finder.dateline();
    for (tokens, found_by) in finder.sources() {
        found.extend(finder.parts(tokens).into_iter().filter_map(|part| finder.toponym(part, found_by)));
    }
    found.sort_by_key(|toponym| (toponym.span.start, std::cmp::Reverse(toponym.span.end)));
    let mut out: Vec<Toponym> = Vec::new();
    for toponym in found {
        if out.last().is_none_or(|last| last.span.end <= toponym.span.start) {
            out.push(toponym);
        }
    }
    for i in 0..out.len() {
        out[i].holder = finder.holder(&out, i);
        out[i].country = finder.adjective_before(&out[i]);
        out[i].placed |= finder.is_placed(&out[i]) || i > 0 && out[i - 1].holder == Some((i, true));
    }
    out
}

struct Finder<'r> {
    report: &'r Report,
    world: &'r World,
    gazetteer: &'r Gazetteer<'r>,
    parties: &'r [ActorMention],
    /// Countries that the report has to do with.
    countries: BTreeSet<&'r String>,
}

impl Finder<'_> {
    /// Token ranges that may be places, from all that finds them.
    fn sources(&self) -> Vec<(Range<usize>, &'static str)> {
        let mut out = Vec::new();
        for name in self.report.names.iter().filter(|name| name.kind == NameKind::Place) {
            if !self.is_blocked(&name.tokens) {
                out.push((name.tokens.clone(), name.rule));
            }
        }
        for party in self.parties {
            let place = matches!(party.sense, Sense::Country | Sense::Capital | Sense::Territory);
            if place && !party.adjective && !self.in_other_name(&party.tokens) && !self.in_body_name(&party.tokens) {
                out.push((self.widened(party.tokens.clone()), "table:world"));
            } else if matches!(party.sense, Sense::Organ | Sense::Title) {
                out.extend(self.owner(party).map(|tokens| (tokens, "table:world")));
            }
        }
        let ends: BTreeSet<usize> = out.iter().map(|(tokens, _)| tokens.end).collect();
        out.extend(self.beside_words(ends));
        out
    }

    /// The place within a party such as `Gaza residents`; a country there is an adjective.
    fn owner(&self, party: &ActorMention) -> Option<Range<usize>> {
        let last = party.tokens.end.checked_sub(1)?;
        if self.is_capital(last) || party.tokens.len() < 2 {
            return None;
        }
        let prefix = |end: usize| party.tokens.start..end;
        let is_place = |tokens: &Range<usize>| {
            let mut known = self.world.named(self.words(tokens)).peekable();
            known.peek().is_some() && known.all(|known| matches!(known.sense, Sense::Capital | Sense::Territory))
        };
        (party.tokens.start + 1..last + 1).rev().map(prefix).find(is_place).filter(|tokens| !self.in_other_name(tokens))
    }

    /// The places of the dateline, which may lie outside all sentences. Agencies and dates there are none.
    fn dateline(&self) -> Vec<Toponym> {
        let Some(line) = self.report.wire.dateline else { return Vec::new() };
        let text = self.report.words(line);
        let mut out = Vec::new();
        let mut start = 0;
        for (end, mark) in text.match_indices([',', '(', ')', '/', ';', ':']).chain([(text.len(), "")]) {
            let part = text.get(start..end).unwrap_or("");
            let name = part.trim();
            let at = line.start + start + (part.len() - part.trim_start().len());
            start = end + mark.len();
            let place = name.starts_with(char::is_uppercase) && !name.contains(|c: char| c.is_ascii_digit());
            let agency = self.world.named(name).any(|known| known.sense == Sense::Media);
            if place && !agency {
                out.push(self.dateline_part(Span::new(at, at + name.len())));
            }
        }
        out
    }

    fn dateline_part(&self, span: Span) -> Toponym {
        let first = self.report.tokens.partition_point(|token| token.span.end <= span.start);
        let end = self.report.tokens.partition_point(|token| token.span.start < span.end);
        Toponym {
            span,
            tokens: first..end.max(first),
            name: self.report.words(span).to_owned(),
            whole: self.report.words(span).to_owned(),
            feature: None,
            feature_row: None,
            holder: None,
            country: None,
            is_direction: false,
            dateline: true,
            placed: true,
            found_by: "wire:dateline",
        }
    }

    /// Capitalised words after `in`, `near` and the like, before or after a word such as `province`, or after a place and a
    /// comma, that the gazetteer knows.
    /// `ends` tells where places end that are found already.
    fn beside_words(&self, mut ends: BTreeSet<usize>) -> Vec<(Range<usize>, &'static str)> {
        let mut out: Vec<(Range<usize>, &'static str)> = Vec::new();
        let mut at = 0;
        while at < self.report.tokens.len() {
            let run = self.run(at);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            let built = self.is_built(&run);
            let feature = self.feature_after(run.end).is_some() || built;
            let before = self.before(run.start);
            let listed = before.is_some_and(|i| self.report.form(i) == "," && ends.contains(&i));
            let placed = self.is_place_before(run.start) || self.feature_before(run.start).is_some();
            let fits = feature || ((placed || listed) && self.is_known(&run));
            if fits && self.is_free(&run, built) && !self.in_body_name(&run) {
                ends.insert(run.end);
                out.push((run, "table:gazetteer"));
            }
        }
        out
    }

    /// A name that tells what it is (`Noor Hospital`, `Bodra River`) before or after `in`, `near` and the like; where a
    /// hospital speaks, it is a body.
    fn is_built(&self, run: &Range<usize>) -> bool {
        let before = self.before(run.start).map(|i| if self.key(i) == "the" { i.saturating_sub(1) } else { i });
        let placed = self.is_used_at(Some(run.end), Use::At) || self.is_used_at(before, Use::At);
        placed && self.feature_at_end(run).is_some()
    }

    /// True if a word stands before that a place follows: `in`, `to`, `north of`.
    fn is_place_before(&self, start: usize) -> bool {
        let Some(before) = self.before(start) else { return false };
        let side = |i: usize| self.is_used_at(Some(i), Use::Side) || self.is_used_at(Some(i), Use::Container);
        self.is_used_at(Some(before), Use::At)
            || self.is_used_at(Some(before), Use::Toward)
            || (self.is_used_at(Some(before), Use::Joiner) && self.before(before).is_some_and(side))
    }

    /// True if a mention stands where a place is named.
    fn is_placed(&self, toponym: &Toponym) -> bool {
        let start = toponym.tokens.start;
        let skipped = |i: usize| self.key(i) == "the" || self.is_used_at(Some(i), Use::Side);
        let start = (0..2).fold(start, |at, _| self.before(at).filter(|&i| skipped(i)).unwrap_or(at));
        toponym.feature.is_some() || self.is_place_before(start)
    }

    /// True after the name of a body and `of` (`University of Kolda`).
    fn in_body_name(&self, tokens: &Range<usize>) -> bool {
        let of = self.before(tokens.start).map(|i| if self.key(i) == "the" { i.saturating_sub(1) } else { i });
        let Some(of) = of.filter(|&of| self.is_used_at(Some(of), Use::Joiner)) else { return false };
        let noun = self.before(of).filter(|&noun| self.is_capital(noun) && self.before(noun).is_some());
        noun.is_some_and(|noun| self.world.named(self.report.form(noun)).any(|known| known.sense == Sense::Organ))
    }

    /// The run of capitalised words that begins at a token; small words of names may stand within (`Deir ez-Zor`).
    fn run(&self, start: usize) -> Range<usize> {
        let mut end = start;
        let mut at = start;
        let sentence = self.report.tokens.get(start).map(|token| token.sentence);
        while at < start + 6 && self.report.tokens.get(at).map(|token| token.sentence) == sentence {
            if self.is_capital(at) {
                end = at + 1;
            } else if end == start || !self.is_inner(at) {
                break;
            }
            at += 1;
        }
        start..end
    }

    /// Small words and marks within names: dashes, apostrophes, and short lower-case words between dashes or names.
    fn is_inner(&self, token: usize) -> bool {
        let form = self.report.form(token);
        matches!(form, "-" | "–" | "'" | "’")
            || (form.len() <= 3 && form.chars().all(char::is_alphabetic) && !self.is_function(token))
    }

    fn is_function(&self, token: usize) -> bool {
        let key = self.key(token);
        [Use::At, Use::And, Use::Joiner, Use::Owner, Use::Between, Use::Container]
            .iter()
            .any(|&what| self.world.is_used(&key, what))
            || matches!(
                self.report.tokens.get(token).map(|token| token.upos),
                Some(Upos::Verb | Upos::Aux | Upos::Pron | Upos::Adv | Upos::Sconj)
            )
    }

    fn is_known(&self, tokens: &Range<usize>) -> bool {
        let name = self.words(tokens);
        let found = self.gazetteer.lookup(name);
        let known = |entry: &super::Entry| entry.population >= MANY || entry.kind == super::EntryKind::Region;
        found.iter().any(|entry| known(entry) || self.countries.contains(&entry.country))
    }

    /// True if no name, party or time of the report has a part in the tokens; the word for what a built thing is
    /// (`Hospital`) may also be one for a body.
    fn is_free(&self, tokens: &Range<usize>, built: bool) -> bool {
        let span = self.span(tokens);
        let times = &self.report.times;
        let from = times.partition_point(|time| time.span.end <= span.start);
        self.names_on(tokens).iter().all(|name| built && name.kind != NameKind::Person)
            && self.parties_on(tokens).iter().all(|party| built && party.sense == Sense::Organ)
            && times.get(from).is_none_or(|time| !time.span.overlaps(span))
    }

    /// True if the tokens are part of a party that is no place (`Kolda` in `Kolda Liberation Front`), or an adjective.
    fn is_blocked(&self, tokens: &Range<usize>) -> bool {
        self.parties_on(tokens).iter().any(|party| {
            let covers = party.tokens.start <= tokens.start && tokens.end <= party.tokens.end;
            let place = matches!(party.sense, Sense::Country | Sense::Capital | Sense::Territory) && !party.adjective;
            covers && !place && self.owner(party).is_none_or(|owner| owner != *tokens)
        })
    }

    /// True if the tokens lie within a longer name that the tagger took for no place, or in a person's.
    fn in_other_name(&self, tokens: &Range<usize>) -> bool {
        self.names_on(tokens).iter().any(|name| {
            let covers = name.tokens.start <= tokens.start && tokens.end <= name.tokens.end;
            // `Kenya's Red Cross`: who has it is no part of it.
            let longer = name.tokens.len() > tokens.len() && !self.is_possessive(tokens.end);
            covers && name.kind != NameKind::Place && (longer || name.kind == NameKind::Person)
        })
    }

    /// A name of the tables that is part of a longer name of the gazetteer (`Mexico` in `New Mexico`) is the longer one.
    fn widened(&self, tokens: Range<usize>) -> Range<usize> {
        let tagged = |name: &&crate::document::Name| {
            name.kind == NameKind::Place && name.tokens.start <= tokens.start && tokens.end <= name.tokens.end
        };
        if let Some(name) = self.names_on(&tokens).iter().find(tagged) {
            return name.tokens.clone();
        }
        let before = self.before(tokens.start).filter(|&i| self.is_capital(i)).map(|i| i..tokens.end);
        let after = self.is_capital(tokens.end).then(|| tokens.start..tokens.end + 1);
        let longer = before.into_iter().chain(after).find(|longer| self.gazetteer.contains(self.words(longer)));
        longer.unwrap_or(tokens)
    }

    /// The places of a range: what stands between commas and before `'s`, unless it is one name (`Cox's Bazar`).
    fn parts(&self, tokens: Range<usize>) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut start = tokens.start;
        let words = self.words(&tokens);
        let one = self.world.named(words).next().is_some() || self.gazetteer.contains(words);
        for i in tokens.start..=tokens.end {
            let mark = matches!(self.report.form(i), "," | "(" | ")" | "/" | ";" | ":");
            let cut = i == tokens.end || mark || (self.is_possessive(i) && !one);
            if cut && start < i {
                out.push(start..i);
            }
            if cut {
                start = i + 1;
            }
        }
        out
    }

    fn toponym(&self, tokens: Range<usize>, found_by: &'static str) -> Option<Toponym> {
        let mut name = self.trimmed(tokens)?;
        let mut whole = name.clone();
        let mut feature = None;
        if let Some((end, row)) = self.feature_at_end(&name) {
            feature = Some(row);
            name.end = end;
        } else if let Some((end, row)) = self.feature_after(name.end) {
            whole.end = end;
            feature = Some(row);
        } else {
            feature = self.feature_before(name.start).or(feature);
        }
        let (whole, name) = self.enumeration(whole, name, feature.is_some_and(|(_, many)| many))?;
        let row = feature.map(|(row, _)| row);
        Some(Toponym {
            span: self.span(&whole),
            name: self.words(&name).to_owned(),
            whole: self.words(&whole).to_owned(),
            feature: row.and_then(|row| self.world.feature_class(row)),
            feature_row: row.map(str::to_owned),
            holder: None,
            country: None,
            is_direction: name.clone().all(|i| self.is_used_at(Some(i), Use::Side) || self.is_joint(i)),
            dateline: false,
            placed: false,
            tokens: whole,
            found_by,
        })
    }

    /// Without `the`, `'s` and marks at the ends; `None` if nothing with a capital letter is left.
    fn trimmed(&self, mut tokens: Range<usize>) -> Option<Range<usize>> {
        let mark = |i: usize| self.key(i).is_empty() || self.is_possessive(i);
        let small = |i: usize| !self.is_capital(i) && self.is_function(i);
        while !tokens.is_empty() && (mark(tokens.end - 1) || small(tokens.end - 1) || self.in_time(tokens.end - 1)) {
            tokens.end -= 1;
        }
        while !tokens.is_empty() && (mark(tokens.start) || self.key(tokens.start) == "the") {
            tokens.start += 1;
        }
        let upper = tokens.clone().any(|i| self.report.form(i).chars().any(char::is_uppercase));
        (upper && self.words(&tokens).len() > 1).then_some(tokens)
    }

    /// A word for a kind of place that is the end of the name itself (`Kolda Province`).
    fn feature_at_end(&self, name: &Range<usize>) -> Option<(usize, (&str, bool))> {
        (name.start + 1..name.end).find_map(|at| {
            let feature = self.world.feature(&name_key(self.words(&(at..name.end))))?;
            // `Gaza City`, `Mexico City` are names; `Kolda Province` may be looked up by its first word.
            let bare = feature.class != FeatureClass::City || !self.gazetteer.contains(self.words(name));
            bare.then_some((at, (feature.id.as_str(), feature.many)))
        })
    }

    /// The longest word for a kind of place at a token: `refugee camp`.
    fn feature_after(&self, at: usize) -> Option<(usize, (&str, bool))> {
        (at + 1..=at + 3).rev().find_map(|end| {
            let tokens = at..end.min(self.report.tokens.len());
            let same = self.report.tokens.get(end - 1)?.sentence == self.report.tokens.get(at)?.sentence;
            let words = tokens.clone().all(|i| !self.key(i).is_empty());
            let feature = self.world.feature(&name_key(self.words(&tokens))).filter(|_| same && words)?;
            Some((end, (feature.id.as_str(), feature.many)))
        })
    }

    /// `the province of Kolda`.
    fn feature_before(&self, start: usize) -> Option<(&str, bool)> {
        let of = self.before(start).filter(|&i| self.is_used_at(Some(i), Use::Owner) || self.key(i) == "the")?;
        let of = if self.key(of) == "the" { self.before(of)? } else { of };
        let noun = self.before(of).filter(|_| self.is_used_at(Some(of), Use::Owner))?;
        let feature = self.world.feature(&self.key(noun)).filter(|_| self.report.form(of).len() == 2)?;
        Some((feature.id.as_str(), feature.many))
    }

    /// `Northern and Eastern provinces` is one place, if the plural closes an enumeration of what is no name by itself.
    fn enumeration(&self, whole: Range<usize>, name: Range<usize>, many: bool) -> Option<(Range<usize>, Range<usize>)> {
        let side = |i: usize| self.is_used_at(Some(i), Use::Side) && self.is_capital(i);
        if !many || name.len() != 1 || !side(name.start) {
            // A direction alone is no place.
            let alone = whole == name && name.len() == 1 && self.is_used_at(Some(name.start), Use::Side);
            return (!alone).then_some((whole, name));
        }
        let mut start = name.start;
        while let Some(and) = self.before(start)
            && (self.is_used_at(Some(and), Use::And) || self.report.form(and) == ",")
            && let Some(part) = self.before(and).filter(|&i| side(i))
        {
            start = part;
        }
        Some((start..whole.end, start..whole.end))
    }

    /// The mention of the place that holds this one.
    fn holder(&self, all: &[Toponym], index: usize) -> Option<(usize, bool)> {
        let own = &all[index];
        if own.dateline {
            return all.get(index + 1).filter(|next| next.dateline).map(|_| (index + 1, true));
        }
        if let Some(next) = all.get(index + 1).filter(|next| self.same_sentence(own, next)) {
            let gap = own.tokens.end..next.tokens.start;
            if gap.len() == 1 && self.report.form(gap.start) == "," {
                return Some((index + 1, true));
            }
            let joined = self.report.form(gap.start) == "," || self.is_used_at(Some(gap.start), Use::Container);
            if joined && gap.len() <= 6 && self.has_container(&gap) {
                return Some((index + 1, false));
            }
        }
        let before = index.checked_sub(1).filter(|&i| !all[i].dateline && self.same_sentence(&all[i], own))?;
        let gap = all[before].tokens.end..own.tokens.start;
        let possessive = self.is_possessive(gap.start) && gap.len() <= 4;
        let plain = gap.clone().skip(1).all(|i| !self.key(i).is_empty());
        (possessive && plain).then_some((before, true))
    }

    /// True if a word such as `in` or `of` stands in the gap, and no verb or second clause.
    fn has_container(&self, gap: &Range<usize>) -> bool {
        let verb = |i: usize| {
            matches!(self.report.tokens.get(i).map(|token| token.upos), Some(Upos::Verb | Upos::Aux | Upos::Cconj))
        };
        gap.clone().any(|i| self.is_used_at(Some(i), Use::Container))
            && !gap.clone().any(|i| verb(i) || self.is_used_at(Some(i), Use::And))
    }

    /// The country of an adjective before the name, with nothing but words for kinds of places between.
    fn adjective_before(&self, toponym: &Toponym) -> Option<String> {
        let after = self.parties.partition_point(|party| party.tokens.end <= toponym.tokens.start);
        let party = after.checked_sub(1).and_then(|last| self.parties.get(last))?;
        if !party.adjective && party.sense != Sense::Adjective || toponym.tokens.start - party.tokens.end > 4 {
            return None;
        }
        let mut gap = party.tokens.end..toponym.tokens.start;
        let fits = |i: usize| {
            let key = self.key(i);
            self.world.feature(&key).is_some()
                || self.world.is_used(&key, Use::Side)
                || self.world.is_used(&key, Use::Owner)
                || matches!(self.report.tokens[i].upos, Upos::Adj | Upos::Noun)
        };
        (party.countries.len() == 1 && gap.all(fits)).then(|| party.countries[0].clone())
    }

    /// The names of the tagger that share a token with the range.
    fn names_on(&self, tokens: &Range<usize>) -> &[crate::document::Name] {
        let names = &self.report.names;
        let from = names.partition_point(|name| name.tokens.end <= tokens.start);
        let to = names.partition_point(|name| name.tokens.start < tokens.end);
        names.get(from..to).unwrap_or(&[])
    }

    /// The parties that share a token with the range.
    fn parties_on(&self, tokens: &Range<usize>) -> &[ActorMention] {
        let from = self.parties.partition_point(|party| party.tokens.end <= tokens.start);
        let to = self.parties.partition_point(|party| party.tokens.start < tokens.end);
        self.parties.get(from..to).unwrap_or(&[])
    }

    fn same_sentence(&self, a: &Toponym, b: &Toponym) -> bool {
        let sentence = |toponym: &Toponym| self.report.tokens.get(toponym.tokens.start).map(|token| token.sentence);
        sentence(a) == sentence(b)
    }

    fn before(&self, token: usize) -> Option<usize> {
        let before = token.checked_sub(1)?;
        let sentence = self.report.tokens.get(before)?.sentence;
        (self.report.tokens.get(token).is_none_or(|token| token.sentence == sentence)).then_some(before)
    }

    fn is_used_at(&self, token: Option<usize>, what: Use) -> bool {
        token.is_some_and(|token| self.world.is_used(&self.key(token), what))
    }

    fn is_joint(&self, token: usize) -> bool {
        self.is_used_at(Some(token), Use::And) || self.report.form(token) == ","
    }

    fn is_possessive(&self, token: usize) -> bool {
        matches!(self.report.form(token), "'s" | "’s" | "'" | "’")
    }

    /// True for a token of a time expression (`Kolda Friday`).
    fn in_time(&self, token: usize) -> bool {
        let Some(span) = self.report.tokens.get(token).map(|token| token.span) else { return false };
        let from = self.report.times.partition_point(|time| time.span.end <= span.start);
        self.report.times.get(from).is_some_and(|time| time.span.overlaps(span))
    }

    fn is_capital(&self, token: usize) -> bool {
        self.report.form(token).starts_with(char::is_uppercase)
    }

    fn key(&self, token: usize) -> String {
        word_key(self.report.form(token))
    }

    fn span(&self, tokens: &Range<usize>) -> Span {
        let all = &self.report.tokens;
        let start = all.get(tokens.start).map_or(0, |token| token.span.start);
        let end = tokens.end.checked_sub(1).and_then(|last| all.get(last)).map_or(start, |token| token.span.end);
        Span::new(start, end.max(start))
    }

    fn words(&self, tokens: &Range<usize>) -> &str {
        self.report.words(self.span(tokens))
    }
}

/// Inhabitants of a place that is known without other evidence.
const MANY: u64 = 50_000;
