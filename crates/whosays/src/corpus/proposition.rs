//! What statements say, piece by piece: each sentence or clause of a statement's content is a proposition of its own.

use super::claim::StatementAt;
use super::gist::Gist;
use super::identity::Voice;
use super::novelty;
use super::tables::{Tables, hash};
use super::wording::{Class, Word, Wording};
use crate::Span;
use crate::document::{Relation, Report, Stance, Statement, Upos, Xpos};

/// One piece of what one statement says.
#[derive(Clone, Debug)]
pub(crate) struct Proposition {
    /// The statement.
    pub(crate) at: StatementAt,
    /// The piece; bytes of the report's text, half-open.
    pub(crate) span: Span,
    /// What it tells.
    pub(crate) gist: Gist,
    /// The gist with what it answers and whom it is aimed at, for pieces that point and do not tell ("the attack").
    pub(crate) full: Gist,
    /// True if the speaker says that it is not so.
    pub(crate) negative: bool,
    /// Who says it.
    pub(crate) voice: Option<Voice>,
    /// The stance of the statement.
    pub(crate) stance: Stance,
    /// Whom it accuses, as it sounds.
    pub(crate) against: Gist,
    /// The figures in it.
    pub(crate) figures: Vec<u64>,
    /// The statements of its report that it answers.
    pub(crate) answers: Vec<StatementAt>,
    /// True if it tells what may be or will be, and can be neither true nor false yet.
    pub(crate) open: bool,
    /// True if its sentence tells history.
    pub(crate) old: bool,
    /// True for a piece too thin to stand alone.
    pub(crate) thin: bool,
}

/// Weight of telling words below which a piece points and does not tell.
const THIN: u32 = 26;

/// All propositions of some reports; nothing is said by who withholds.
pub(crate) fn propositions(
    reports: &[Report],
    wordings: &[Wording],
    group: &[usize],
    tables: &Tables,
) -> Vec<Proposition> {
    let mut found = Vec::new();
    for &index in group {
        let report = &reports[index];
        for (number, statement) in report.statements.iter().enumerate() {
            if statement.stance == Stance::Withholds {
                continue;
            }
            let at = StatementAt { report: index, statement: number };
            for piece in pieces(report, &wordings[index], statement, tables) {
                found.push(proposition(report, &wordings[index], at, piece, tables));
            }
        }
    }
    found
}

/// The stretches of a statement's content: cut at sentence borders and at words that join clauses.
fn pieces(report: &Report, wording: &Wording, statement: &Statement, tables: &Tables) -> Vec<Span> {
    let mut pieces = Vec::new();
    for &content in &statement.content {
        let mut start = content.start;
        for word in wording.within(content).windows(2) {
            let cut = if word[0].sentence == word[1].sentence {
                let text = report.words(Span::new(word[0].span.start, content.end));
                tables.joins_clauses(text).then_some(word[0].span.start)
            } else {
                Some(word[0].span.end)
            };
            if let Some(end) = cut.filter(|end| *end > start) {
                pieces.push(Span::new(start, end));
                start = end;
            }
        }
        pieces.push(Span::new(start, content.end));
    }
    pieces
}

/// Steps up a tree after which no main clause is looked for any more.
const DEPTH: usize = 12;

fn proposition(report: &Report, wording: &Wording, at: StatementAt, span: Span, tables: &Tables) -> Proposition {
    let statement = &report.statements[at.statement];
    let mut gist = Gist::of(wording.within(span));
    gist.negative &=
        wording.within(span).iter().any(|w| w.class == Class::Negation && !wished(report, w) && turns(report, w, span));
    let own = gist.words.iter().map(|w| w.1).sum::<u32>();
    let thin = own < THIN;
    let mut full = gist.clone();
    if thin {
        for &answered in &statement.about {
            let content = report.statements.get(answered).map_or(&[][..], |s| &s.content);
            full = full.with(&Gist::of(content.iter().flat_map(|c| wording.within(*c))));
        }
    }
    let named = statement.against.iter().map(|name| named(name, tables));
    let against = named.fold(Gist::default(), |all, name| all.with(&name));
    full = full.with(&against);
    Proposition {
        at,
        span,
        figures: wording.within(span).iter().filter(|w| w.class == Class::Number).map(|w| w.form).collect(),
        negative: statement.stance == Stance::Denies || gist.negative || refutes(wording.within(span), tables),
        full,
        against,
        gist,
        voice: statement.sources.first().map(|s| Voice::of(s, tables)),
        stance: statement.stance,
        answers: statement.about.iter().map(|&s| StatementAt { statement: s, ..at }).collect(),
        open: open(report, span),
        old: report.sentence_at(span.start).is_some_and(|s| novelty::is_old(report, s, tables)),
        thin,
    }
}

/// True for the "not" of "should not" and "will not": it tells what is wished or to come, and not what is not so.
fn wished(report: &Report, negation: &Word) -> bool {
    let Some(token) = report.token_at(negation.span.start) else { return false };
    let modal = |t: usize| report.tokens.get(t).is_some_and(|t| t.xpos == Xpos::Md);
    modal(token) || token.checked_sub(1).is_some_and(modal)
}

/// True if a negation turns the main clause of a stretch round, and not one beside or below it ("it hit the camp; the army
/// has never said so").
fn turns(report: &Report, negation: &Word, span: Span) -> bool {
    let head = |t: usize| report.tokens.get(t).and_then(|t| t.head);
    let Some(mut at) = report.token_at(negation.span.start).and_then(head) else { return true };
    for _ in 0..DEPTH {
        let Some(up) = head(at).filter(|&up| span.contains(report.tokens[up].span)) else { return true };
        let beside = matches!(
            report.tokens[at].relation,
            Relation::Parataxis
                | Relation::Conj
                | Relation::Advcl
                | Relation::AclRelcl
                | Relation::Acl
                | Relation::Appos
        );
        // "Has not and will not": a conjunct with the same subject.
        let shared = report.tokens[at].relation == Relation::Conj
            && !report.children(at).any(|c| report.tokens[c].relation.is_subject());
        if beside && !shared {
            return false;
        }
        at = up;
    }
    true
}

/// True if the first verb of a stretch tells what may be or will be.
fn open(report: &Report, span: Span) -> bool {
    let from = report.tokens.partition_point(|t| t.span.start < span.start);
    let inside = report.tokens.iter().skip(from).take_while(|t| t.span.end <= span.end);
    let mut verbs = inside.filter(|t| matches!(t.upos, Upos::Verb | Upos::Aux));
    verbs.next().is_some_and(|t| t.xpos == Xpos::Md)
}

fn named(name: &str, tables: &Tables) -> Gist {
    let lower = any_ascii::any_ascii(name).to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && tables.grammar(w).is_none());
    let mut words: Vec<(u64, u32)> = words.map(|w| (hash(&tables.name(w)), super::gist::NAME)).collect();
    words.sort_unstable();
    words.dedup();
    Gist { words, negative: false }
}

/// "It was false information": a short piece that calls something false.
fn refutes(words: &[Word], tables: &Tables) -> bool {
    let content = words.iter().filter(|w| matches!(w.class, Class::Content | Class::Name)).count();
    content <= 3 && words.iter().any(|w| Some(w.concept) == tables.concept("false", "false"))
}
