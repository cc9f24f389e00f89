//! Statements: attributions with their stance and their speakers resolved.

use super::Report;
use super::attribution::Attribution;
use super::coref::Context;
use super::cue::Frame;
use super::entity::EntityKind;
use super::speaker::Resolver;
use super::stance::Acts;
use super::timex::TimexKind;
use super::token::Relation;
use crate::Span;
use crate::label::labels;

labels! {
    /// What a speaker does with what is said (guidelines: `stance`).
    Stance {
        /// Says that it is so.
        Asserts = "asserts",
        /// Names a culprit.
        Accuses = "accuses",
        /// Says that what another said is not so, or refuses.
        Denies = "denies",
        /// Acknowledges or verifies.
        Confirms = "confirms",
        /// Declines to say, gives no figure.
        Withholds = "withholds",
        /// Asks, urges, orders.
        Demands = "demands",
        /// Promises, threatens, announces a plan.
        Commits = "commits",
        /// Holds or hopes, without saying so.
        Believes = "believes",
    }
}

labels! {
    /// How the words are given.
    Form {
        /// In quotation marks, all of it.
        Direct = "direct",
        /// In the reporter's words.
        Indirect = "indirect",
        /// Partly in quotation marks.
        Mixed = "mixed",
    }
}

/// One voice in the chain behind a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    /// The fullest name that the report gives, or a description, or `unnamed`.
    pub name: String,
    /// What kind of voice.
    pub kind: EntityKind,
    /// Role of a person, as the report words it.
    pub role: Option<String>,
    /// The body that a person speaks for.
    pub of: Option<String>,
    /// ISO 3166 alpha-3 of the state it speaks for, or the name of a non-state body.
    pub side: Option<String>,
    /// The words in this sentence that name it; bytes, half-open. `None` if only implied.
    pub span: Option<Span>,
    /// Index into [`super::Report::entities`].
    pub entity: Option<usize>,
}

/// One statement: who says what, by which words.
///
/// It is not an event: what it says did not thereby happen. `sources` is a chain, origin first, then whoever relays.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// The whole of it, from its first word to its last; bytes, half-open.
    pub span: Span,
    /// The stance.
    pub stance: Stance,
    /// The form.
    pub form: Form,
    /// The words that show that somebody speaks.
    pub cue: Vec<Span>,
    /// The words of what is said; empty for "no comment".
    pub content: Vec<Span>,
    /// The chain of speakers, origin first.
    pub sources: Vec<Speaker>,
    /// Whom an accusation, threat or demand is aimed at, by name.
    pub against: Vec<String>,
    /// Statements of this report that it answers: indices into [`super::Report::statements`].
    pub about: Vec<usize>,
    /// When it was said: index into [`super::Report::times`].
    pub when: Option<usize>,
    /// The event that it tells of: index into [`super::Report::events`].
    pub event: Option<usize>,
    /// The rule that found it, `cue:` and the id of the cue's row.
    pub rule: String,
}

/// Turns attributions into statements: speakers resolved, chains built, stance judged, answers linked.
pub fn find(report: &Report, attributions: &[Attribution], context: &Context<'_>, acts: &Acts) -> Vec<Statement> {
    let mut resolver = Resolver::new(report, context);
    let mut out: Vec<Statement> = Vec::new();
    let mut chains: Vec<Vec<Speaker>> = Vec::new();
    let contents = Contents::of(attributions);
    let outer: Vec<Option<usize>> = (0..attributions.len()).map(|i| contents.enclosing(attributions, i)).collect();
    for (i, a) in attributions.iter().enumerate() {
        // An enclosing attribution may come later in the text ("..., X said"): resolve it first for itself.
        let around = outer[i].map(|j| match chains.get(j) {
            Some(done) => done.clone(),
            None => chain(&resolver, &attributions[j], None),
        });
        let sources = chain(&resolver, a, around.as_deref());
        chains.push(sources.clone());
        // What is said within another statement does not make its speaker the one who goes on speaking.
        if around.is_none() {
            resolver.remember(report.tokens[a.head].sentence, &sources[0]);
        }
        if around.as_deref().is_some_and(|outer| is_own_voice(a, &sources[0], outer)) {
            continue;
        }
        let (stance, act) = acts.judge(report, context.pronouns, a);
        let rule = act.map_or_else(|| a.rule.clone(), |act| format!("{}+act:{act}", a.rule));
        let against = against(report, &resolver, a, stance);
        out.push(Statement {
            span: extent(report, a, &sources),
            stance,
            form: form(report, a),
            cue: a.cue.clone(),
            content: a.content.clone(),
            sources,
            against,
            about: Vec::new(),
            when: spoken_when(report, a),
            event: None,
            rule,
        });
    }
    super::answer::link(report, &mut out, context.cues);
    out
}

/// True for what one body tells of its own people without their words ("the ministry said its minister reaffirmed ..."):
/// one voice, one statement.
fn is_own_voice(a: &Attribution, speaker: &Speaker, outer: &[Speaker]) -> bool {
    let bare = matches!(a.frame, Frame::NpSpeech | Frame::Np) && a.stance == Stance::Asserts;
    let side = |s: &Speaker| s.side.clone();
    bare && speaker.name != outer[0].name && side(speaker).is_some() && side(speaker) == side(&outer[0])
}

/// The contents of all attributions by where they start, so that what encloses a cue is found without looking at all.
struct Contents {
    by_start: Vec<(Span, usize)>,
    longest: usize,
}

impl Contents {
    fn of(all: &[Attribution]) -> Self {
        let spans = |(j, a): (usize, &Attribution)| a.content.iter().map(move |c| (*c, j)).collect::<Vec<_>>();
        let mut by_start: Vec<(Span, usize)> = all.iter().enumerate().flat_map(spans).collect();
        by_start.sort_unstable();
        let longest = by_start.iter().map(|(span, _)| span.len()).max().unwrap_or(0);
        Self { by_start, longest }
    }

    /// The innermost attribution in whose content another's cue stands.
    fn enclosing(&self, all: &[Attribution], i: usize) -> Option<usize> {
        let cue = all[i].cue.first()?;
        let end = self.by_start.partition_point(|(span, _)| span.start <= cue.start);
        let near = self.by_start[..end].iter().rev().take_while(|(span, _)| span.start + self.longest >= cue.start);
        let around = near.filter(|(span, j)| *j != i && span.contains(*cue)).map(|(span, j)| (span.len(), *j));
        // Two that lie in each other (a faulty parse): neither encloses.
        around
            .filter(|&(_, j)| !all[i].content.iter().any(|c| all[j].cue.first().is_some_and(|q| c.contains(*q))))
            .min()
            .map(|(_, j)| j)
    }
}

/// The chain of speakers, origin first: who says it, who passes it on, and who says all of that.
fn chain(resolver: &Resolver<'_>, a: &Attribution, outer: Option<&[Speaker]>) -> Vec<Speaker> {
    let mut out = vec![resolver.origin(a, outer.and_then(<[Speaker]>::first))];
    let mut add = |speaker: Speaker| {
        if !out.iter().any(|s: &Speaker| s.name == speaker.name || s.entity.is_some() && s.entity == speaker.entity) {
            out.push(speaker);
        }
    };
    for &relay in &a.relays {
        add(resolver.resolve(relay, None));
    }
    for speaker in outer.into_iter().flatten() {
        add(speaker.clone());
    }
    out
}

/// From the first to the last word of source, cue and content, if they stand near each other.
fn extent(report: &Report, a: &Attribution, sources: &[Speaker]) -> Span {
    let own = a.source.map(|s| report.tokens[s].span);
    let named = sources.first().and_then(|s| s.span).filter(|s| own.is_some_and(|o| s.overlaps(o)));
    a.cue.iter().chain(&a.content).copied().chain(own).chain(named).reduce(|x, y| x.cover(y)).unwrap_or_default()
}

fn form(report: &Report, a: &Attribution) -> Form {
    let touches = |q: &Span| a.content.iter().any(|c| c.overlaps(*q));
    match (a.direct, report.quotes.iter().any(touches)) {
        (true, _) => Form::Direct,
        (false, true) => Form::Mixed,
        (false, false) => Form::Indirect,
    }
}

/// Whom an accusation, demand or threat is aimed at: the cue's target, else the subject of what is said.
fn against(report: &Report, resolver: &Resolver<'_>, a: &Attribution, stance: Stance) -> Vec<String> {
    if !matches!(stance, Stance::Accuses | Stance::Demands | Stance::Commits) {
        return Vec::new();
    }
    let subject = || {
        let head = a.content_head.filter(|_| stance != Stance::Commits)?;
        report
            .subject(head)
            .filter(|&s| Some(s) != a.source && report.entities.iter().any(|e| e.mentions.iter().any(|m| m.head == s)))
    };
    let target = a.target.or_else(subject);
    let Some(target) = target else { return Vec::new() };
    let partners = report.children(target).filter(|&c| report.tokens[c].relation == Relation::Conj);
    let mut names: Vec<String> = Vec::new();
    for token in std::iter::once(target).chain(partners) {
        let name = resolver.resolve_alone(token);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The time that the cue's own clause gives ("said on Sunday"), not one in what is said.
fn spoken_when(report: &Report, a: &Attribution) -> Option<usize> {
    let sentence = report.tokens[a.head].sentence;
    let governed = |span: Span| {
        report.token_at(span.start).is_some_and(|t| {
            report.tokens[t].sentence == sentence
                && !a.content.iter().any(|c| c.overlaps(span))
                && report.is_below(t, a.head)
        })
    };
    let first = report.times.partition_point(|t| t.span.end <= report.sentences[sentence].span.start);
    let here =
        (first..report.times.len()).take_while(|&i| report.times[i].span.start < report.sentences[sentence].span.end);
    here.into_iter().find(|&i| report.times[i].kind == TimexKind::Date && governed(report.times[i].span))
}
