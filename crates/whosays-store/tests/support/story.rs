//! Records from annotated stories: a folder with reports as text files and a `gold.json` that says by quotations what a
//! careful reader takes from them. The tests write their examples so, and so are the gold stories kept.

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use serde_json::Value;
use whosays::corpus::ceasefire::CeasefireState;
use whosays::corpus::*;
use whosays::document::*;
use whosays::{Record, Report, Span};

/// Reads a story; `None` if the folder has none.
#[allow(unreachable_pub)]
pub fn story(folder: &Path) -> Option<Record> {
    let gold: Value = serde_json::from_str(&fs::read_to_string(folder.join("gold.json")).ok()?).ok()?;
    let mut loader = Loader { gold, keys: Vec::new(), ids: Vec::new(), record: Record::default() };
    loader.reports(folder);
    loader.across();
    Some(loader.record)
}

struct Loader {
    gold: Value,
    keys: Vec<String>,
    /// The ids of each report's statements.
    ids: Vec<Vec<String>>,
    record: Record,
}

impl Loader {
    fn reports(&mut self, folder: &Path) {
        let documents = self.gold["documents"].as_object().cloned().unwrap_or_default();
        for (key, about) in &documents {
            let file = text(&about["file"]).unwrap_or_default();
            let words = fs::read_to_string(folder.join(&file)).unwrap_or_default();
            let path = format!("{}/{file}", folder.file_name().map(|n| n.to_string_lossy()).unwrap_or_default());
            let mut report = blank(path, words);
            report.outlet = text(&about["outlet"]);
            report.title = text(&about["title"]);
            report.language = Some("en".to_owned());
            report.published = published(about);
            report.wire.dateline = text(&about["dateline"]).and_then(|words| find(&report.text, &words, 0));
            report.wire.credit = text(&about["credit"])
                .and_then(|words| report.text.rfind(&words).map(|at| Span::new(at, at + words.len())));
            for note in list(&about["diagnostics"]) {
                let message = note.as_str().unwrap_or_default().to_owned();
                report.diagnostics.push(whosays::Diagnostic { span: None, message });
            }
            let of = |kind: &str| -> Vec<Value> {
                list(&self.gold[kind]).iter().filter(|item| item["doc"] == **key).cloned().collect()
            };
            report.times = of("times").iter().filter_map(|item| time(&report, item)).collect();
            report.places = of("places").iter().flat_map(|item| places(&report, item)).collect();
            let statements = of("statements");
            let ids: Vec<String> = statements.iter().map(|item| text(&item["id"]).unwrap_or_default()).collect();
            report.statements = statements.iter().map(|item| statement(&report, item, &ids)).collect();
            for item in of("casualties") {
                if let Some(toll) = toll(&mut report, &item) {
                    report.tolls.push(toll);
                }
            }
            report.events = of("events").iter().filter_map(|item| event(&report, item)).collect();
            report.entities = entities(&report);
            self.keys.push(key.clone());
            self.ids.push(ids);
            self.record.reports.push(report);
        }
    }

    fn key(&self, key: &Value) -> Option<usize> {
        self.keys.iter().position(|known| key == known.as_str())
    }

    fn at(&self, key: &Value, words: &Value) -> Option<(usize, Span)> {
        let report = self.key(key)?;
        Some((report, find(&self.record.reports[report].text, words.as_str()?, 0)?))
    }

    fn statement(&self, id: &str) -> Option<StatementAt> {
        self.ids.iter().enumerate().find_map(|(report, ids)| {
            Some(StatementAt { report, statement: ids.iter().position(|known| known == id)? })
        })
    }

    fn across(&mut self) {
        let x = self.gold["cross_document"].clone();
        self.record.claims = list(&x["same_claims"]).iter().filter_map(|claim| self.claim(claim)).collect();
        let disputes: Vec<Claim> = list(&x["disputes"]).iter().filter_map(|dispute| self.dispute(dispute)).collect();
        self.record.claims.extend(disputes);
        self.record.reprints = list(&x["reprints"]).iter().filter_map(|r| self.reprint(r)).collect();
        for dropped in list(&x["dropped_credit"]) {
            self.dropped(dropped);
        }
        let values = |name: &str| list(&x[name]).iter().filter_map(|found| self.values(found)).collect();
        (self.record.contradictions, self.record.updates) = (values("contradictions"), values("updates"));
        self.record.timeline = list(&x["timeline"]).iter().map(|entry| self.entry(entry)).collect();
        self.record.ceasefires = list(&x["ceasefires"]).iter().map(|ceasefire| self.ceasefire(ceasefire)).collect();
        let days = self.record.reports.iter().map(|report| &report.published);
        self.record.stories = vec![Story {
            title: text(&self.gold["title"]).or_else(|| text(&self.gold["story"])).unwrap_or_default(),
            reports: (0..self.record.reports.len()).collect(),
            from: days.clone().filter_map(|p| p.earliest).min(),
            to: days.filter_map(|p| p.latest).max(),
            rule: "story:test",
        }];
    }

    fn claim(&self, claim: &Value) -> Option<Claim> {
        let id = |member: &Value| member.as_str().or_else(|| member["statement"].as_str()).map(str::to_owned);
        let statements: Vec<StatementAt> =
            list(&claim["members"]).iter().filter_map(id).filter_map(|id| self.statement(&id)).collect();
        if statements.is_empty() {
            return None;
        }
        let count = usize::try_from(claim["origins"].as_u64().unwrap_or(1)).unwrap_or(1);
        let mut origins: Vec<Origin> = Vec::new();
        for &at in &statements {
            let name = self.speaker(at);
            let known = origins.iter().position(|origin| origin.name == name);
            match known.or((origins.len() >= count).then(|| count.saturating_sub(1))) {
                Some(i) => origins[i].statements.push(at),
                None => origins.push(Origin { name, statements: vec![at] }),
            }
        }
        let asserted_by = origins.iter().map(|origin| origin.name.clone()).collect();
        Some(Claim {
            text: text(&claim["claim"]).unwrap_or_default(),
            reports: reports(&statements),
            statements,
            asserted_by,
            denied_by: Vec::new(),
            origins,
            rule: "claim:test",
        })
    }

    fn speaker(&self, at: StatementAt) -> String {
        let statement = &self.record.reports[at.report].statements[at.statement];
        statement.sources.first().map_or_else(|| "unnamed".to_owned(), |speaker| speaker.name.clone())
    }

    /// A dispute names voices; its statements are the denials by those who deny, what they answer, and what shares words
    /// with the claim among those who assert.
    fn dispute(&self, dispute: &Value) -> Option<Claim> {
        let claim = text(&dispute["claim"])?;
        let names = |name: &str| -> Vec<String> { list(&dispute[name]).iter().filter_map(text).collect() };
        let (asserted_by, denied_by) = (names("asserted_by"), names("denied_by"));
        let words: Vec<String> = long_words(&claim);
        let mut statements = Vec::new();
        for (report, content) in self.record.reports.iter().enumerate() {
            for (index, statement) in content.statements.iter().enumerate() {
                let at = StatementAt { report, statement: index };
                let by = self.speaker(at);
                let said: String = statement.content.iter().map(|&span| content.words(span)).collect();
                let shared = long_words(&said).iter().filter(|word| words.contains(word)).count();
                let denies = statement.stance == Stance::Denies;
                let asserts = asserted_by.contains(&by) && !denies && shared >= 2;
                if asserts || denies && denied_by.contains(&by) {
                    statements.push(at);
                    statements.extend(statement.about.iter().map(|&about| StatementAt { report, statement: about }));
                }
            }
        }
        statements.sort_unstable();
        statements.dedup();
        Some(Claim {
            text: claim,
            reports: reports(&statements),
            statements,
            asserted_by,
            denied_by,
            origins: Vec::new(),
            rule: "claim:test",
        })
    }

    fn reprint(&self, reprint: &Value) -> Option<Reprint> {
        let passages = [("a", "a_text"), ("b", "b_text")].map(|(key, words)| {
            self.at(&reprint[key], &reprint[words])
                .map(|(report, span)| Passage { report, span: self.sentence(report, span) })
        });
        let [Some(a), Some(b)] = passages else { return None };
        let kind = text(&reprint["kind"]).and_then(|kind| ReprintKind::parse(&kind)).unwrap_or(ReprintKind::Near);
        Some(Reprint { kind, passages: vec![a, b], origin: None, dropped_credit: None, rule: "reprint:test" })
    }

    /// The rest of the sentence that a quotation opens.
    fn sentence(&self, report: usize, span: Span) -> Span {
        let report = &self.record.reports[report];
        let end = report.sentence_at(span.start).map_or(span.end, |i| report.sentences[i].span.end);
        Span::new(span.start, end.max(span.end))
    }

    fn dropped(&mut self, dropped: &Value) {
        let report = self.key(&dropped["doc"]).or_else(|| self.key(&dropped["without"]));
        let kept = self.key(&dropped["kept_in"]).or_else(|| self.key(&dropped["with"]));
        let words = text(&dropped["text"]).or_else(|| text(&dropped["passage"]));
        let (Some(report), Some(kept_in), Some(words)) = (report, kept, words) else { return };
        let record = &mut self.record;
        let place = find(&record.reports[report].text, &words, 0);
        for reprint in &mut record.reprints {
            let here = |p: &&Passage| p.report == report && place.is_some_and(|place| place.overlaps(p.span));
            if reprint.passages.iter().find(here).is_some() {
                let credit = text(&dropped["credit"]).unwrap_or_default();
                reprint.dropped_credit = Some(DroppedCredit { report, credit, kept_in });
            }
        }
    }

    fn values(&self, found: &Value) -> Option<Contradiction> {
        let member = |member: &Value| {
            let (report, span) = self.at(&member["doc"], &member["text"]).or_else(|| {
                let at = self.statement(member["statement"].as_str()?)?;
                let statement = &self.record.reports[at.report].statements[at.statement];
                Some((at.report, statement.content.first().copied().unwrap_or(statement.span)))
            })?;
            let value = text(&member["value"]).unwrap_or_else(|| self.record.reports[report].words(span).to_owned());
            Some(Member { report, span, value })
        };
        let members: Vec<Member> = list(&found["members"]).iter().filter_map(member).collect();
        let kind = ContradictionKind::parse(found["kind"].as_str()?)?;
        let about = text(&found["about"]).unwrap_or_default();
        (members.len() > 1).then_some(Contradiction { kind, members, about, rule: "contradiction:test" })
    }

    fn entry(&self, entry: &Value) -> TimelineEntry {
        let statements = list(&entry["statements"]).iter().filter_map(|id| self.statement(id.as_str()?)).collect();
        TimelineEntry {
            when: text(&entry["when"]).unwrap_or_default(),
            what: text(&entry["what"]).unwrap_or_default(),
            reports: list(&entry["docs"]).iter().filter_map(|key| self.key(key)).collect(),
            statements,
            rule: "timeline:test",
        }
    }

    fn ceasefire(&self, ceasefire: &Value) -> Ceasefire {
        let names = |value: &Value| -> Vec<String> {
            match value.as_str() {
                Some(name) => vec![name.to_owned()],
                None => list(value).iter().filter_map(text).collect(),
            }
        };
        let violation = |violation: &Value| {
            let (by, when) = (text(&violation["by"])?, text(&violation["when"]));
            let accuses = |at: &StatementAt| {
                let statement = &self.record.reports[at.report].statements[at.statement];
                statement.stance == Stance::Accuses && self.speaker(*at) == by
            };
            let all = self.ids.iter().enumerate();
            let mut all =
                all.flat_map(|(report, ids)| (0..ids.len()).map(move |statement| StatementAt { report, statement }));
            let statement =
                text(&violation["statement"]).and_then(|id| self.statement(&id)).or_else(|| all.find(accuses))?;
            let (against, denied_by) = (names(&violation["against"]), names(&violation["denied_by"]));
            Some(Violation { by, against, when, place: text(&violation["where"]), statement, denied_by })
        };
        let alleged_violations: Vec<_> = list(&ceasefire["violations_alleged"]).iter().filter_map(violation).collect();
        let state = match (text(&ceasefire["state"]), alleged_violations.is_empty()) {
            (Some(state), _) => CeasefireState::parse(&state).unwrap_or(CeasefireState::Agreed),
            (None, false) => CeasefireState::AllegedlyViolated,
            (None, true) => CeasefireState::InForce,
        };
        let names_it = |words: &str| ["truce", "ceasefire", "cease-fire"].iter().any(|name| words.contains(name));
        let told = |(index, report): (usize, &Report)| -> Vec<Passage> {
            let named = report.sentences.iter().filter(|s| names_it(&report.words(s.span).to_lowercase()));
            named.map(|sentence| Passage { report: index, span: sentence.span }).collect()
        };
        Ceasefire {
            passages: self.record.reports.iter().enumerate().flat_map(told).collect(),
            parties: names(&ceasefire["parties"]),
            mediator: text(&ceasefire["mediator"]),
            agreed: text(&ceasefire["agreed"]),
            in_force: text(&ceasefire["in_force"]),
            state,
            alleged_violations,
            rule: "ceasefire:test",
        }
    }
}

/// A report of which nothing is read but its sentences: each line is a paragraph, each stop ends a sentence.
#[allow(unreachable_pub)]
pub fn blank(path: String, words: String) -> Report {
    let mut report = Report::from(Input { path, text: words, ..Input::default() });
    let mut start = 0;
    let text = &report.text;
    let mut paragraph = 0;
    for (at, c) in text.char_indices() {
        let next = &text[at + c.len_utf8()..];
        let stop = matches!(c, '.' | '?' | '!' | '"' | '”')
            && text[..at + c.len_utf8()].trim_end_matches(['"', '”']).ends_with(['.', '?', '!']);
        let opens =
            next.starts_with(' ') && next.trim_start().starts_with(|c: char| c.is_uppercase() || c == '“' || c == '"');
        if c == '\n' || next.is_empty() || stop && opens {
            let end = at + c.len_utf8();
            let words = &text[start..end];
            let from = start + words.len() - words.trim_start().len();
            let to = from + words.trim().len();
            if from < to {
                report.sentences.push(Sentence { span: Span::new(from, to), tokens: 0..0, paragraph });
            }
            start = end;
        }
        paragraph += usize::from(c == '\n');
    }
    report
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn day(value: &Value) -> Option<Date> {
    value.as_str()?.parse().ok()
}

fn long_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 4).map(str::to_lowercase).collect()
}

fn reports(statements: &[StatementAt]) -> Vec<usize> {
    let mut reports: Vec<usize> = statements.iter().map(|at| at.report).collect();
    reports.sort_unstable();
    reports.dedup();
    reports
}

fn published(about: &Value) -> Published {
    let range = &about["published_range"];
    let (earliest, latest) = (day(&range["from"]), day(&range["to"]));
    let basis = text(&range["basis"]).unwrap_or_else(|| "stated".to_owned());
    let basis = Basis::parse(&basis).unwrap_or(Basis::Metadata);
    match (earliest, latest, day(&about["published"])) {
        (None, None, None) => Published::UNKNOWN,
        (None, None, Some(day)) => Published::day(day, basis),
        _ => Published { earliest, latest, basis, why: text(&range["why"]) },
    }
}

/// Where a quotation stands, as near to a byte as can be; `a ... b` stands for all between its ends.
fn find(report: &str, words: &str, near: usize) -> Option<Span> {
    let (head, tail) = match words.split_once(" ... ") {
        Some((head, tail)) if !report.contains(words) => (head, tail),
        _ => (words, ""),
    };
    let start = report.match_indices(head).map(|(at, _)| at).min_by_key(|at| at.abs_diff(near))?;
    let end = start + head.len();
    Some(Span::new(start, if tail.is_empty() { end } else { end + report[end..].find(tail)? + tail.len() }))
}

fn quotes(report: &Report, words: &Value, near: usize) -> Vec<Span> {
    let pieces = words.as_str().map(|piece| vec![piece]);
    let pieces = pieces.unwrap_or_else(|| list(words).iter().filter_map(Value::as_str).collect());
    pieces.into_iter().filter_map(|piece| find(&report.text, piece, near)).collect()
}

fn near(report: &Report, item: &Value) -> Option<usize> {
    Some(find(&report.text, item["sentence"].as_str()?, 0)?.start)
}

fn statement(report: &Report, item: &Value, ids: &[String]) -> Statement {
    let sentence = near(report, item);
    let content = quotes(report, &item["content"], sentence.unwrap_or(0));
    let start = sentence.or(content.first().map(|span| span.start)).unwrap_or(0);
    let cue = quotes(report, &item["cue"], start);
    let speakers = list(&item["sources"]).iter().filter_map(text).enumerate().map(|(i, name)| {
        let kind = if i > 0 {
            Some(EntityKind::Media)
        } else {
            text(&item["source_kind"]).and_then(|k| EntityKind::parse(&k))
        };
        let own = |name: &str| text(&item[name]).filter(|_| i == 0);
        Speaker {
            span: find(&report.text, &name, start),
            name,
            kind: kind.unwrap_or(EntityKind::Organization),
            role: own("source_role"),
            of: own("source_of"),
            side: own("side"),
            entity: None,
        }
    });
    let names = |field: &str| -> Vec<String> { list(&item[field]).iter().filter_map(text).collect() };
    let about = names("about").iter().filter_map(|id| ids.iter().position(|known| known == id)).collect();
    let span = content.iter().chain(&cue).copied().reduce(|a, b| a.cover(b)).unwrap_or_default();
    Statement {
        span,
        stance: text(&item["stance"]).and_then(|stance| Stance::parse(&stance)).unwrap_or(Stance::Asserts),
        form: text(&item["form"]).and_then(|form| Form::parse(&form)).unwrap_or(Form::Indirect),
        cue,
        content,
        sources: speakers.collect(),
        against: names("against"),
        about,
        when: text(&item["when"]).and_then(|when| report.times.iter().position(|time| time.value == when)),
        event: None,
        rule: format!("cue:{}", item["cue"].as_str().unwrap_or("test").to_lowercase().replace(' ', "-")),
    }
}

fn time(report: &Report, item: &Value) -> Option<Timex> {
    let value = text(&item["value"])?;
    let modifier = text(&item["mod"]).and_then(|modifier| Modifier::parse(&modifier));
    Some(Timex {
        span: find(&report.text, item["text"].as_str()?, near(report, item).unwrap_or(0))?,
        kind: text(&item["kind"]).and_then(|kind| TimexKind::parse(&kind)).unwrap_or(TimexKind::Date),
        earliest: value.parse().ok(),
        latest: value.parse().ok(),
        value,
        modifier,
        anchor: None,
        rule: "timex:test".to_owned(),
    })
}

fn places(report: &Report, item: &Value) -> Vec<Place> {
    let name = item["text"].as_str().unwrap_or_default();
    let role = text(&item["role"]).and_then(|role| PlaceRole::parse(&role));
    let disputed = item["disputed"] == true;
    let place = |(at, _): (usize, &str)| Place {
        span: Span::new(at, at + name.len()),
        mentions: vec![Span::new(at, at + name.len())],
        name: name.to_owned(),
        geonames: None,
        country: text(&item["country"]).or(disputed.then(|| "disputed".to_owned())),
        claimed_by: Vec::new(),
        lat: item["lat"].as_f64(),
        lon: item["lon"].as_f64(),
        role: role.unwrap_or(if at == 0 { PlaceRole::Dateline } else { PlaceRole::Event }),
        rule: "place:test".to_owned(),
    };
    report.text.match_indices(name).map(place).collect()
}

fn toll(report: &mut Report, item: &Value) -> Option<Toll> {
    let span = find(&report.text, item["text"].as_str()?, near(report, item).unwrap_or(0))?;
    let speaker = list(&item["according_to"]).first().and_then(text);
    let gives = |statement: &&(usize, &Statement)| {
        let by = statement.1.sources.first().map(|speaker| &speaker.name);
        by == speaker.as_ref() && speaker.is_some()
    };
    let candidates: Vec<_> = report.statements.iter().enumerate().collect();
    let covers = |statement: &&(usize, &Statement)| statement.1.content.iter().any(|content| content.overlaps(span));
    let best = candidates.iter().filter(gives).min_by_key(|s| (!covers(s), s.1.span.start.abs_diff(span.start)));
    let statement = best.map(|(index, _)| *index);
    let mut when = |value: &Value| {
        let value = text(value)?;
        let known = report.times.iter().position(|time| time.value == value);
        Some(known.unwrap_or_else(|| {
            let (earliest, latest) = (value.parse().ok(), value.parse().ok());
            let span = Span::new(span.start, span.start);
            let (kind, rule) = (TimexKind::Date, "timex:test".to_owned());
            report.times.push(Timex { span, kind, value, earliest, latest, modifier: None, anchor: None, rule });
            report.times.len() - 1
        }))
    };
    Some(Toll {
        span,
        harm: text(&item["harm"]).and_then(|harm| Harm::parse(&harm)).unwrap_or(Harm::Casualties),
        min: item["min"].as_u64(),
        max: item["max"].as_u64(),
        approx: item["approx"] == true,
        withheld: item["withheld"] == true,
        victims: text(&item["victims"]).unwrap_or_else(|| "people".to_owned()),
        side: text(&item["side"]),
        scope: text(&item["scope"]).and_then(|scope| Scope::parse(&scope)).unwrap_or(Scope::Cumulative),
        place: text(&item["where"]),
        when: when(&item["when"]),
        as_of: when(&item["as_of"]),
        by: text(&item["by"]),
        statement,
        part_of: text(&item["part_of"])
            .and_then(|whole| report.tolls.iter().position(|t| report.words(t.span) == whole)),
        rule: format!("toll:{}", item["harm"].as_str().unwrap_or("test")),
    })
}

fn event(report: &Report, item: &Value) -> Option<Event> {
    let names = |one: &str, many: &str| -> Vec<String> {
        text(&item[one]).into_iter().chain(list(&item[many]).iter().filter_map(text)).collect()
    };
    let (actors, recipients) = (names("actor", "actors"), names("recipient", "recipients"));
    let place = text(&item["where"]);
    let anchor = text(&item["anchor"]).or_else(|| place.clone()).or_else(|| actors.first().cloned())?;
    Some(Event {
        anchor: find(&report.text, &anchor, near(report, item).unwrap_or(0))?,
        kind: EventType::parse(item["type"].as_str()?)?,
        mode: text(&item["mode"]),
        actors,
        recipients,
        place,
        when: text(&item["when"]).and_then(|when| report.times.iter().position(|time| time.value == when)),
        status: text(&item["status"]).and_then(|status| Status::parse(&status)).unwrap_or(Status::Reported),
        by: names("", "by"),
        disputed_by: names("", "disputed_by"),
        background: item["background"] == true,
        statement: None,
        rule: "event:test".to_owned(),
    })
}

/// One entity for each name that speaks.
fn entities(report: &Report) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    for speaker in report.statements.iter().flat_map(|statement| &statement.sources) {
        if entities.iter().any(|entity| entity.name == speaker.name) {
            continue;
        }
        let mention = |(at, name): (usize, &str)| Mention {
            span: Span::new(at, at + name.len()),
            head: 0,
            kind: MentionKind::Name,
        };
        entities.push(Entity {
            name: speaker.name.clone(),
            aliases: Vec::new(),
            kind: speaker.kind,
            side: speaker.side.clone(),
            role: speaker.role.clone(),
            of: speaker.of.clone(),
            mentions: report.text.match_indices(&*speaker.name).map(mention).collect(),
            rule: "entity:test",
        });
    }
    entities
}
