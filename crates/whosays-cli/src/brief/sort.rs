//! What a story's statements say, sorted by how it stands: disputed, agreed, said by one voice, withheld.

use std::collections::{BTreeMap, BTreeSet};

use whosays::corpus::{Claim, StatementAt};
use whosays::document::Stance;

use super::desk::{Desk, name, origin};

/// One thing that is said: a claim, or several that the same voices dispute, with their statements; or a statement that
/// belongs to no claim.
pub(super) struct Said<'r> {
    /// The one that tells it best stands first.
    pub(super) claims: Vec<&'r Claim>,
    pub(super) statements: Vec<StatementAt>,
}

/// What a story's statements say.
#[derive(Default)]
pub(super) struct Sorted<'r> {
    pub(super) disputed: Vec<Said<'r>>,
    pub(super) agreed: Vec<Said<'r>>,
    pub(super) alone: Vec<Said<'r>>,
    pub(super) withheld: Vec<Said<'r>>,
}

/// Sorts all claims and statements of some reports. Each statement is told once, in a dispute if it is part of one.
pub(super) fn sort<'r>(desk: Desk<'r>, reports: &[usize]) -> Sorted<'r> {
    let here: BTreeSet<usize> = reports.iter().copied().collect();
    let claims =
        || desk.record.claims.iter().filter(|claim| claim.statements.iter().any(|at| here.contains(&at.report)));
    let (denied, quiet): (Vec<&Claim>, Vec<&Claim>) = claims().partition(|claim| !claim.denied_by.is_empty());
    let mut sorted = Sorted { disputed: disputes(desk, denied), ..Sorted::default() };
    let mut told: BTreeSet<StatementAt> = sorted.disputed.iter().flat_map(|said| said.statements.clone()).collect();
    let (shared, single): (Vec<&Claim>, Vec<&Claim>) = quiet.into_iter().partition(|claim| claim.origins.len() > 1);
    for claim in shared.into_iter().chain(single) {
        let statements: Vec<_> = claim.statements.iter().copied().filter(|at| !told.contains(at)).collect();
        if statements.is_empty() {
            continue;
        }
        told.extend(&statements);
        let list = match () {
            () if statements.iter().all(|&at| is(desk, at, Stance::Withholds)) => &mut sorted.withheld,
            () if claim.origins.len() > 1 => &mut sorted.agreed,
            () => &mut sorted.alone,
        };
        list.push(Said { claims: vec![claim], statements });
    }
    for list in [&mut sorted.disputed, &mut sorted.agreed] {
        list.sort_by_key(|said| std::cmp::Reverse(said.statements.len()));
    }
    rest(desk, reports, &told, &mut sorted);
    sorted
}

/// Statements that belong to no claim. What is said in the same words by the same voice is one thing, wherever it
/// stands.
fn rest(desk: Desk, reports: &[usize], told: &BTreeSet<StatementAt>, sorted: &mut Sorted) {
    let mut known: BTreeMap<(Stance, String, String), Said> = BTreeMap::new();
    for &report in reports {
        let count = desk.report(report).map_or(0, |report| report.statements.len());
        for at in (0..count).map(|statement| StatementAt { report, statement }).filter(|at| !told.contains(at)) {
            let Some(statement) = desk.statement(at) else { continue };
            let names: Vec<String> = statement.sources.iter().map(|speaker| name(Some(speaker))).collect();
            let said = known.entry((statement.stance, names.join("\n"), desk.words(at)));
            said.or_insert_with(|| Said { claims: Vec::new(), statements: Vec::new() }).statements.push(at);
        }
    }
    let mut single: Vec<Said> = known.into_values().collect();
    single.sort_by_key(|said| said.statements.first().copied());
    for said in single {
        let withheld = said.statements.first().is_some_and(|&at| is(desk, at, Stance::Withholds));
        let list = if withheld { &mut sorted.withheld } else { &mut sorted.alone };
        list.push(Said { claims: Vec::new(), statements: said.statements });
    }
}

/// Claims that have a statement in common are one dispute: who denies two of them is told once, beside both.
fn disputes<'r>(desk: Desk, claims: Vec<&'r Claim>) -> Vec<Said<'r>> {
    let mut home: BTreeMap<StatementAt, usize> = BTreeMap::new();
    let mut disputes: Vec<Vec<&Claim>> = Vec::new();
    for claim in claims {
        let homes: BTreeSet<usize> = claim.statements.iter().filter_map(|at| home.get(at)).copied().collect();
        let mut joined: Vec<&Claim> = homes.iter().flat_map(|&old| std::mem::take(&mut disputes[old])).collect();
        joined.push(claim);
        for at in joined.iter().flat_map(|claim| &claim.statements) {
            home.insert(*at, disputes.len());
        }
        disputes.push(joined);
    }
    disputes.into_iter().filter(|claims| !claims.is_empty()).map(|claims| dispute(desk, claims)).collect()
}

fn dispute<'r>(desk: Desk, mut claims: Vec<&'r Claim>) -> Said<'r> {
    // What is claimed tells more than what answers it.
    let claimed = |claim: &&Claim| {
        let asserting = claim.origins.iter().flat_map(|origin| &origin.statements);
        std::cmp::Reverse(asserting.filter(|&&at| !is(desk, at, Stance::Denies)).count())
    };
    claims.sort_by_key(claimed);
    let own: BTreeSet<StatementAt> = claims.iter().flat_map(|claim| claim.statements.iter().copied()).collect();
    let mut statements: Vec<StatementAt> = own.into_iter().collect();
    statements.extend(beside_denials(desk, &statements));
    Said { claims, statements }
}

/// What the voice of a denial says in the same sentence, which is the rest of its denial.
fn beside_denials(desk: Desk, statements: &[StatementAt]) -> Vec<StatementAt> {
    let mut beside = Vec::new();
    for &denial in statements.iter().filter(|&&at| is(desk, at, Stance::Denies)) {
        let about = |at: StatementAt| Some((name(origin(desk.statement(at)?)), desk.of_statement(at)));
        let count = desk.report(denial.report).map_or(0, |report| report.statements.len());
        let others = (0..count).map(|statement| StatementAt { statement, ..denial });
        beside.extend(others.filter(|at| !statements.contains(at) && about(*at) == about(denial)));
    }
    beside
}

/// True if a statement has a stance.
pub(super) fn is(desk: Desk, at: StatementAt, stance: Stance) -> bool {
    desk.statement(at).is_some_and(|statement| statement.stance == stance)
}

impl Said<'_> {
    /// The first claim that a statement belongs to.
    fn claim_of(&self, at: StatementAt) -> Option<usize> {
        self.claims.iter().position(|claim| claim.statements.contains(&at))
    }
}

/// Statements of one voice with one stance on one claim: they are told in the words of the fullest, with pointers to
/// all. All that one voice says stands together, where it first speaks.
pub(super) fn voices(desk: Desk, said: &Said, statements: &[StatementAt]) -> Vec<Vec<StatementAt>> {
    // Where the voice first speaks, its stance, the claim, and who passed it on.
    type Key = (usize, Stance, Option<usize>, Vec<String>);
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut voices: BTreeMap<Key, (usize, Vec<StatementAt>)> = BTreeMap::new();
    for (i, &at) in statements.iter().enumerate() {
        let Some(statement) = desk.statement(at) else { continue };
        let place = *first.entry(name(origin(statement))).or_insert(i);
        let relays = statement.sources.iter().skip(1).map(|speaker| name(Some(speaker))).collect();
        voices.entry((place, statement.stance, said.claim_of(at), relays)).or_insert((i, Vec::new())).1.push(at);
    }
    let mut voices: Vec<_> = voices.into_iter().map(|((place, ..), (i, voice))| ((place, i), voice)).collect();
    voices.sort_by_key(|(place, _)| *place);
    let mut voices: Vec<Vec<StatementAt>> = voices.into_iter().map(|(_, voice)| voice).collect();
    for voice in &mut voices {
        voice.sort_by_cached_key(|&at| (std::cmp::Reverse(desk.words(at).chars().count()), at));
    }
    voices
}
