//! Parties of several words: a country and its organ, a body and its spokesman.

use std::ops::Range;

use super::atom::{Atom, Line};
use super::{Actor, ActorMention};
use crate::document::Upos;
use crate::document::entity::EntityKind;
use crate::document::world::{Sense, Use, World};

/// How many words may stand between a country and its organ (`Iranian Deputy First Foreign Minister`).
const REACH: usize = 4;

/// Joins the names of a line into parties, in order.
pub(super) fn compose(world: &World, line: &Line<'_>, atoms: &[Atom<'_>]) -> Vec<ActorMention> {
    let mut mentions: Vec<ActorMention> = Vec::with_capacity(atoms.len());
    for (i, atom) in atoms.iter().enumerate() {
        let next = atoms.get(i + 1).map_or(line.len(), |next| next.words.start);
        let mut words = atom.words.clone();
        if atom.form.open || goes_on(world, line, atom) {
            words.end = end_of_open(world, line, words.end);
        }
        if mentions.last().is_some_and(|last| last.tokens.end > line.tokens(&words).start) {
            absorb_inner(world, line, &mut mentions, atom);
            continue;
        }
        let mention = mention_of(world, line, atom, words.clone(), next);
        match mentions.last_mut() {
            Some(last) if joins(line, last, &mention) => join(line, &mut mentions, mention),
            _ => mentions.push(mention),
        }
        side_from_before(line, &mut mentions);
    }
    side_from_after(world, line, &mut mentions);
    mentions
}

fn mention_of(world: &World, line: &Line<'_>, atom: &Atom<'_>, words: Range<usize>, next: usize) -> ActorMention {
    let known = atom.known;
    let adjective =
        matches!(known.sense, Sense::Adjective | Sense::Local) || atom.adjective && before_noun(line, words.end, next);
    let mut countries = known.countries.clone();
    if let Some(country) = world.country_of(known).filter(|_| known.sense == Sense::Capital) {
        countries = vec![country.alpha3.clone()];
    }
    ActorMention {
        span: line.span(&words),
        tokens: line.tokens(&words),
        sense: known.sense,
        actor: Actor::of_known(known, line.words_of(&words)),
        countries,
        adjective,
    }
}

/// True if a noun follows directly: then a name that is also an adjective is one here (`US troops`).
fn before_noun(line: &Line<'_>, at: usize, next: usize) -> bool {
    match line.upos(at) {
        Some(upos) => matches!(upos, Upos::Noun | Upos::Adj) || upos == Upos::Propn,
        None => line.is_capitalised(at) || at == next && line.is_word(at),
    }
}

/// True for the name of an organ that more words follow: `Ministry of Health and Population of Peru`.
fn goes_on(world: &World, line: &Line<'_>, atom: &Atom<'_>) -> bool {
    let joined = atom.known.sense == Sense::Organ && atom.words.clone().any(|i| world.is_used(line.key(i), Use::Owner));
    joined && line.is_capitalised(atom.words.start) && world.is_used(line.key(atom.words.end), Use::Joiner)
}

/// Where a name that began `Ministry of` ends: after its capitalised words and what joins them.
fn end_of_open(world: &World, line: &Line<'_>, start: usize) -> usize {
    let mut end = start;
    for at in start..line.len().min(start + 8) {
        let country = world.named(line.form(at)).any(|known| known.sense == Sense::Country);
        if country && at > start && world.is_used(line.key(at - 1), Use::And) {
            break;
        }
        if line.is_capitalised(at) {
            end = at + 1;
        } else if !world.is_used(line.key(at), Use::Joiner) {
            break;
        }
    }
    end
}

/// A country at the end of a name that ran on (`Ministry of Defence of Peru`) tells its side.
fn absorb_inner(world: &World, line: &Line<'_>, mentions: &mut [ActorMention], atom: &Atom<'_>) {
    let Some(last) = mentions.last_mut() else { return };
    let inside = line.tokens(&atom.words).end == last.tokens.end;
    if inside && last.actor.side.is_none() && world.country_of(atom.known).is_some() {
        last.actor.side.clone_from(&atom.known.side);
        last.countries.clone_from(&atom.known.countries);
    }
}

/// Senses that tell whose an organ is.
const fn owns(sense: Sense) -> bool {
    !matches!(sense, Sense::Organ | Sense::Title | Sense::Media | Sense::Monitor)
}

/// True if two mentions make one phrase: nothing but plain words between them, no `'s`.
fn joins(line: &Line<'_>, last: &ActorMention, next: &ActorMention) -> bool {
    let gap = words_between(line, last, next);
    let heads = matches!(next.sense, Sense::Organ | Sense::Title);
    let agency = last.sense == Sense::Media && next.sense == Sense::Organ && next.actor.kind == EntityKind::Media;
    let known_organ = last.sense == Sense::Office && next.sense == Sense::Title;
    let body_title = last.sense == Sense::Organ && next.sense == Sense::Title;
    heads && (owns(last.sense) || agency || known_organ || body_title) && gap.len() <= REACH && plain(line, gap, last)
}

fn words_between(line: &Line<'_>, last: &ActorMention, next: &ActorMention) -> Range<usize> {
    let first = line.tokens(&(0..0)).start;
    last.tokens.end.saturating_sub(first)..next.tokens.start.saturating_sub(first)
}

/// True if the words may stand within one noun phrase. Without tags only capitalised words may.
fn plain(line: &Line<'_>, mut gap: Range<usize>, last: &ActorMention) -> bool {
    // A place or body before a capital is no attribute: `Geneva The Minister`.
    let noun = !last.adjective && !gap.is_empty();
    gap.all(|i| match line.upos(i) {
        Some(upos) => matches!(upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num) && line.is_word(i),
        None => line.is_capitalised(i) && line.key(i) != "the" && !noun || line.form(i).contains('-'),
    })
}

/// Puts a head to what stands before it.
fn join(line: &Line<'_>, mentions: &mut Vec<ActorMention>, head: ActorMention) {
    let Some(last) = mentions.pop() else { return };
    if last.sense == Sense::Media {
        // `Xinhua news agency` is Xinhua.
        let tokens = last.tokens.start..head.tokens.end;
        mentions.push(extended(line, last, tokens));
        return;
    }
    if last.sense == Sense::Organ {
        // `Defence Ministry spokesman`: both stay, the spokesman is the ministry's.
        let mut head = head;
        take_side(&mut head, &last);
        head.actor.of = Some(last.actor.name.clone());
        mentions.extend([last, head]);
        return;
    }
    let tokens = last.tokens.start..head.tokens.end;
    let mut whole = extended(line, head, tokens);
    take_side(&mut whole, &last);
    if whole.sense == Sense::Title && !matches!(last.sense, Sense::Country | Sense::Adjective | Sense::Capital) {
        whole.actor.of = Some(last.actor.name.clone());
    }
    whole.countries = last.countries;
    mentions.push(whole);
}

fn extended(line: &Line<'_>, mut mention: ActorMention, tokens: Range<usize>) -> ActorMention {
    let first = line.tokens(&(0..0)).start;
    let words = tokens.start - first..tokens.end - first;
    mention.span = line.span(&words);
    line.words_of(&words).clone_into(&mut mention.actor.name);
    mention.tokens = tokens;
    mention
}

/// Gives an organ or title the side of its owner, and the kind that follows from it.
fn take_side(head: &mut ActorMention, owner: &ActorMention) {
    let state_organ = matches!(head.actor.kind, EntityKind::State | EntityKind::Unnamed);
    let speaks = state_organ || head.actor.rule == STATE_MEDIA || owner.actor.kind != EntityKind::State;
    if speaks || head.sense == Sense::Title {
        head.actor.side = owner.actor.side.clone();
    }
    if head.actor.kind == EntityKind::State {
        head.actor.kind = match owner.actor.kind {
            EntityKind::ArmedGroup => EntityKind::ArmedGroup,
            EntityKind::People if head.actor.sector == "MIL" => EntityKind::ArmedGroup,
            EntityKind::Organization => EntityKind::Organization,
            _ => EntityKind::State,
        };
    }
    if head.countries.is_empty() {
        head.countries.clone_from(&owner.countries);
    }
}

/// The row of `organ` for media that speak for their state.
const STATE_MEDIA: &str = "organ:state-media";

/// `Peru's army`, `the army's spokesman`: the last mention takes the side of the one before `'s`.
fn side_from_before(line: &Line<'_>, mentions: &mut [ActorMention]) {
    let [.., owner, head] = mentions else { return };
    if !matches!(head.sense, Sense::Organ | Sense::Title) || head.actor.side.is_some() {
        return;
    }
    let gap = words_between(line, owner, head);
    let owned = line.is_possessive(gap.start) && gap.len() <= 1 + REACH;
    let rest = gap.start + 1..gap.end;
    if owned && (owns(owner.sense) || owner.sense == Sense::Organ) && plain(line, rest, owner) {
        take_side(head, owner);
        if head.sense == Sense::Title && !matches!(owner.sense, Sense::Country | Sense::Capital) {
            head.actor.of = Some(owner.actor.name.clone());
        }
    }
}

/// `president of Kenya`, `spokesman for the Sudanese army`: what follows `of`, `for`, `in` tells the side.
fn side_from_after(world: &World, line: &Line<'_>, mentions: &mut [ActorMention]) {
    for i in (1..mentions.len()).rev() {
        let (before, after) = mentions.split_at_mut(i);
        let (Some(head), Some(owner)) = (before.last_mut(), after.first()) else { continue };
        let gap = words_between(line, head, owner);
        let mut inner = gap.clone().filter(|&j| line.key(j) != "the");
        let preposition = inner.next().is_some_and(|j| world.is_used(line.key(j), Use::Owner));
        let head_word = matches!(head.sense, Sense::Organ | Sense::Title);
        if !head_word || head.actor.side.is_some() || !preposition || inner.next().is_some() {
            continue;
        }
        let owner_organ = owner.sense == Sense::Organ && head.sense == Sense::Title;
        if owns(owner.sense) && !owner.adjective || owner_organ {
            take_side(head, owner);
            if head.sense == Sense::Title && !matches!(owner.sense, Sense::Country | Sense::Capital) {
                head.actor.of = Some(owner.actor.name.clone());
            }
        }
    }
}
